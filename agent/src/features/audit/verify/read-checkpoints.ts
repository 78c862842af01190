import { type Checkpoint, checkpointType, claimOf, signatureOf } from './checkpoint.ts'
import { eachLine, type LineRange, type LogFile } from './each-line.ts'
import { isSigned, type VerifyingKey } from './jws.ts'
import type { Problems } from './problems.ts'

export interface CheckpointsRead {
  /** What the lines claim, in the order of their entries. */
  claims: Checkpoint[]
  lines: number
  /** Resolves once every signature was checked; the bad ones are problems then. */
  checked: Promise<void>
}

const prefix = Buffer.from('{"checkpoint":"')
const windowBytes = 256 * 1024
/** Twenty years at one every ten minutes would be a million; older ones are then not compared. */
const mostKept = 200_000
const atATime = 64

/** Reads checkpoint lines. Their signatures are checked on other threads, while the caller goes on. */
export async function readCheckpoints(
  file: LogFile,
  range: LineRange,
  { key, problems, name }: { key: VerifyingKey; problems: Problems; name: string | null },
): Promise<CheckpointsRead> {
  const claims: (Checkpoint & { offset: number })[] = []
  let lines = 0
  const tell = (offset: number, message: string) =>
    problems.add({ kind: 'bad_checkpoint', seq: null, file: name, offset, message })
  const read = await eachLine(file, range, (bytes, start, end, offset) => {
    lines += 1
    const signature = signatureOf(bytes.toString('latin1', start, end))
    const claim = signature === null ? null : claimOf(signature, key.fingerprint)
    const last = claims.at(-1)
    if (claim === null) tell(offset, `Line ${lines} of the checkpoints is no checkpoint.`)
    else if (last && claim.seq <= last.seq) tell(offset, `Checkpoint ${lines} is not in its place.`)
    else claims.push({ ...claim, offset })
    if (claims.length > mostKept) claims.shift()
  })
  for (const offset of read.tooLong) tell(offset, 'A line among the checkpoints is too long.')
  if (read.unfinished > 0) tell(read.end, 'The last checkpoint is not complete.')

  async function checkAll(): Promise<void> {
    for (let from = 0; from < claims.length; from += atATime) {
      const some = claims.slice(from, from + atATime)
      const good = await Promise.all(some.map(({ signature }) => isSigned(signature, key, checkpointType)))
      for (const [index, { seq, offset }] of some.entries()) {
        if (!good[index]) tell(offset, `The checkpoint over entry ${seq} is not signed by ${key.fingerprint}.`)
      }
    }
  }

  return { claims: claims.map(({ offset: _, ...claim }) => claim), lines, checked: checkAll() }
}

/** Where the checkpoint lines begin with which a file ends: they are needed before the entries are read. */
export async function findCheckpoints(file: LogFile, size: number): Promise<number> {
  const bytes = Buffer.allocUnsafe(Math.min(windowBytes, size))
  let begin = size
  for (;;) {
    const from = Math.max(0, begin - windowBytes)
    const { bytesRead } = await file.read(bytes, 0, begin - from, from)
    const found = from + firstOfTrail(bytes.subarray(0, bytesRead), from === 0)
    if (found === begin || found === 0) return found
    begin = found
  }
}

/** The offset in the window from which on it holds nothing but whole checkpoint lines. */
function firstOfTrail(window: Buffer, isBeginning: boolean): number {
  let begin = window.length
  while (begin > 0) {
    const feed = begin === 1 ? -1 : window.lastIndexOf(10, begin - 2)
    // Without a line feed before it nobody knows where the line begins.
    if (feed === -1 && !isBeginning) return begin
    if (window.compare(prefix, 0, prefix.length, feed + 1, Math.min(begin, feed + 1 + prefix.length)) !== 0)
      return begin
    begin = feed + 1
  }
  return begin
}
