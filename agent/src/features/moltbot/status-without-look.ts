import { isoTime } from '../../core/clock.ts'
import { lookEveryMs } from '../../moltbot/observe/watch-instance.ts'
import { duration } from '../../moltbot/status/words.ts'
import type { MoltBotStatus } from './record-look.ts'

/** The status where there is nothing to look at, or nothing was looked at yet. */
export function statusOfNothing(
  now: number,
  instanceId: string | null,
  code: 'nothing_found' | 'not_looked_yet',
): MoltBotStatus {
  const found = code === 'nothing_found'
  return {
    installed: false,
    running: false,
    version: null,
    service_manager: 'none',
    config_path: null,
    last_start_time: null,
    restart_count_24h: 0,
    gateway_connected: false,
    instance_id: instanceId,
    state: found ? 'not_installed' : 'unknown',
    since: null,
    reasons: [
      { code, message: found ? 'No MoltBot was found on this machine.' : 'It was not looked at yet.', evidence: [] },
    ],
    findings: [],
    gateway: null,
    channels: [],
    process: null,
    config: null,
    last_exit: null,
    startup: null,
    install: null,
    observed_at: isoTime(now),
    interval_seconds: lookEveryMs / 1000,
  }
}

/** A status that is too old: what it said is kept with its time, but nothing is claimed of now. */
export function staleStatus(status: MoltBotStatus, now: number, ageMs: number): MoltBotStatus {
  const message = `It is not known how MoltBot is: it was last seen ${duration(ageMs)} ago.`
  return {
    ...status,
    running: false,
    gateway_connected: false,
    state: 'unknown',
    since: status.observed_at ?? isoTime(now),
    reasons: [{ code: 'evidence_old', message, evidence: [] }],
  }
}
