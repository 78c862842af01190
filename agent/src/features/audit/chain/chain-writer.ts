import { join } from 'node:path'
import { type Clock, isoTime } from '../../../core/clock.ts'
import { Problem } from '../../../core/problem.ts'
import type { AuditEntry } from '../audit-entry.ts'
import type { Draft, Sealed } from '../seal-entry.ts'
import type { Disk, OpenFile } from './disk.ts'
import { createPace } from './pace.ts'
import { createTurns } from './turns.ts'

/** The end of the chain. */
export interface Head {
  seq: number
  hash: string
}

/** Why a file was begun; it stands in its first entry. */
export type WhyBegun = 'first' | 'full' | 'changed_outside' | 'damaged'

export interface ChainWriterDeps {
  directory: string
  disk: Disk
  clock: Clock
  /** Where the chain ends, and the file to go on with; without one the next file is begun. */
  start: { head: Head; number: number; size: number | null; why: WhyBegun }
  /** The entries with which a file begins. */
  prelude(why: WhyBegun, file: string, previous: string | null): Draft[]
  /** Told of each entry once it is durable, in order, before its writer is. */
  onDurable(entry: AuditEntry): void
  /** A file that has reached so many bytes is full. */
  maxFileBytes: number
}

export interface ChainWriter {
  /** Resolves once the entry is durable. @throws Problem audit_unavailable: then nothing of it is in the log */
  append(draft: Draft): Promise<AuditEntry>
  head(): Head
  /** The file being written, and how much of it is durable; null while the next one is not begun yet. */
  file(): { name: string; size: number } | null
  /** Resolves when nobody waits any more. */
  idle(): Promise<void>
  close(): Promise<void>
}

interface Waiting {
  draft: Draft
  resolve(entry: AuditEntry): void
  reject(error: Error): void
}

interface CurrentFile {
  number: number
  file: OpenFile
  /** Bytes that are durable. */
  size: number
  why: WhyBegun
  /** A write failed, and what it left behind is still there. */
  dirty: boolean
}

const mostWaiting = 10_000
const mostTogether = 512
const mostBytesTogether = 1024 * 1024

/**
 * Appends to the chain. Whoever comes while the disk is busy waits and is written together with all others, with one
 * write and one fdatasync. A write that fails leaves nothing: the file is cut back before anything else is written.
 */
export function createChainWriter(deps: ChainWriterDeps): ChainWriter {
  const { directory, disk, clock, start } = deps
  const pace = createPace(clock)
  const turns = createTurns()
  const waiting: Waiting[] = []
  let head = start.head
  let current: CurrentFile | null = null
  let running: Promise<void> | null = null

  function reopen(number: number, size: number, why: WhyBegun): CurrentFile {
    return { number, file: disk.open(join(directory, fileName(number))), size, why, dirty: false }
  }

  /** A file that somebody else put there is left alone. */
  function beginAfter(last: number, why: WhyBegun): CurrentFile {
    const next = reopen(last + 1, 0, why)
    if (next.file.state().size > 0) return beginAfter(last + 1, why)
    // The name of a new file must last as long as what is acknowledged in it.
    disk.syncDirectory(directory)
    return next
  }

  /** The file to write to, in the state in which the last acknowledged entry left it. */
  async function usableFile(): Promise<CurrentFile> {
    if (current === null) {
      const { number, size, why } = start
      current = size === null ? beginAfter(number, why) : reopen(number, size, why)
    }
    if (current.dirty) {
      current.file.truncate(current.size)
      current.dirty = false
    }
    const { size, links } = current.file.state()
    const why = size !== current.size || links !== 1 ? 'changed_outside' : size >= deps.maxFileBytes ? 'full' : null
    if (why === null) return current
    const full = current
    current = beginAfter(full.number, why)
    await full.file.close()
    return current
  }

  /** As many of the batch as fit into one write; the first one always does. */
  function sealAll(batch: Waiting[], file: CurrentFile): { prelude: Sealed[]; taken: Sealed[] } {
    const previous = file.number > 1 ? fileName(file.number - 1) : null
    const at = isoTime(clock.now())
    let { seq, hash } = head
    let bytes = 0
    const seal = (draft: Draft): Sealed => {
      seq += 1
      const sealed = draft.seal({ seq, at, prevHash: hash })
      hash = sealed.entry.hash
      bytes += sealed.line.length
      return sealed
    }
    const prelude = file.size === 0 ? deps.prelude(file.why, fileName(file.number), previous).map(seal) : []
    const taken: Sealed[] = []
    for (const { draft } of batch) {
      taken.push(seal(draft))
      if (bytes > mostBytesTogether) break
    }
    return { prelude, taken }
  }

  async function commit(batch: Waiting[]): Promise<void> {
    const file = await usableFile()
    const { prelude, taken } = sealAll(batch, file)
    const bytes = Buffer.from([...prelude, ...taken].map(({ line }) => line).join(''))
    file.dirty = true
    if (pace.mayBlock()) pace.blocking(() => file.file.appendNow(bytes))
    else await pace.waiting(() => file.file.append(bytes))
    file.dirty = false
    file.size += bytes.length
    for (const { entry } of prelude) settle(entry)
    for (const { entry } of taken) {
      settle(entry)
      batch.shift()?.resolve(entry)
    }
  }

  function settle(entry: AuditEntry): void {
    head = { seq: entry.seq, hash: entry.hash }
    deps.onDurable(entry)
  }

  async function run(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostTogether)
      try {
        await commit(batch)
        waiting.unshift(...batch)
      } catch (error) {
        for (const { reject } of batch) reject(unavailable(error))
      }
    }
    running = null
  }

  return {
    append(draft) {
      if (waiting.length >= mostWaiting) return Promise.reject(unavailable(new Error('too many entries wait')))
      return new Promise((resolve, reject) => {
        waiting.push({ draft, resolve, reject })
        running ??= turns.soon().then(run)
      })
    },
    head: () => head,
    file() {
      const { number, size } = current ?? start
      return size === null ? null : { name: fileName(number), size }
    },
    async idle() {
      while (running !== null) await running
    },
    async close() {
      while (running !== null) await running
      await current?.file.close()
      current = null
    },
  }
}

export function fileName(number: number): string {
  return `${String(number).padStart(6, '0')}.jsonl`
}

function unavailable(cause: unknown): Problem {
  const code = (cause as NodeJS.ErrnoException).code
  const why = code === undefined ? '' : ` (${code})`
  const message = `The audit log cannot be written${why}, so nothing was changed. See that its disk has room and works, then try again.`
  return new Problem('audit_unavailable', message, { cause, retryAfterSeconds: 10 })
}
