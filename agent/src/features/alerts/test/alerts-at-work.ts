import type { RuleRow } from '../rules/rule.ts'

/** A rule as it lies in the database. */
export function aRule(change: Partial<RuleRow> = {}): RuleRow {
  return {
    ...{ id: 'al_1', node_id: 'ag_test', name: 'Full disk', enabled: 1, condition: 'disk_low' },
    ...{ threshold: null, clear_threshold: null, for_seconds: null, cooldown_seconds: null, instance_id: null },
    ...{ severity: 'warning', channels_json: '["in_app"]', tell_resolved: 1, allow_private_target: 0, email: null },
    ...{ webhook_url_sealed: null, webhook_shown: null, webhook_secret_sealed: null, quiet_hours_json: null },
    ...{ revision: 1, created_at: 0, updated_at: 0 },
    ...change,
  }
}
