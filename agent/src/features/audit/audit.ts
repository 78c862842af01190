import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../core/clock.ts'
import type { Feature, Input } from '../../core/handler.ts'
import { createOneAtATime } from '../../core/one-at-a-time.ts'
import { Problem } from '../../core/problem.ts'
import type { AuditEntry } from './audit-entry.ts'
import { type AuditLog, type AuditLogDeps, createAuditLog } from './audit-log.ts'
import type { Verification } from './verify/verdict.ts'

export interface AuditFeature {
  log: AuditLog
  handlers: Feature<'listAuditEvents' | 'getAuditEvent' | 'verifyAudit' | 'listAuditCheckpoints'>
  /** The bytes of an export; whoever answers with them writes them as they come. */
  streams: {
    /** @throws Problem validation_failed for a range that is not there */
    exportAudit(input: Pick<Input<'exportAudit'>, 'query'>): Promise<AsyncIterable<Uint8Array>>
  }
  start(): Promise<void>
  stop(): Promise<void>
}

/** The audit log and how it is read. */
export function createAudit(deps: AuditLogDeps): AuditFeature {
  const log = createAuditLog(deps)
  const verifyOnce = createShared((key) => log.verify({ key }))

  return {
    log,
    start: log.start,
    stop: log.stop,
    handlers: {
      async listAuditEvents({ query }) {
        const { action, outcome, subject, from, to } = query
        const filter = {
          ...{ action, outcome, subject },
          ...{ instanceId: query.instance_id, confirmationId: query.confirmation_id, jobId: query.job_id },
          from: from === undefined ? undefined : Date.parse(from),
          to: to === undefined ? undefined : Date.parse(to),
        }
        const page = { limit: query.limit ?? 50, before: seqOf(query.cursor) }
        const { items, next } = await log.list(filter, page)
        return { items: items.map(toWire), next_cursor: next === null ? null : String(next) }
      },

      async getAuditEvent({ path }) {
        const entry = /^[1-9]\d{0,14}$/.test(path.id) ? await log.get(Number(path.id)) : null
        if (entry === null) throw new Problem('not_found', 'There is no such entry.')
        return toWire(entry)
      },

      async verifyAudit({ query }) {
        return { ...(await verifyOnce(query.key)), verified_at: isoTime(deps.clock.now()) }
      },

      async listAuditCheckpoints({ query }) {
        const limit = query.limit ?? 50
        const items = await log.listCheckpoints({ limit: limit + 1, before: seqOf(query.cursor) })
        const shown = items.slice(0, limit)
        const last = shown.at(-1)
        return { items: shown, next_cursor: items.length > limit && last !== undefined ? String(last.seq) : null }
      },
    },
    streams: {
      async exportAudit({ query: { from_seq: fromSeq, to_seq: toSeq } }) {
        const bytes = await log.export({ fromSeq, toSeq })
        if (bytes !== null) return bytes
        throw new Problem('validation_failed', `The log has the entries 1 to ${log.head().seq}; name some of those.`, {
          details: [{ path: fromSeq === undefined ? '/query/to_seq' : '/query/from_seq', message: 'is not there' }],
        })
      },
    },
  }
}

function toWire(entry: AuditEntry): components['schemas']['AuditEvent'] {
  return { id: String(entry.seq), ...entry }
}

/** A cursor is the number before which the page begins. @throws Problem validation_failed */
function seqOf(cursor: string | undefined): number | null {
  if (cursor === undefined) return null
  if (/^[1-9]\d{0,14}$/.test(cursor)) return Number(cursor)
  throw new Problem('validation_failed', 'The cursor is none of this agent. Begin without it.', {
    details: [{ path: '/query/cursor', message: 'is not known' }],
  })
}

/** A verification reads the whole log: one runs at a time, and whoever asks for the same meanwhile gets its result. */
function createShared(verify: (key: string | undefined) => Promise<Verification>) {
  const inTurn = createOneAtATime()
  const running = new Map<string | undefined, Promise<Verification>>()
  return (key: string | undefined): Promise<Verification> => {
    const known = running.get(key)
    if (known) return known
    const mine = inTurn('verify', () => verify(key)).finally(() => running.delete(key))
    running.set(key, mine)
    return mine
  }
}
