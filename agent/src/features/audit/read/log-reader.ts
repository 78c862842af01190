import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, isoTime } from '../../../core/clock.ts'
import type { AuditEntry } from '../audit-entry.ts'
import type { Head } from '../chain/chain-writer.ts'
import type { Checkpoints, SigningKeys } from '../checkpoints.ts'
import type { Checkpoint } from '../verify/checkpoint.ts'
import type { Verification } from '../verify/verdict.ts'
import { logFiles, verifyDirectory } from '../verify/verify-directory.ts'
import { exportLog } from './export-log.ts'
import { findLine, type LogExtent } from './find-line.ts'
import { listKept, signaturesBetween } from './kept-checkpoints.ts'
import { type EntryFilter, type EntryPage, listEntries } from './list-entries.ts'

export interface LogReader {
  /** The last entry that is durable. */
  head(): Head
  get(seq: number): Promise<AuditEntry | null>
  /** Newest first, before the entry `before`. */
  list(filter: EntryFilter, page: { limit: number; before: number | null }): Promise<EntryPage>
  /** Rechecks everything. `valid` needs the fingerprint of the key from the caller. */
  verify(options: { key?: string | undefined }): Promise<Verification>
  /** The bytes of an export, or null where there are no such entries. */
  export(range: { fromSeq?: number | undefined; toSeq?: number | undefined }): Promise<AsyncIterable<Buffer> | null>
  /** Newest first, over entries before `before`. */
  listCheckpoints(page: { limit: number; before: number | null }): Promise<Checkpoint[]>
}

export interface LogReaderDeps {
  directory: string
  clock: Clock
  keys: SigningKeys
  /** The file being written, and how much of it is durable; null when all files are whole. */
  written(): { name: string; size: number } | null
  head(): Head
  checkpoints(): Checkpoints
  checkpoint(): Promise<Checkpoint>
}

/** Reads the log from its files, which are the truth. */
export function createReader(deps: LogReaderDeps): LogReader {
  const { directory, keys } = deps

  async function extent(): Promise<LogExtent> {
    const written = deps.written()
    const files = (await logFiles(directory)).filter((file) => written === null || file <= written.name)
    const last = files.at(-1)
    if (last === undefined) return { directory, files, lastSize: 0 }
    return { directory, files, lastSize: written?.size ?? (await stat(join(directory, last))).size }
  }

  return {
    head: deps.head,
    listCheckpoints: (page) => listKept(directory, keys.fingerprint, page),
    async get(seq) {
      const found = await findLine(await extent(), seq)
      return found?.seq === seq ? JSON.parse(found.text) : null
    },
    list: async (filter, page) => listEntries(await extent(), filter, page),
    verify: (options) =>
      verifyDirectory(directory, options, () => {
        const written = deps.written()
        return written === null ? null : { file: written.name, size: written.size, ...deps.head() }
      }),
    async export({ fromSeq = 1, toSeq }) {
      const head = deps.head()
      const place = await extent()
      const first = await findLine(place, fromSeq)
      const last = await findLine(place, toSeq ?? head.seq)
      if (first === null || last === null || first.seq > last.seq) return null
      return exportLog(
        place,
        { first, last },
        {
          keys,
          now: () => isoTime(deps.clock.now()),
          async checkpointOver(entry, entries) {
            // A part of the log, and a log on a full disk, can be exported too.
            const kept = entry.seq === deps.head().seq ? await deps.checkpoint().catch(() => null) : null
            return kept ?? deps.checkpoints().sign(entry, entries)
          },
          checkpointsBetween: (from, to) => signaturesBetween(directory, from, to),
        },
      )
    },
  }
}
