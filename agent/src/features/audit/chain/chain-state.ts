import type { AuditEntry } from '../audit-entry.ts'
import { createSigners, type Signers } from '../verify/signers.ts'

/** What the log knows of itself besides its end. All of it is in the current file, whose first entries repeat it. */
export interface ChainState {
  readonly signers: Signers
  /** Entries of the whole log. */
  count(): number
  /** `intended` entries that nothing has closed yet, by their number. */
  openIntents(): number[]
  /** An entry that changes nothing of this. */
  pass(): void
  note(entry: Pick<AuditEntry, 'seq' | 'action' | 'outcome' | 'params_redacted' | 'correlation'>): void
}

export function createChainState(): ChainState {
  const signers = createSigners()
  const open = new Set<number>()
  let count = 0

  /** The first entry of a file says what its reader would otherwise have to look for in the files before. */
  function restore(params: Record<string, unknown>): void {
    const { entries_before: before, open_intents: intents } = params
    if (typeof before === 'number') count = before
    open.clear()
    for (const seq of Array.isArray(intents) ? intents : []) if (typeof seq === 'number') open.add(seq)
  }

  return {
    signers,
    count: () => count,
    openIntents: () => [...open],
    pass() {
      count += 1
    },
    note(entry) {
      if (entry.action === 'audit.file_begun' && entry.params_redacted !== null) restore(entry.params_redacted)
      count += 1
      signers.note({ ...entry })
      if (entry.outcome === 'intended') open.add(entry.seq)
      else if (entry.correlation.intended_seq !== null) open.delete(entry.correlation.intended_seq)
    },
  }
}
