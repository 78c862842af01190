/** Every reason code there is. Consoles and scripts may rely on these words; only additions are allowed. */
export const reasonCodes = [
  // running
  'ready',
  // not installed, stopped
  'nothing_found',
  'never_seen_running',
  'stopped_cleanly',
  'ended_uncleanly',
  'end_unknown',
  // a start that failed
  'config_invalid',
  'config_missing',
  'schema_newer',
  'state_in_use',
  'port_in_use',
  'start_failed',
  'starts_fail',
  // starting
  'starting',
  'restarting',
  // degraded
  'not_ready',
  'start_over_budget',
  'stopping',
  'not_answering',
  'answer_not_understood',
  'event_loop_busy',
  'channel_silent',
  'token_mismatch',
  'protocol_mismatch',
  'connection_refused',
  'pending_invalid_edit',
  // wedged
  'process_paused',
  'port_closed',
  // unknown
  'port_owned_by_other',
  'not_proven',
  'not_readable',
  'evidence_old',
  'not_looked_yet',
] as const

export type ReasonCode = (typeof reasonCodes)[number]

export const findingIds = [
  'pending_invalid_edit',
  'config_unreadable',
  'disk_low',
  'port_owned_by_other',
  'runs_as_root',
  'gateway_exposed',
  'gateway_without_auth',
  'recent_crashes',
  'old_product',
] as const

export type FindingId = (typeof findingIds)[number]
