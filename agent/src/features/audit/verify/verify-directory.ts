import { type FileHandle, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createChainCheck } from './chain-check.ts'
import { type Checkpoint, logFormat } from './checkpoint.ts'
import { eachLine } from './each-line.ts'
import { jsonObject, readKey, type VerifyingKey } from './jws.ts'
import { createProblems, type Problems } from './problems.ts'
import { readCheckpoints } from './read-checkpoints.ts'
import { createSigners } from './signers.ts'
import { type Verification, type VerifyOptions, verdictOf } from './verdict.ts'
import { checkKey, readWitnesses, tellCutTail, tellUnread } from './whole-log.ts'

/** What an agent that writes the log right now knows beside it. */
export interface LiveLog {
  /** The file being written and how much of it is durable; what comes after is not looked at. */
  file: string
  size: number
  /** The last durable entry as the agent has it in memory. */
  seq: number
  hash: string
}

export const checkpointsFile = 'checkpoints.jsonl'
export const firstPrevHash = '0'.repeat(64)
const entriesFile = /^\d{6}\.jsonl$/

/** Names of the files with entries, in their order. */
export async function logFiles(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((name) => entriesFile.test(name)).sort()
}

/** Verifies a log where it lies: every file with entries, and the checkpoints beside them. */
export async function verifyDirectory(
  directory: string,
  options: VerifyOptions,
  look: () => LiveLog | null = () => null,
): Promise<Verification> {
  const problems = createProblems()
  const { checkpoints, checked } = await readBeside(directory, problems, options)
  // After the checkpoints: what they sign is durable by then.
  const live = look()
  const signers = createSigners()
  const check = createChainCheck({ first: { seq: 1, prevHash: firstPrevHash }, checkpoints, signers, problems })
  for (const name of await logFiles(directory)) {
    if (live !== null && name > live.file) break
    const until = live?.file === name ? { to: live.size } : {}
    const read = await withFile(join(directory, name), (file) => eachLine(file, until, check.visitor(name)))
    tellUnread(read, name, check, problems)
  }
  await checked
  const summary = check.summary()
  tellCutTail(summary, checkpoints, problems)
  if (live !== null && (live.seq !== summary.lastSeq || live.hash !== summary.lastHash)) {
    const message = `The files do not end with entry ${live.seq} as the agent wrote it.`
    problems.add({ kind: 'changed', seq: live.seq, file: live.file, offset: null, message })
  }
  return verdictOf(summary, problems, options)
}

interface Beside {
  checkpoints: Checkpoint[]
  /** Resolves once their signatures were checked. */
  checked: Promise<void>
}

const nothingBeside: Beside = { checkpoints: [], checked: Promise.resolve() }

async function readBeside(directory: string, problems: Problems, options: VerifyOptions): Promise<Beside> {
  const path = join(directory, checkpointsFile)
  return withFile(path, async (file) => {
    const { key, length } = await readKeyLine(file)
    if (key === null) {
      const message = 'The first line of the checkpoints does not name a key.'
      problems.add({ kind: 'bad_checkpoint', seq: null, file: checkpointsFile, offset: 0, message })
      return nothingBeside
    }
    checkKey(key.fingerprint, problems, options)
    const { claims, checked } = await readCheckpoints(file, { from: length }, { key, problems, name: checkpointsFile })
    const all = [...claims, ...readWitnesses(key, problems, options)]
    return { checkpoints: all.sort((one, other) => one.seq - other.seq), checked }
  }).catch((error: NodeJS.ErrnoException) => {
    // Until the first checkpoint there is no file; whoever deletes it leaves a log that nobody vouches for.
    if (error.code !== 'ENOENT') throw error
    if (options.witnesses?.length) {
      const message = 'The log has no checkpoints, so those that were kept cannot be compared.'
      problems.add({ kind: 'bad_checkpoint', seq: null, file: checkpointsFile, offset: null, message })
    }
    return nothingBeside
  })
}

const longestKeyLine = 4096

/** `{agent_id, format, key_fingerprint, public_key}`: which key the checkpoints are by. */
export function keyLine(agentId: string, fingerprint: string, publicKey: object): string {
  return `${JSON.stringify({ agent_id: agentId, format: logFormat, key_fingerprint: fingerprint, public_key: publicKey })}\n`
}

async function readKeyLine(file: FileHandle): Promise<{ key: VerifyingKey | null; length: number }> {
  const bytes = Buffer.alloc(longestKeyLine)
  const { bytesRead } = await file.read(bytes, 0, longestKeyLine, 0)
  const feed = bytes.subarray(0, bytesRead).indexOf(10)
  const fields = feed === -1 ? null : jsonObject(bytes.subarray(0, feed))
  const key = fields?.format === logFormat ? readKey(fields.public_key) : null
  return { key: key?.fingerprint === fields?.key_fingerprint ? key : null, length: feed + 1 }
}

async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r')
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}
