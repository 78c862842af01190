import { explainFailure } from './explain-failure.ts'
import type { LogEvent } from './log-events.ts'

/** One start as the log tells it. */
export interface LoggedBoot {
  startedAt: number
  /** A restart that kept the process. */
  inside: boolean
  readyAt: number | null
  endedAt: number | null
  /** Null where the log does not say how it ended. */
  clean: boolean | null
  exitCode: number | null
  /** What MoltBot said when it gave up. */
  message: string | null
}

/**
 * Puts milestones together to starts, oldest first. Events before the first start belong to one that the log no longer
 * holds. A start that is followed by another without a farewell ended uncleanly, at the latest when the other began.
 */
export function bootsFromLog(events: LogEvent[]): LoggedBoot[] {
  const boots: LoggedBoot[] = []
  for (const event of events) {
    const boot = boots.at(-1)
    if (event.kind === 'boot' || event.kind === 'restart_inside') {
      if (boot && boot.endedAt === null) {
        boot.clean = event.kind === 'restart_inside'
        boot.endedAt = event.at
      }
      boots.push({
        startedAt: event.at,
        inside: event.kind === 'restart_inside',
        readyAt: null,
        endedAt: null,
        clean: null,
        exitCode: null,
        message: null,
      })
    } else if (boot) apply(boot, event)
  }
  return boots
}

/** Why the start that began then failed; null when the log tells of no failure, or of a newer start. Both in ms since 1970. */
export function failureOfStart(events: LogEvent[], startedAt: number): { at: number; message: string } | null {
  const last = bootsFromLog(events).at(-1)
  if (last === undefined || last.endedAt === null || last.message === null || last.endedAt < startedAt) return null
  return { at: last.endedAt, message: last.message }
}

function apply(boot: LoggedBoot, { kind, at, message }: LogEvent): void {
  if (kind === 'ready') boot.readyAt ??= at
  if (kind === 'stopped_cleanly' && boot.message === null) {
    boot.endedAt = at
    boot.clean = true
    boot.exitCode = 0
  }
  // A failed start also shuts down in good order, so what failed weighs more than that it ended cleanly.
  if (kind === 'failed' && boot.readyAt === null) {
    boot.endedAt = at
    boot.clean = false
    boot.message = message
    boot.exitCode = explainFailure(message).exitCode
  }
}
