import type { LoggedBoot } from '../log/boots-from-log.ts'
import type { Boot } from './boot-store.ts'

/** A process writes its first line up to this long after it began (2 to 4 s were seen, more on a loaded machine). */
const lateMs = 60_000
/** A lock is written a moment after the line of a restart inside the process; times of a process are whole seconds. */
const earlyMs = 3000

export interface Match {
  /** Starts that are stored already, with what the log adds to each. */
  known: { boot: Boot; logged: LoggedBoot }[]
  /** Starts that nobody saw. */
  missed: LoggedBoot[]
}

/** Finds for each start in the log the stored one that it is, in order of time. Pure. */
export function matchLog(stored: Boot[], logged: LoggedBoot[]): Match {
  const free = [...stored].sort((a, b) => a.started_at - b.started_at)
  const match: Match = { known: [], missed: [] }
  for (const entry of logged) {
    const index = free.findIndex(
      ({ started_at }) => started_at >= entry.startedAt - lateMs && started_at <= entry.startedAt + earlyMs,
    )
    const [boot] = index < 0 ? [] : free.splice(index, 1)
    if (boot) match.known.push({ boot, logged: entry })
    else match.missed.push(entry)
  }
  return match
}
