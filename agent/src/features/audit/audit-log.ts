import type { Clock, Timer } from '../../core/clock.ts'
import type { CutOff } from '../../core/jobs.ts'
import type { Log } from '../../core/log.ts'
import { Problem } from '../../core/problem.ts'
import { type AuditEntry, auditActor, type NewAuditEntry } from './audit-entry.ts'
import { createRealDisk, type Disk } from './chain/disk.ts'
import type { SigningKeys } from './checkpoints.ts'
import { createIntents, type OpenIntent } from './intents.ts'
import { type OpenLog, openLog, ownDraft } from './open-log.ts'
import { createReader, type LogReader } from './read/log-reader.ts'
import { createRefusals } from './refusals.ts'
import { draftEntry } from './seal-entry.ts'
import { type ApprovalKey, createSignerBook } from './signer-book.ts'
import type { Checkpoint } from './verify/checkpoint.ts'

export interface AuditLogDeps {
  /** Is made, mode 0700. Nobody else writes into it. */
  directory: string
  /** Real time, also where the machine is simulated: devices sign the time. */
  clock: Clock
  keys: SigningKeys
  log: Log
  /** Hides secrets in texts. */
  redact(text: string): string
  /** Keys of devices that may sign approvals now. The agent's own is added. */
  deviceKeys(): Promise<ApprovalKey[]>
  /** For tests: a disk that fills up. */
  disk?: Disk
  /** For tests; 64 MiB. */
  maxFileBytes?: number
}

export interface AuditLog extends LogReader {
  /**
   * Opens the log and puts right what a crash left behind. A log that cannot be opened is tried again every half minute;
   * until then every append is refused.
   */
  start(): Promise<void>
  /** Durable when it resolves. @throws Problem audit_unavailable: then nothing of it is in the log */
  append(entry: NewAuditEntry): Promise<AuditEntry>
  /** Must resolve before the effect begins. @throws Problem audit_unavailable */
  intend(entry: Omit<NewAuditEntry, 'outcome'>): Promise<OpenIntent>
  /** Never waits: the first of a kind is written at once, the rest as one summary a minute. `detail` is its code. */
  refused(entry: Omit<NewAuditEntry, 'outcome'>): void
  /**
   * Once, after start: closes every intent that the last run left open, by what the jobs know, else as `interrupted`.
   * Where the log is not open yet, that happens when it is.
   */
  closeInterrupted(cutOffs: readonly CutOff[]): Promise<AuditEntry[]>
  /** To be called when a device was paired, changed or revoked. */
  syncSigners(): Promise<void>
  /** Signs the end of the log. */
  checkpoint(): Promise<Checkpoint>
  /** Writes what is owed, signs the end and closes the files. */
  stop(): Promise<void>
}

/** At this size a file is full, and the chain goes on in the next one. */
const fullBytes = 64 * 1024 * 1024
const checkpointEntries = 256
const checkpointMs = 600_000
const reopenMs = 30_000

/** The append-only log of every act: one hash chain, signed checkpoints, durable before an effect begins. */
export function createAuditLog(deps: AuditLogDeps): AuditLog {
  const { directory, clock, keys, log, redact } = deps
  let opened: OpenLog | null = null
  let timer: Timer | null = null
  let reopening: Timer | null = null
  let cutOffs: readonly CutOff[] | null = null

  function open(): OpenLog {
    if (opened !== null) return opened
    throw new Problem('audit_unavailable', 'The audit log cannot be opened, so nothing may be changed.', {
      retryAfterSeconds: 30,
    })
  }

  const append = async (entry: NewAuditEntry, intendedSeq: number | null = null): Promise<AuditEntry> =>
    open().writer.append(draftEntry(entry, { agentId: keys.agentId, redact }, intendedSeq))
  const appendOwn = async (action: string, params: Record<string, unknown>): Promise<AuditEntry> =>
    open().writer.append(ownDraft(keys.agentId, action, params))

  const book = createSignerBook({
    known: () => open().state.signers.list(),
    keys: async () => [{ device: null, publicKey: { ...keys.publicKey } }, ...(await deps.deviceKeys())],
    append: appendOwn,
  })
  const reader = createReader({
    ...{ directory, clock, keys, checkpoint },
    written: () => open().writer.file(),
    head: () => open().writer.head(),
    checkpoints: () => open().checkpoints,
  })
  const intents = createIntents({
    ...{ clock, log, append },
    open: () => open().state.openIntents(),
    read: reader.get,
  })
  const refusals = createRefusals({ clock, log, append })

  async function checkpoint(): Promise<Checkpoint> {
    const { writer, checkpoints, state } = open()
    return checkpoints.make(writer.head(), state.count())
  }

  function checkpointSoon(): void {
    checkpoint().catch((error: unknown) => {
      log.error('A checkpoint of the audit log could not be written; the next one covers it.', { error })
    })
  }

  function onDurable(sinceCheckpoint: number): void {
    // Every so many, also while the disk refuses checkpoints.
    if (sinceCheckpoint % checkpointEntries === 0) checkpointSoon()
  }

  async function start(): Promise<void> {
    timer = clock.every(checkpointMs, () => {
      if (opened !== null && opened.writer.head().seq > (opened.checkpoints.last()?.seq ?? 0)) checkpointSoon()
    })
    await tryToOpen()
  }

  async function tryToOpen(): Promise<void> {
    try {
      const { disk = createRealDisk(), maxFileBytes = fullBytes } = deps
      opened = await openLog({ directory, clock, keys, disk, maxFileBytes, onDurable })
      for (const { action, message, params } of opened.notes) {
        log.warn(message, { action })
        await appendOwn(action, params)
      }
      await book.sync()
      if (cutOffs !== null) await intents.closeInterrupted(cutOffs)
    } catch (error) {
      log.error('The audit log cannot be opened; until it can, nothing may be changed.', { error })
      await opened?.close()
      opened = null
      reopening = clock.after(reopenMs, () => void tryToOpen())
    }
  }

  return {
    ...reader,
    start,
    append(entry) {
      if (!entry.approvalSignature) return append(entry)
      return book.ensure(auditActor(entry.actor).device).then(() => append(entry))
    },
    intend: (entry) => intents.intend(entry),
    refused: refusals.refused,
    async closeInterrupted(known) {
      cutOffs = known
      return opened === null ? [] : intents.closeInterrupted(known)
    },
    syncSigners: () => book.sync(),
    checkpoint,
    async stop() {
      timer?.cancel()
      reopening?.cancel()
      if (opened === null) return
      try {
        await intents.settle()
        await refusals.flush()
        await opened.writer.idle()
        await checkpoint()
      } catch (error) {
        log.error('The audit log could not be ended in order; the next start puts it right.', { error })
      }
      const closing = opened
      opened = null
      await closing.close()
    },
  }
}
