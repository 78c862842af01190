import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, isoTime } from '../../core/clock.ts'
import type { AgentKeys } from '../../core/keys.ts'
import type { Head } from './chain/chain-writer.ts'
import type { Disk, OpenFile } from './chain/disk.ts'
import { cutTornLine } from './chain/torn-line.ts'
import { type Checkpoint, checkpointLine, checkpointType, readCheckpoint, signatureOf } from './verify/checkpoint.ts'
import { eachLine } from './verify/each-line.ts'
import { readKey, type VerifyingKey } from './verify/jws.ts'
import { checkpointsFile, keyLine } from './verify/verify-directory.ts'

export type SigningKeys = Pick<AgentKeys, 'agentId' | 'fingerprint' | 'publicKey' | 'signStatement'>

export interface CheckpointsDeps {
  directory: string
  disk: Disk
  clock: Clock
  keys: SigningKeys
}

export interface Checkpoints {
  /** The newest one that this agent signed. */
  last(): Checkpoint | null
  /** Signs the end of the chain, unless it is signed already, and keeps that beside the log. */
  make(head: Head, entries: number): Promise<Checkpoint>
  /** Signs an entry without keeping that: for the export of a part. */
  sign(head: Head, entries: number): Checkpoint
  close(): Promise<void>
}

/** Opens `checkpoints.jsonl`. One that another key signed, or that somebody changed, is kept aside under `setAside`. */
export async function openCheckpoints(
  deps: CheckpointsDeps,
): Promise<{ checkpoints: Checkpoints; setAside: string | null }> {
  const { directory, disk, clock, keys } = deps
  const path = join(directory, checkpointsFile)
  const key = readKey(keys.publicKey)
  if (key === null) throw new TypeError("The agent's own key cannot be read.")
  const found = await readNewest(deps, path, key)
  const setAside = found.foreign ? `checkpoints-${clock.now()}.kept` : null
  if (setAside !== null) await rename(path, join(directory, setAside))
  let last = found.newest
  let file: OpenFile | null = null
  let queue = Promise.resolve()

  function sign({ seq, hash }: Head, entries: number): Checkpoint {
    const payload = { agent_id: keys.agentId, at: isoTime(clock.now()), entries, hash, seq }
    const signature = keys.signStatement(payload, checkpointType)
    return { seq, hash, at: payload.at, entries, key_fingerprint: keys.fingerprint, signature }
  }

  async function keep({ signature }: Checkpoint): Promise<void> {
    file ??= disk.open(path)
    const { size } = file.state()
    const begin = size === 0 ? keyLine(keys.agentId, keys.fingerprint, keys.publicKey) : ''
    try {
      await file.append(Buffer.from(begin + checkpointLine(signature)))
    } catch (error) {
      file.truncate(size)
      throw error
    }
    if (size === 0) disk.syncDirectory(directory)
  }

  async function makeNow(head: Head, entries: number): Promise<Checkpoint> {
    if (last !== null && last.seq >= head.seq) return last
    const made = sign(head, entries)
    await keep(made)
    last = made
    return made
  }

  return {
    setAside,
    checkpoints: {
      last: () => last,
      sign,
      make(head, entries) {
        const made = queue.then(() => makeNow(head, entries))
        // The next one is made whether or not this one fails; its caller has the error.
        queue = made.then(
          () => undefined,
          () => undefined,
        )
        return made
      },
      async close() {
        await queue
        await file?.close()
        file = null
      },
    },
  }
}

async function readNewest(
  { clock, disk }: CheckpointsDeps,
  path: string,
  key: VerifyingKey,
): Promise<{ newest: Checkpoint | null; foreign: boolean }> {
  const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (file === null) return { newest: null, foreign: false }
  await cutTornLine(path, `torn-checkpoints-${clock.now()}.part`, disk)
  let first: string | null = null
  let lastLine = ''
  try {
    await eachLine(file, {}, (bytes, start, end) => {
      if (first === null) first = bytes.toString('utf8', start, end)
      else lastLine = bytes.toString('latin1', start, end)
    })
  } finally {
    await file.close()
  }
  if (first === null) return { newest: null, foreign: false }
  const isOwn = String(first).includes(`"key_fingerprint":"${key.fingerprint}"`)
  const newest = readCheckpoint(signatureOf(lastLine) ?? '', key)
  return { newest, foreign: !isOwn || (newest === null && lastLine !== '') }
}
