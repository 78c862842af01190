/** One forward step of the schema. Steps are never edited after a release, only added. */
export interface Migration {
  name: string
  sql: string
}

export const migrations: Migration[] = [
  {
    name: '0001-observation-and-sessions',
    sql: `
      CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
      CREATE TABLE instances (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, identity TEXT NOT NULL UNIQUE, product TEXT NOT NULL, profile TEXT,
        label TEXT NOT NULL, colour TEXT NOT NULL, is_default INTEGER NOT NULL, state_dir TEXT NOT NULL, config_path TEXT,
        port INTEGER, found_by_json TEXT NOT NULL, first_seen_at INTEGER NOT NULL, last_seen_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE boots (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, instance_id TEXT NOT NULL, boot_id TEXT, pid INTEGER NOT NULL,
        start_ticks INTEGER NOT NULL, version TEXT, started_at INTEGER NOT NULL, ready_at INTEGER, ended_at INTEGER,
        clean INTEGER, exit_code INTEGER, message TEXT
      ) STRICT;
      CREATE INDEX boots_by_time ON boots (instance_id, started_at);
      CREATE TABLE probe_bars (
        node_id TEXT NOT NULL, instance_id TEXT NOT NULL, at INTEGER NOT NULL, checks INTEGER NOT NULL,
        failed INTEGER NOT NULL, latencies_json TEXT NOT NULL, PRIMARY KEY (instance_id, at)
      ) STRICT;
      CREATE TABLE changes (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, instance_id TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL,
        title TEXT NOT NULL, detail TEXT, by TEXT NOT NULL
      ) STRICT;
      CREATE INDEX changes_by_time ON changes (instance_id, at);
      CREATE TABLE observations (
        instance_id TEXT PRIMARY KEY, node_id TEXT NOT NULL, state TEXT NOT NULL, since INTEGER NOT NULL,
        observed_at INTEGER NOT NULL, config_hash TEXT, version TEXT
      ) STRICT;
      CREATE TABLE users (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
      CREATE TABLE devices (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, user_id TEXT NOT NULL REFERENCES users (id), name TEXT NOT NULL,
        role TEXT NOT NULL, public_key_json TEXT, key_fingerprint TEXT, is_first INTEGER NOT NULL,
        paired_at INTEGER NOT NULL, paired_by TEXT NOT NULL, last_seen_at INTEGER, revoked_at INTEGER
      ) STRICT;
      CREATE TABLE sessions (
        id TEXT PRIMARY KEY, device_id TEXT NOT NULL REFERENCES devices (id), refresh_hash TEXT NOT NULL UNIQUE,
        previous_refresh_hash TEXT, successor_sealed TEXT, rotated_at INTEGER NOT NULL, created_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL, ended_at INTEGER, end_reason TEXT
      ) STRICT;
      CREATE INDEX sessions_by_device ON sessions (device_id);
      CREATE INDEX sessions_by_previous ON sessions (previous_refresh_hash);
      CREATE TABLE script_tokens (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, scope TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, last_used_at INTEGER,
        revoked_at INTEGER
      ) STRICT;
      CREATE TABLE pairings (
        id TEXT PRIMARY KEY, code_hash TEXT NOT NULL UNIQUE, code_sealed TEXT NOT NULL, device_name TEXT,
        public_key_json TEXT, key_fingerprint TEXT, client TEXT NOT NULL, status TEXT NOT NULL, role TEXT,
        approved_by TEXT, started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE pairing_links (
        hash TEXT PRIMARY KEY, role TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER
      ) STRICT;
      CREATE TABLE lockouts (
        key TEXT PRIMARY KEY, failures INTEGER NOT NULL, window_started_at INTEGER NOT NULL, locked_until INTEGER
      ) STRICT;
    `,
  },
  {
    name: '0002-confirmations',
    sql: `
      CREATE TABLE confirmations (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, instance_id TEXT, action TEXT NOT NULL, params_json TEXT NOT NULL,
        params_hash TEXT NOT NULL, plan_json TEXT NOT NULL, plan_hash TEXT NOT NULL, reason TEXT NOT NULL,
        proposed_by_json TEXT NOT NULL, proposed_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, status TEXT NOT NULL,
        decided_by_json TEXT, decided_at INTEGER, token_hash TEXT UNIQUE, token_expires_at INTEGER,
        approval_signature TEXT, job_id TEXT, audit_event_id TEXT
      ) STRICT;
      CREATE INDEX confirmations_by_time ON confirmations (proposed_at, id);
      CREATE TABLE standing_approvals (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, instance_id TEXT NOT NULL, action TEXT NOT NULL,
        limits_json TEXT NOT NULL, expires_at INTEGER NOT NULL, reason TEXT NOT NULL, policy_hash TEXT NOT NULL,
        signature TEXT NOT NULL, created_by_json TEXT NOT NULL, created_at INTEGER NOT NULL, revoked_at INTEGER
      ) STRICT;
      CREATE TABLE standing_uses (
        id TEXT PRIMARY KEY, standing_approval_id TEXT NOT NULL REFERENCES standing_approvals (id), at INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX standing_uses_by_time ON standing_uses (standing_approval_id, at);
      CREATE TABLE idempotent_answers (
        key_hash TEXT PRIMARY KEY, request_hash TEXT NOT NULL, status INTEGER, body TEXT, created_at INTEGER NOT NULL
      ) STRICT;
    `,
  },
  {
    name: '0003-jobs',
    sql: `
      CREATE TABLE jobs (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, instance_id TEXT, kind TEXT NOT NULL, title TEXT NOT NULL,
        status TEXT NOT NULL, progress REAL NOT NULL, stage TEXT, steps_json TEXT NOT NULL, state_json TEXT NOT NULL,
        result_json TEXT, error_json TEXT, undo_json TEXT, last_line INTEGER NOT NULL, confirmation_id TEXT,
        audit_event_id TEXT, outcome TEXT, detail TEXT, audited INTEGER NOT NULL, created_at INTEGER NOT NULL,
        started_at INTEGER, ended_at INTEGER
      ) STRICT;
      CREATE INDEX jobs_by_time ON jobs (created_at, id);
      CREATE TABLE job_lines (
        job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE, number INTEGER NOT NULL, at INTEGER NOT NULL,
        step TEXT, line TEXT NOT NULL, PRIMARY KEY (job_id, number)
      ) STRICT;
    `,
  },
  {
    name: '0004-managed-services',
    sql: `
      CREATE TABLE managed_services (
        identity TEXT PRIMARY KEY, node_id TEXT NOT NULL, service_json TEXT NOT NULL, created_at INTEGER NOT NULL
      ) STRICT;
    `,
  },
  {
    name: '0005-known-hosts',
    sql: `
      CREATE TABLE known_hosts (
        host TEXT NOT NULL, port INTEGER NOT NULL, node_id TEXT NOT NULL, type TEXT NOT NULL, fingerprint TEXT NOT NULL,
        first_seen INTEGER NOT NULL, confirmed_by TEXT NOT NULL, PRIMARY KEY (host, port)
      ) STRICT;
    `,
  },
  {
    name: '0006-config-history',
    sql: `
      CREATE TABLE config_versions (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, instance_id TEXT NOT NULL, hash TEXT NOT NULL, at INTEGER NOT NULL,
        author TEXT NOT NULL, by_json TEXT, cause TEXT NOT NULL, reason TEXT, valid INTEGER, size_bytes INTEGER NOT NULL,
        changed_paths_json TEXT NOT NULL, job_id TEXT, audit_event_id TEXT
      ) STRICT;
      CREATE INDEX config_versions_by_time ON config_versions (instance_id, at, id);
      CREATE TABLE config_trials (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, instance_id TEXT NOT NULL, status TEXT NOT NULL, hash TEXT NOT NULL,
        previous_hash TEXT NOT NULL, started_at INTEGER NOT NULL, ends_at INTEGER NOT NULL, ended_at INTEGER,
        job_id TEXT NOT NULL, approval_json TEXT NOT NULL
      ) STRICT;
      CREATE INDEX config_trials_open ON config_trials (status, instance_id);
    `,
  },
  {
    name: '0007-alerts',
    sql: `
      CREATE TABLE alert_rules (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, name TEXT NOT NULL, enabled INTEGER NOT NULL,
        condition TEXT NOT NULL, threshold INTEGER, clear_threshold INTEGER, for_seconds INTEGER,
        cooldown_seconds INTEGER, instance_id TEXT, severity TEXT NOT NULL, channels_json TEXT NOT NULL,
        tell_resolved INTEGER NOT NULL, allow_private_target INTEGER NOT NULL, email TEXT, webhook_url_sealed TEXT,
        webhook_shown TEXT, webhook_secret_sealed TEXT, quiet_hours_json TEXT, revision INTEGER NOT NULL,
        created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE alert_states (
        rule_id TEXT NOT NULL REFERENCES alert_rules (id) ON DELETE CASCADE, target TEXT NOT NULL,
        phase TEXT NOT NULL, since INTEGER NOT NULL, bad_since INTEGER, last_bad_at INTEGER, cleared_at INTEGER,
        known INTEGER NOT NULL, event_id TEXT, PRIMARY KEY (rule_id, target)
      ) STRICT;
      CREATE TABLE alert_events (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, rule_id TEXT, rule_name TEXT NOT NULL, target TEXT NOT NULL,
        instance_id TEXT, condition TEXT NOT NULL, severity TEXT NOT NULL, known INTEGER NOT NULL, title TEXT NOT NULL,
        message TEXT NOT NULL, value REAL, threshold REAL, raised_at INTEGER NOT NULL, resolved_at INTEGER,
        acknowledged_at INTEGER, acknowledged_by_json TEXT, note TEXT, silenced INTEGER NOT NULL,
        evidence_json TEXT NOT NULL
      ) STRICT;
      CREATE INDEX alert_events_by_time ON alert_events (raised_at, id);
      CREATE UNIQUE INDEX alert_events_open ON alert_events (rule_id, target) WHERE resolved_at IS NULL;
      CREATE TABLE alert_silences (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, rule_id TEXT, instance_id TEXT, starts_at INTEGER NOT NULL,
        ends_at INTEGER NOT NULL, reason TEXT NOT NULL, by_json TEXT NOT NULL, created_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE alert_deliveries (
        id TEXT PRIMARY KEY, node_id TEXT NOT NULL, event_id TEXT, rule_id TEXT, kind TEXT NOT NULL,
        channel TEXT NOT NULL, target TEXT, status TEXT NOT NULL, attempts INTEGER NOT NULL,
        created_at INTEGER NOT NULL, next_attempt_at INTEGER, delivered_at INTEGER, receipt TEXT, error TEXT
      ) STRICT;
      CREATE INDEX alert_deliveries_by_time ON alert_deliveries (created_at, id);
      CREATE INDEX alert_deliveries_of_event ON alert_deliveries (event_id);
      CREATE INDEX alert_deliveries_due ON alert_deliveries (status, next_attempt_at);
    `,
  },
  {
    name: '0008-metrics',
    sql: `
      CREATE TABLE metric_columns (
        owner TEXT NOT NULL, position INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (owner, position)
      ) STRICT;
      CREATE TABLE metric_subjects (
        id INTEGER PRIMARY KEY AUTOINCREMENT, node_id TEXT NOT NULL, instance_id TEXT NOT NULL UNIQUE,
        last_at INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE metric_raw (at INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
      CREATE TABLE metric_minutes (at INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
      CREATE TABLE metric_quarters (at INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
    `,
  },
]
