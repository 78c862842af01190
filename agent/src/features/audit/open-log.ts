import type { Clock } from '../../core/clock.ts'
import { agentActor } from './audit-entry.ts'
import { prepareDirectory } from './chain/audit-directory.ts'
import type { ChainState } from './chain/chain-state.ts'
import { type ChainWriter, createChainWriter, type WhyBegun } from './chain/chain-writer.ts'
import type { Disk } from './chain/disk.ts'
import { openChain } from './chain/open-chain.ts'
import { type Checkpoints, openCheckpoints, type SigningKeys } from './checkpoints.ts'
import { type Draft, draftEntry } from './seal-entry.ts'
import { type StartNote, startNotes } from './start-notes.ts'
import { signerFields } from './verify/signers.ts'

export interface OpenLogDeps {
  directory: string
  clock: Clock
  keys: SigningKeys
  disk: Disk
  maxFileBytes: number
  /** Told with each durable entry how many there are since the last checkpoint. */
  onDurable(sinceCheckpoint: number): void
}

/** What there is between start and stop. */
export interface OpenLog {
  writer: ChainWriter
  state: ChainState
  checkpoints: Checkpoints
  /** What was found; to be written into the log. */
  notes: StartNote[]
  close(): Promise<void>
}

/** Opens the files of the log, and puts right what a crash left behind. */
export async function openLog(deps: OpenLogDeps): Promise<OpenLog> {
  const { directory, clock, keys, disk, maxFileBytes } = deps
  const otherLog = await prepareDirectory(directory, keys.agentId, clock)
  const { checkpoints, setAside } = await openCheckpoints({ directory, disk, clock, keys })
  const opened = await openChain({ directory, clock, disk, checkpoint: checkpoints.last() })
  const { start, state } = opened
  const writer = createChainWriter({
    ...{ directory, disk, clock, start, maxFileBytes },
    prelude: (why, file, previous) => prelude({ state, agentId: keys.agentId }, { why, file, previous }),
    onDurable(entry) {
      state.note(entry)
      deps.onDurable(entry.seq - (checkpoints.last()?.seq ?? 0))
    },
  })
  return {
    ...{ writer, state, checkpoints },
    notes: startNotes(opened, { otherLog, checkpoints: setAside }),
    async close() {
      await writer.close()
      await checkpoints.close()
    },
  }
}

/** The state stands at the beginning of each file, so that the newest file alone tells it. */
function prelude(
  { state, agentId }: { state: ChainState; agentId: string },
  { why, file, previous }: { why: WhyBegun; file: string; previous: string | null },
): Draft[] {
  const begun = { entries_before: state.count(), file, open_intents: state.openIntents(), previous, why }
  const carried = state.signers.list().map((one) => ownDraft(agentId, 'audit.signer_carried', signerFields(one)))
  return [ownDraft(agentId, 'audit.file_begun', begun), ...carried]
}

/** What the log says of itself: keys, hashes and names, never what a person wrote, so nothing is redacted. */
export function ownDraft(agentId: string, action: string, params: Record<string, unknown>): Draft {
  const entry = { actor: agentActor, action, outcome: 'observed' as const, params }
  return draftEntry(entry, { agentId, redact: (text) => text }, null)
}
