import type { AuditOutcome } from '../../../core/consent.ts'
import type { AuditEntry } from '../audit-entry.ts'
import { seqOf } from '../verify/peek.ts'
import { findLine, type LogExtent } from './find-line.ts'
import { linesBackwards } from './lines-backwards.ts'

export interface EntryFilter {
  action?: string | undefined
  outcome?: AuditOutcome | undefined
  subject?: string | undefined
  instanceId?: string | undefined
  confirmationId?: string | undefined
  jobId?: string | undefined
  /** Milliseconds, inclusive. */
  from?: number | undefined
  /** Milliseconds, exclusive. */
  to?: number | undefined
}

export interface EntryPage {
  items: AuditEntry[]
  /** Number of the entry that was looked at last: a further page begins before it. Null at the beginning of the log. */
  next: number | null
}

/** So much of the log is looked at for one page; what was not found in it is found by the next ones. */
const mostBytes = 64 * 1024 * 1024

/** Entries that fit, newest first, before the entry `before`. The log has no index: what does not fit is only searched. */
export async function listEntries(
  extent: LogExtent,
  filter: EntryFilter,
  { limit, before }: { limit: number; before: number | null },
): Promise<EntryPage> {
  const start = before === null ? null : await findLine(extent, before)
  const newest = { file: extent.files.length - 1, offset: extent.lastSize }
  const needles = needlesOf(filter)
  const items: AuditEntry[] = []
  let bytes = 0
  let next: number | null = null
  for await (const line of linesBackwards(extent, start ?? newest)) {
    if (items.length >= limit || bytes >= mostBytes) return { items, next }
    bytes += line.length
    const seq = seqOf(line, line.length)
    if (Number.isSafeInteger(seq)) next = seq
    const entry = needles.every((needle) => line.includes(needle)) ? read(line) : null
    if (entry !== null && fits(entry, filter)) items.push(entry)
  }
  return { items, next: null }
}

/** Bytes without which a line cannot fit: looking for them is much cheaper than parsing. */
function needlesOf({ action, outcome, subject, instanceId, confirmationId, jobId }: EntryFilter): Buffer[] {
  const members = {
    action,
    outcome,
    subject,
    instance_id: instanceId,
    confirmation_id: confirmationId,
    job_id: jobId,
  }
  return Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [Buffer.from(`"${name}":${JSON.stringify(value)}`)],
  )
}

function fits(entry: AuditEntry, filter: EntryFilter): boolean {
  const { actor, correlation } = entry
  const at = Date.parse(entry.at)
  const equal: [wanted: string | undefined, found: string | null][] = [
    [filter.action, entry.action],
    [filter.outcome, entry.outcome],
    [filter.subject, actor.subject],
    [filter.instanceId, entry.instance_id],
    [filter.confirmationId, correlation.confirmation_id],
    [filter.jobId, correlation.job_id],
  ]
  return (
    equal.every(([wanted, found]) => wanted === undefined || wanted === found) &&
    (filter.from === undefined || at >= filter.from) &&
    (filter.to === undefined || at < filter.to)
  )
}

/** Null for a line that was damaged: a verification tells of it. */
function read(line: Buffer): AuditEntry | null {
  try {
    return JSON.parse(line.toString())
  } catch {
    return null
  }
}
