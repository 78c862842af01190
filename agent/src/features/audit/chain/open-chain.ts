import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '../../../core/clock.ts'
import { type AuditEntry, noHash } from '../audit-entry.ts'
import { createChainCheck } from '../verify/chain-check.ts'
import type { Checkpoint } from '../verify/checkpoint.ts'
import { eachLine, type LineVisitor } from '../verify/each-line.ts'
import { findAfterHash } from '../verify/link.ts'
import { outcomeOf, speaksOfTheLog } from '../verify/peek.ts'
import { createProblems, type LogProblem } from '../verify/problems.ts'
import { createSigners } from '../verify/signers.ts'
import { logFiles } from '../verify/verify-directory.ts'
import { type ChainState, createChainState } from './chain-state.ts'
import type { ChainWriterDeps } from './chain-writer.ts'
import type { Disk } from './disk.ts'
import { cutTornLine, type TornLine } from './torn-line.ts'

export interface OpenChainDeps {
  directory: string
  clock: Clock
  disk: Disk
  /** The newest checkpoint that this agent signed; null when there is none. */
  checkpoint: Checkpoint | null
}

export interface OpenedChain {
  start: ChainWriterDeps['start']
  state: ChainState
  torn: TornLine | null
  /** What is wrong with the newest file. */
  damage: LogProblem[]
}

/** Outcomes that open or close an intent. */
const ofIntents = new Set(['intended', 'succeeded', 'failed', 'rolled_back', 'interrupted'])

/**
 * Finds the end of the chain: reads the newest file, cuts a torn line off, and checks every hash in it. Where the end is
 * not sound the chain goes on in a new file, so that a good line never follows a bad one.
 */
export async function openChain(deps: OpenChainDeps): Promise<OpenedChain> {
  const { directory, checkpoint } = deps
  const state = createChainState()
  const { name, torn } = await newestFile(deps)
  const problems = createProblems()
  const checkpoints = checkpoint === null ? [] : [checkpoint]
  const check = createChainCheck({ first: null, checkpoints, signers: createSigners(), problems })
  const end = name === null ? 0 : await readLines(join(directory, name), learning(state, check.visitor(name)))
  const { lastSeq, lastHash } = check.summary()
  const head = { seq: lastSeq ?? 0, hash: lastHash ?? noHash }
  const damage = [...problems.found]
  if (checkpoint !== null && checkpoint.seq > head.seq) {
    const message = `The log ended with entry ${head.seq}, and entry ${checkpoint.seq} had been signed.`
    damage.push({ kind: 'cut_tail', seq: head.seq + 1, file: name, offset: end, message })
    // Numbers that were given to lost entries are not given again.
    head.seq = checkpoint.seq
  }
  const number = name === null ? 0 : Number.parseInt(name, 10)
  if (damage.length > 0) return { start: { head, number, size: null, why: 'damaged' }, state, torn, damage }
  return { start: { head, number, size: name === null ? null : end, why: 'first' }, state, torn, damage }
}

/** The newest file that holds a whole line; empty ones were begun by a process that ended before it wrote. */
async function newestFile({ directory, clock, disk }: OpenChainDeps) {
  let torn: TornLine | null = null
  for (const name of (await logFiles(directory)).reverse()) {
    const path = join(directory, name)
    torn ??= await cutTornLine(path, `torn-${name.slice(0, 6)}-${clock.now()}.part`, disk)
    if ((await stat(path)).size > 0) return { name, torn }
  }
  return { name: null, torn }
}

async function readLines(path: string, visit: LineVisitor): Promise<number> {
  const file = await open(path, 'r')
  try {
    return (await eachLine(file, {}, visit)).end
  } finally {
    await file.close()
  }
}

/** Learns the state from the entries that change it, before their check spoils the bytes. */
function learning(state: ChainState, check: LineVisitor): LineVisitor {
  return (bytes, start, end, offset) => {
    const at = findAfterHash(bytes, start, end)
    if (at !== -1 && (speaksOfTheLog(bytes, start) || ofIntents.has(outcomeOf(bytes, at)))) {
      note(state, bytes.toString('utf8', start, end))
    } else state.pass()
    check(bytes, start, end, offset)
  }
}

function note(state: ChainState, line: string): void {
  try {
    const entry: AuditEntry = JSON.parse(line)
    state.note(entry)
  } catch {
    // The check says of the same line that it was changed.
    state.pass()
  }
}
