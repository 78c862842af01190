import type { Generated } from 'kysely'

/** What is kept of alerts and of measurements. */
export interface MonitoringTables {
  alert_rules: {
    id: string
    node_id: string
    name: string
    enabled: 0 | 1
    condition: string
    /** In the unit of the condition; null for its default, as in the three below. */
    threshold: number | null
    clear_threshold: number | null
    for_seconds: number | null
    cooldown_seconds: number | null
    /** Null: every instance. */
    instance_id: string | null
    severity: 'critical' | 'warning' | 'info'
    channels_json: string
    tell_resolved: 0 | 1
    allow_private_target: 0 | 1
    email: string | null
    /** Encrypted under the install key. */
    webhook_url_sealed: string | null
    /** So much of the address as is no secret. */
    webhook_shown: string | null
    webhook_secret_sealed: string | null
    quiet_hours_json: string | null
    /** Counts changes, so that a plan stands on one of them. */
    revision: number
    created_at: number
    updated_at: number
  }
  alert_states: {
    rule_id: string
    /** What it is judged for: the id of an instance, or nothing for the host. */
    target: string
    phase: 'ok' | 'pending' | 'firing' | 'unknown'
    since: number
    bad_since: number | null
    last_bad_at: number | null
    cleared_at: number | null
    known: 0 | 1
    /** The event that is open. */
    event_id: string | null
  }
  alert_events: {
    id: string
    node_id: string
    /** Null once the rule is gone. */
    rule_id: string | null
    rule_name: string
    target: string
    instance_id: string | null
    condition: string
    severity: 'critical' | 'warning' | 'info'
    known: 0 | 1
    title: string
    message: string
    value: number | null
    threshold: number | null
    raised_at: number
    resolved_at: number | null
    acknowledged_at: number | null
    acknowledged_by_json: string | null
    note: string | null
    silenced: 0 | 1
    evidence_json: string
  }
  alert_silences: {
    id: string
    node_id: string
    rule_id: string | null
    instance_id: string | null
    starts_at: number
    ends_at: number
    reason: string
    by_json: string
    created_at: number
  }
  alert_deliveries: {
    /** The same for every try. */
    id: string
    node_id: string
    event_id: string | null
    rule_id: string | null
    kind: 'raised' | 'resolved' | 'test'
    channel: 'in_app' | 'email' | 'webhook' | 'push'
    target: string | null
    status: 'waiting' | 'delivered' | 'dead' | 'withheld'
    attempts: number
    created_at: number
    next_attempt_at: number | null
    delivered_at: number | null
    receipt: string | null
    error: string | null
  }
  /** What stands at which place of a measurement; places are only ever added. */
  metric_columns: { owner: 'host' | 'instance'; position: number; name: string }
  metric_subjects: {
    id: Generated<number>
    node_id: string
    /** Empty for the host. */
    instance_id: string
    /** Seconds since 1970, written about once an hour. */
    last_at: number
  }
  /** A table for each resolution, for rows that always come at its end fill its pages. */
  metric_raw: MetricTick
  metric_minutes: MetricTick
  metric_quarters: MetricTick
}

interface MetricTick {
  /** Begin of the step in seconds since 1970. */
  at: number
  /** See features/metrics/store/tick-body.ts. */
  body: Uint8Array
}
