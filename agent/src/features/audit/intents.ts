import type { Clock, Timer } from '../../core/clock.ts'
import type { CutOff } from '../../core/jobs.ts'
import type { Log } from '../../core/log.ts'
import { Problem } from '../../core/problem.ts'
import type { AuditEntry, NewAuditEntry } from './audit-entry.ts'

export type IntentOutcome = 'succeeded' | 'failed' | 'rolled_back' | 'interrupted'

/** An entry `intended` that must be closed. */
export interface OpenIntent {
  seq: number
  /**
   * Writes how it ended. When the log cannot be written the ending is kept and written as soon as it can.
   * @throws Problem audit_unavailable
   */
  close(outcome: IntentOutcome, more?: { detail?: string; jobId?: string }): Promise<AuditEntry>
}

export interface IntentsDeps {
  clock: Clock
  log: Log
  append(entry: NewAuditEntry, intendedSeq: number | null): Promise<AuditEntry>
  /** Numbers of the intents that are open, as the chain says. */
  open(): number[]
  read(seq: number): Promise<AuditEntry | null>
}

export interface Intents {
  intend(entry: Omit<NewAuditEntry, 'outcome'>): Promise<OpenIntent>
  /** At start: closes what the last run left open, by what the jobs know of it, else as `interrupted`. */
  closeInterrupted(cutOffs: readonly CutOff[]): Promise<AuditEntry[]>
  /** Writes what is still owed; for the end of the program. */
  settle(): Promise<void>
}

interface Ending {
  entry: NewAuditEntry
  intendedSeq: number
}

const mostOpen = 1000
const retryMs = 5000
const unknownEnd = 'The agent ended before this did. What was done is not known; look at it before you try again.'

/** Pairs every `intended` with exactly one ending. */
export function createIntents(deps: IntentsDeps): Intents {
  const { clock, log, append } = deps
  const owed: Ending[] = []
  let retry: Timer | null = null

  async function payOwed(): Promise<void> {
    for (let next = owed[0]; next !== undefined; next = owed[0]) {
      await append(next.entry, next.intendedSeq)
      owed.shift()
    }
  }

  function retryLater(): void {
    retry ??= clock.after(retryMs, () => {
      retry = null
      payOwed().catch(retryLater)
    })
  }

  async function close(ending: Ending): Promise<AuditEntry> {
    try {
      return await append(ending.entry, ending.intendedSeq)
    } catch (error) {
      owed.push(ending)
      log.error('How an action ended could not be written into the audit log; it is tried again.', { error })
      retryLater()
      throw error
    }
  }

  return {
    async intend(entry) {
      // What ended must not stand after what begins later.
      await payOwed()
      if (deps.open().length >= mostOpen) {
        throw new Problem('audit_unavailable', 'Too many actions are under way. Wait until some of them end.')
      }
      const { seq } = await append({ ...entry, outcome: 'intended' }, null)
      const { params: _, approvalSignature: __, reason: ___, ...same } = entry
      let closed = false
      return {
        seq,
        async close(outcome, more = {}) {
          if (closed) throw new Error(`Audit entry ${seq} is closed already.`)
          closed = true
          return close({ entry: { ...same, ...more, outcome }, intendedSeq: seq })
        },
      }
    },

    async closeInterrupted(cutOffs) {
      const known = new Map(cutOffs.map((one) => [one.auditEventId, one]))
      const written: AuditEntry[] = []
      for (const seq of deps.open()) {
        const intended = await deps.read(seq)
        const { outcome, detail, jobId } = known.get(String(seq)) ?? {
          outcome: 'interrupted' as const,
          detail: unknownEnd,
          jobId: intended?.correlation.job_id ?? null,
        }
        const same = intended === null ? unreadable : sameAs(intended)
        written.push(await append({ ...same, outcome, detail, jobId }, seq))
      }
      return written
    },

    async settle() {
      retry?.cancel()
      retry = null
      await payOwed()
    },
  }
}

const unreadable: Omit<NewAuditEntry, 'outcome'> = {
  actor: { subject: 'agent', device: null, role: null, via: 'agent' },
  action: 'audit.unreadable_intent',
}

function sameAs(entry: AuditEntry): Omit<NewAuditEntry, 'outcome'> {
  return {
    actor: entry.actor,
    action: entry.action,
    instanceId: entry.instance_id,
    target: entry.target,
    paramsHash: entry.params_hash,
    planHash: entry.plan_hash,
    confirmationId: entry.correlation.confirmation_id,
  }
}
