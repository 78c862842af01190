import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Checkpoint, claimOf, signatureOf } from '../verify/checkpoint.ts'
import { eachLine } from '../verify/each-line.ts'
import { checkpointsFile } from '../verify/verify-directory.ts'
import { linesBackwards } from './lines-backwards.ts'

/** More than a verifier compares; older ones are left out. */
const mostExported = 200_000

/** Checkpoints over entries before `before`, newest first. */
export async function listKept(
  directory: string,
  fingerprint: string,
  { limit, before }: { limit: number; before: number | null },
): Promise<Checkpoint[]> {
  const size = await sizeOf(directory)
  if (size === 0) return []
  const extent = { directory, files: [checkpointsFile], lastSize: size }
  const found: Checkpoint[] = []
  for await (const line of linesBackwards(extent, { file: 0, offset: size })) {
    if (found.length >= limit) break
    const claim = readLine(line, fingerprint)
    if (claim !== null && (before === null || claim.seq < before)) found.push(claim)
  }
  return found
}

/** Signatures of checkpoints over the entries `first` to `last`, oldest first. */
export async function signaturesBetween(directory: string, first: number, last: number): Promise<string[]> {
  const signatures: string[] = []
  if ((await sizeOf(directory)) === 0) return signatures
  const file = await open(join(directory, checkpointsFile), 'r')
  try {
    await eachLine(file, {}, (bytes, start, end) => {
      const claim = readLine(bytes.subarray(start, end), '')
      if (claim === null || claim.seq < first || claim.seq > last) return
      signatures.push(claim.signature)
      if (signatures.length > mostExported) signatures.shift()
    })
  } finally {
    await file.close()
  }
  return signatures
}

/** 0 before the first checkpoint, when there is no file. */
async function sizeOf(directory: string): Promise<number> {
  try {
    return (await stat(join(directory, checkpointsFile))).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

function readLine(line: Buffer, fingerprint: string): Checkpoint | null {
  const signature = signatureOf(line.toString('latin1'))
  return signature === null ? null : claimOf(signature, fingerprint)
}
