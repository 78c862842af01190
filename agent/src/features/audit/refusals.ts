import { type Clock, isoTime, type Timer } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import { agentActor, auditActor, type NewAuditEntry } from './audit-entry.ts'

export interface RefusalsDeps {
  clock: Clock
  log: Log
  append(entry: NewAuditEntry): Promise<unknown>
}

export interface Refusals {
  /** Never waits and never fails. `detail` is the code of the refusal: the kind by which refusals are counted. */
  refused(entry: Omit<NewAuditEntry, 'outcome'>): void
  /** Writes the summaries that are due at the end of the program. */
  flush(): Promise<void>
}

/** Refusals of one subject and operation. */
interface Count {
  entry: NewAuditEntry
  since: number
  /** How many of each code came after the first one, which has an entry of its own. */
  codes: Map<string, number>
}

const windowMs = 60_000
const mostKinds = 1000
const mostCodes = 20
/** So few summaries are written at once that nobody notices who waits behind them. */
const mostTogether = 64
/** So many first refusals may wait for the disk: enough that one subject's flood does not hide another's first. */
const mostFirst = 8
const overflowKey = ''

/**
 * Writes the first refusal of a kind at once, and what follows from the same subject for the same operation as one
 * summary a minute. Only a few of these entries wait for the disk at a time, so that a flood delays nobody else; what does
 * not fit into the bounded map is counted together.
 */
export function createRefusals({ clock, log, append }: RefusalsDeps): Refusals {
  const counts = new Map<string, Count>()
  let overflow: Count | null = null
  let timer: Timer | null = null
  let writing = Promise.resolve()
  let firstWaiting = 0

  function write(entry: NewAuditEntry, failed: () => void): void {
    firstWaiting += 1
    const written = append(entry)
      .catch((error: unknown) => {
        failed()
        log.warn('A refusal could not be written into the audit log; it is counted.', { error })
      })
      .then(() => {
        firstWaiting -= 1
      })
    writing = Promise.all([writing, written]).then(() => undefined)
  }

  function count(one: Count, code: string): void {
    const known = one.codes.has(code) || one.codes.size < mostCodes ? code : 'other'
    one.codes.set(known, (one.codes.get(known) ?? 0) + 1)
  }

  function begin(entry: NewAuditEntry): Count {
    timer ??= clock.after(windowMs, summarise)
    return { entry, since: clock.now(), codes: new Map() }
  }

  function cancel(): void {
    timer?.cancel()
    timer = null
  }

  /** Once a minute: everything that was counted, one entry after another; quiet kinds are forgotten. */
  function summarise(): void {
    timer = null
    writing = writing.then(writeSummaries)
  }

  async function writeSummaries(): Promise<void> {
    const due = [...counts]
    counts.clear()
    if (overflow !== null) due.push([overflowKey, overflow])
    overflow = null
    const told = due.filter(([, one]) => totalOf(one) > 0)
    for (let from = 0; from < told.length; from += mostTogether) {
      await Promise.all(told.slice(from, from + mostTogether).map(([key, one]) => writeSummary(key, one)))
    }
  }

  async function writeSummary(key: string, one: Count): Promise<void> {
    try {
      await append(summaryOf(one))
    } catch (error) {
      if (key === overflowKey) overflow ??= one
      else counts.set(key, one)
      timer ??= clock.after(windowMs, summarise)
      log.warn('Refusals could not be written into the audit log; they stay counted.', { error })
    }
  }

  return {
    refused(refusal) {
      const entry: NewAuditEntry = { ...refusal, outcome: 'refused' }
      const code = refusal.detail ?? 'refused'
      const key = JSON.stringify([auditActor(refusal.actor).subject, refusal.action])
      let one = counts.get(key)
      if (one === undefined && counts.size >= mostKinds) {
        overflow ??= begin({ actor: agentActor, action: 'audit.refusals', outcome: 'refused' })
        return count(overflow, code)
      }
      one ??= begin({ actor: refusal.actor, action: refusal.action, outcome: 'refused' })
      counts.set(key, one)
      const isFirst = !one.codes.has(code) && one.codes.size < mostCodes
      if (firstWaiting >= mostFirst || !isFirst) return count(one, code)
      one.codes.set(code, 0)
      const counted = one
      write(entry, () => count(counted, code))
    },
    async flush() {
      cancel()
      await writing
      await writeSummaries()
      cancel()
    },
  }
}

function totalOf({ codes }: Count): number {
  return [...codes.values()].reduce((sum, one) => sum + one, 0)
}

function summaryOf(one: Count): NewAuditEntry {
  const total = totalOf(one)
  const codes = Object.fromEntries([...one.codes].filter(([, count]) => count > 0))
  const params = { codes, count: total, since: isoTime(one.since) }
  return { ...one.entry, detail: `${total} more of this kind were refused.`, params }
}
