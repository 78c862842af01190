import type { LogLine } from './log.ts'
import { type GatewayState, pluginsOf } from './state.ts'

/** What a gateway does while it starts, besides logging. */
export type Step =
  | { title: string }
  | { act: 'lock' | 'load_config' | 'http' | 'listen' | 'ready' }
  | { say: LogLine }
  | { say: 'broker' | 'listening' | 'log_file' }

export interface Milestone {
  /** Milliseconds after the process was started, on a quiet machine. */
  at: number
  step: Step
}

const say = (at: number, message: string, subsystem = 'gateway', fields?: Record<string, unknown>): Milestone => ({
  at,
  step: { say: { level: 'INFO', subsystem, message, ...(fields && { fields }) } },
})

/** The start of 2026.9.6 as it was measured: order, wording and distances. */
export const startMilestones: Milestone[] = [
  { at: 30, step: { title: 'MainThread' } },
  { at: 130, step: { title: 'openclaw' } },
  say(1_000, 'loading configuration…'),
  say(1_360, 'resolving authentication…'),
  say(1_380, 'starting...'),
  { at: 1_390, step: { title: 'openclaw-gatewa' } },
  { at: 1_690, step: { act: 'lock' } },
  say(
    1_700,
    'shutdown budget at startup: drain=315000ms shutdown=325000ms reserve=10000ms exitMargin=5000ms; source=Gateway stop policy=330000ms',
  ),
  { at: 1_900, step: { say: 'broker' } },
  { at: 2_500, step: { act: 'load_config' } },
  say(4_400, 'starting HTTP server...'),
  { at: 4_401, step: { act: 'http' } },
  say(5_680, 'agent model: openai/gpt-6-astra (thinking=medium, fast=off)'),
  { at: 5_690, step: { act: 'listen' } },
  { at: 5_690, step: { say: 'listening' } },
  { at: 5_691, step: { say: 'log_file' } },
  say(6_540, 'starting channels and sidecars...'),
  say(
    6_930,
    'gateway startup outcomes: internal-hooks=skipped (not-configured); internal-startup-hook=skipped (no-handlers-loaded); gateway-start-hooks=scheduled; gmail-watcher=skipped (hooks-disabled); gmail-model=skipped (not-configured)',
  ),
  say(6_935, 'heartbeat: started', 'gateway/heartbeat', { intervalMs: 1_800_000 }),
  { at: 6_945, step: { act: 'ready' } },
  say(6_945, 'gateway ready'),
]

/** What a start inside the same process does again, in milliseconds after the order; measured on 2026.9.6. */
export const insideMilestones: Milestone[] = [
  { at: 1_230, step: { act: 'lock' } },
  { at: 1_700, step: { act: 'load_config' } },
  { at: 2_980, step: { say: 'broker' } },
  say(4_340, 'starting HTTP server...'),
  { at: 4_341, step: { act: 'http' } },
  say(4_530, 'agent model: openai/gpt-6-astra (thinking=medium, fast=off)'),
  { at: 4_535, step: { act: 'listen' } },
  { at: 4_535, step: { say: 'listening' } },
  { at: 4_536, step: { say: 'log_file' } },
  say(4_560, 'starting channels and sidecars...'),
  say(5_040, 'heartbeat: started', 'gateway/heartbeat', { intervalMs: 1_800_000 }),
  { at: 5_050, step: { act: 'ready' } },
  say(5_050, 'gateway ready'),
]

/** How a gateway ends inside its process because a setting asks for a new start. */
export function restartLines(reason: string): { at: number; line: LogLine }[] {
  const info = (at: number, subsystem: string, message: string) => ({
    at,
    line: { level: 'INFO' as const, subsystem, message },
  })
  return [
    info(490, 'gateway/admission', 'admission closed: restart-signal fence'),
    info(620, 'gateway/admission', `admission closed: restart (SIGUSR2: config reload: ${reason})`),
    info(622, 'gateway', 'received SIGUSR2; restarting'),
    info(624, 'gateway/reload', 'all operations and replies completed; restarting gateway now'),
    info(710, 'gmail-watcher', 'gmail watcher stopped'),
    info(800, 'gateway/shutdown', 'shutdown completed cleanly in 150ms'),
    info(900, 'gateway', 'restart mode: in-process restart (OPENCLAW_NO_RESPAWN)'),
  ]
}

/** When, after the order, sessions are told, closed, the port is closed and the lock given back. */
export const restartAt = { told: 640, closed: 680, portClosed: 700, unlocked: 810 }

/** The clean end after TERM, in milliseconds after the signal. */
export const stopMilestones: { at: number; line: LogLine }[] = [
  { at: 0, line: { level: 'INFO', subsystem: 'gateway/admission', message: 'admission closed: stop (SIGTERM)' } },
  { at: 1, line: { level: 'INFO', subsystem: 'gateway', message: 'received SIGTERM; shutting down' } },
  {
    at: 17,
    line: {
      level: 'INFO',
      subsystem: 'gateway',
      message:
        'shutdown budget at shutdown: drain=315000ms shutdown=325000ms reserve=10000ms exitMargin=5000ms; source=Gateway stop policy=330000ms',
    },
  },
  {
    at: 20,
    line: { level: 'INFO', subsystem: 'gateway', message: 'active-work drain settled; beginning server close' },
  },
  { at: 80, line: { level: 'INFO', subsystem: 'gmail-watcher', message: 'gmail watcher stopped' } },
  { at: 120, line: { level: 'INFO', subsystem: 'gateway/shutdown', message: 'shutdown completed cleanly in 104ms' } },
]

/** When, after TERM, sessions are told, closed, the port is closed, and the process is gone. */
export const stopAt = { told: 38, closed: 61, portClosed: 99, gone: 921 }

/** A restart that hangs while Telegram is being stopped, as seen once. */
export const wedgeLines: LogLine[] = [
  { level: 'INFO', subsystem: 'gateway/admission', message: 'admission closed: restart-signal fence' },
  { level: 'INFO', subsystem: 'gateway/admission', message: 'admission closed: restart (SIGUSR2: gateway.restart)' },
  { level: 'INFO', subsystem: 'gateway', message: 'received SIGUSR2; restarting' },
  {
    level: 'ERROR',
    subsystem: 'gateway/channels',
    message: '[default] channel stop exceeded 5000ms after abort; continuing shutdown',
  },
]

/** The lines of a start that name something of this gateway. */
export function lineAbout(what: 'broker' | 'listening' | 'log_file', state: GatewayState): LogLine {
  const names = pluginsOf(state)
  const message = {
    broker: `spawn broker ready pid=${state.pid + 7}`,
    listening: `http server listening (${names.length} plugins: ${names.join(', ')}; 4.3s)`,
    log_file: `log file: ${state.place.logFile}`,
  }[what]
  return { level: 'INFO', subsystem: 'gateway', message }
}
