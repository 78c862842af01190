import type { MonitoringTables } from './monitoring-tables.ts'

/**
 * The agent's own tables. Times are milliseconds since 1970 UTC, booleans 0 or 1, `*_json` holds JSON text.
 * `node_id` is the agent's id: rows keep their origin when agents are brought together.
 */
export interface Tables extends MonitoringTables {
  instances: {
    id: string
    node_id: string
    /** Canonical state directory, or `docker:<container>`: what makes an instance the same one after a restart. */
    identity: string
    product: 'openclaw' | 'moltbot' | 'clawdbot'
    profile: string | null
    label: string
    colour: 'plum' | 'slate' | 'rose' | 'stone'
    is_default: 0 | 1
    state_dir: string
    config_path: string | null
    port: number | null
    found_by_json: string
    first_seen_at: number
    last_seen_at: number
  }
  boots: {
    id: string
    node_id: string
    instance_id: string
    /** MoltBot's own boot id where RPC told it; it changes on a restart inside the same process. */
    boot_id: string | null
    pid: number
    start_ticks: number
    version: string | null
    started_at: number
    ready_at: number | null
    ended_at: number | null
    /** 1 after an orderly shutdown, 0 after a kill or crash, null while it runs or when it is not known. */
    clean: 0 | 1 | null
    exit_code: number | null
    message: string | null
  }
  probe_bars: {
    node_id: string
    instance_id: string
    /** Begin of the five minutes. */
    at: number
    checks: number
    failed: number
    /** Latencies of up to 300 answered checks, rounded to 0.1 ms, for the median. */
    latencies_json: string
  }
  changes: {
    id: string
    node_id: string
    instance_id: string
    at: number
    kind: 'state' | 'start' | 'exit' | 'version' | 'config' | 'instance' | 'agent'
    title: string
    detail: string | null
    by: string
  }
  observations: {
    /** The last derived state of an instance, so that `since` and a pending exit survive an agent restart. */
    instance_id: string
    node_id: string
    state: string
    since: number
    observed_at: number
    config_hash: string | null
    version: string | null
  }
  users: { id: string; name: string; created_at: number }
  devices: {
    id: string
    node_id: string
    user_id: string
    name: string
    role: 'viewer' | 'admin' | 'owner'
    public_key_json: string | null
    key_fingerprint: string | null
    /** 1 for the device whose pairing made it the first owner: it may set the passphrase. */
    is_first: 0 | 1
    paired_at: number
    paired_by: string
    last_seen_at: number | null
    revoked_at: number | null
  }
  sessions: {
    id: string
    device_id: string
    /** HMAC of the live refresh token, and of the one before it. */
    refresh_hash: string
    previous_refresh_hash: string | null
    /** The live refresh token, encrypted under the install key, so that the same successor can be given for 10 s. */
    successor_sealed: string | null
    rotated_at: number
    created_at: number
    expires_at: number
    ended_at: number | null
    end_reason: string | null
  }
  script_tokens: {
    id: string
    node_id: string
    name: string
    role: 'viewer' | 'admin' | 'owner'
    scope: 'all' | 'metrics.read'
    hash: string
    created_at: number
    expires_at: number
    last_used_at: number | null
    revoked_at: number | null
  }
  pairings: {
    id: string
    /** HMAC of the code: what the browser shows is nowhere in the file. */
    code_hash: string
    /** The code, encrypted under the install key, so that the approver can compare it. */
    code_sealed: string
    device_name: string | null
    public_key_json: string | null
    key_fingerprint: string | null
    client: string
    status: 'pending' | 'approved' | 'denied' | 'used'
    role: 'viewer' | 'admin' | 'owner' | null
    approved_by: string | null
    started_at: number
    expires_at: number
  }
  pairing_links: {
    hash: string
    role: 'viewer' | 'admin' | 'owner'
    created_at: number
    expires_at: number
    used_at: number | null
  }
  lockouts: {
    /** Such as `pairing 127.0.0.1 uid=1000` or `passphrase`. */
    key: string
    failures: number
    window_started_at: number
    locked_until: number | null
  }
  confirmations: {
    id: string
    node_id: string
    instance_id: string | null
    action: string
    /** What will be sent, as one flat object with every secret replaced by an HMAC. */
    params_json: string
    params_hash: string
    /** The plan as it was made, with its estimates. */
    plan_json: string
    plan_hash: string
    reason: string
    proposed_by_json: string
    proposed_at: number
    expires_at: number
    status: 'pending' | 'approved' | 'used' | 'denied'
    decided_by_json: string | null
    decided_at: number | null
    /** HMAC of the live token; a new approval replaces it. */
    token_hash: string | null
    token_expires_at: number | null
    approval_signature: string | null
    job_id: string | null
    audit_event_id: string | null
  }
  standing_approvals: {
    id: string
    node_id: string
    instance_id: string
    action: string
    limits_json: string
    expires_at: number
    reason: string
    policy_hash: string
    signature: string
    created_by_json: string
    created_at: number
    revoked_at: number | null
  }
  standing_uses: { id: string; standing_approval_id: string; at: number }
  idempotent_answers: {
    /** HMAC of subject, operation and key, after one of the subject alone, so that those of one subject can be counted. */
    key_hash: string
    request_hash: string
    /** Null while the first request still runs. */
    status: number | null
    body: string | null
    created_at: number
  }
  jobs: {
    id: string
    node_id: string
    instance_id: string | null
    kind: string
    title: string
    status: 'accepted' | 'running' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted'
    /** 0 to 1, as it was when a step last began or ended. */
    progress: number
    /** The step that runs or ran last. */
    stage: string | null
    /** The steps as the contract tells them. */
    steps_json: string
    /** What the steps need to be undone after a crash. Never a secret. */
    state_json: string
    result_json: string | null
    error_json: string | null
    undo_json: string | null
    /** Number of the last log line; 0 where there is none. */
    last_line: number
    confirmation_id: string | null
    audit_event_id: string | null
    /** How its audit entry is closed, and with which words; null until it ended. */
    outcome: 'succeeded' | 'failed' | 'rolled_back' | 'interrupted' | null
    detail: string | null
    /** 1 once that entry is known to be closed. */
    audited: 0 | 1
    created_at: number
    started_at: number | null
    ended_at: number | null
  }
  job_lines: {
    job_id: string
    /** Counts up within a job; what runs after a restart of the agent begins at the next 1e9. */
    number: number
    at: number
    step: string | null
    line: string
  }
  managed_services: {
    /** Identity of the installation that it keeps running, as in `instances`. */
    identity: string
    node_id: string
    /** `ManagedService` as JSON; it holds no secret. */
    service_json: string
    created_at: number
  }
  known_hosts: {
    /** Name in lower case or address, as it is dialled. */
    host: string
    port: number
    node_id: string
    /** Of the key, such as `ssh-ed25519`. */
    type: string
    /** `SHA256:` and base64, as `ssh-keygen -l` prints it. */
    fingerprint: string
    /** When this key was confirmed first. */
    first_seen: number
    /** Subject that confirmed it. */
    confirmed_by: string
  }
  config_versions: {
    id: string
    node_id: string
    instance_id: string
    /** `sha256:<hex>` of the file. */
    hash: string
    /** When it was written, or first seen. */
    at: number
    author: 'moltbot_ops' | 'moltbot' | 'person' | 'unknown'
    /** Who approved it, as the contract tells a person; null where nobody did. */
    by_json: string | null
    cause: string
    reason: string | null
    /** As MoltBot judged it; null where it was not asked. */
    valid: 0 | 1 | null
    size_bytes: number
    /** Paths that differ from the version before, at most 50. */
    changed_paths_json: string
    job_id: string | null
    audit_event_id: string | null
  }
  config_trials: {
    id: string
    node_id: string
    instance_id: string
    status: 'open' | 'confirmed' | 'reverted'
    hash: string
    previous_hash: string
    started_at: number
    ends_at: number
    ended_at: number | null
    /** The job that put it on trial. */
    job_id: string
    /** Who approved the change, and with it that it goes back: for the audit entry of that. */
    approval_json: string
  }
  settings: { key: string; value: string }
}
