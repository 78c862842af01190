import { createEntryActions, type EntryActions } from './entry-actions.ts'
import { createTreeActions, type TreeActions } from './tree-actions.ts'
import { createWalk, type Walk } from './walk.ts'

type FileSystem = typeof import('node:fs')

export type FolderRequest = { root: string; ownerUid: number; throughDescriptors: boolean; path: string } & (
  | { action: 'makeDirectory' | 'writeFile'; mode: number }
  | { action: 'giveDirectory'; mode: number; uid: number; gid: number }
  | { action: 'switchLink' | 'rename'; target: string }
  | { action: 'remove'; ofUid?: number }
  | { action: 'seal' | 'measure' }
)

export type FolderAnswer =
  | { ok: true; measured: { bytes: number; files: number } | null }
  /** `reason` where the work itself refused, `code` where the system did. */
  | { ok: false; reason: 'unsafe' | 'failed' | null; code: string; message: string }

interface Parts {
  createWalk: (fs: FileSystem, place: FolderRequest) => Walk
  createEntryActions: (fs: FileSystem, walk: Walk) => EntryActions
  createTreeActions: (fs: FileSystem, walk: Walk) => TreeActions
}

/** This function is sent as text to a process of another user: it may use nothing but its arguments. */
function perform(fs: FileSystem, parts: Parts, request: FolderRequest, bytes: Uint8Array): FolderAnswer {
  const walk = parts.createWalk(fs, request)
  const entries = parts.createEntryActions(fs, walk)
  const trees = parts.createTreeActions(fs, walk)
  const { path } = request
  let measured: { bytes: number; files: number } | null = null
  try {
    if (request.action === 'makeDirectory') entries.makeDirectory(path, request.mode)
    else if (request.action === 'giveDirectory') entries.giveDirectory(path, request.mode, request)
    else if (request.action === 'writeFile') entries.writeFile(path, request.mode, bytes)
    else if (request.action === 'switchLink') entries.switchLink(path, request.target)
    else if (request.action === 'rename') entries.rename(path, request.target)
    else if (request.action === 'measure') measured = trees.measure(path)
    else if (request.action === 'remove') trees.remove(path, request.ofUid)
    else trees.seal(path)
    return { ok: true, measured }
  } catch (error) {
    if (!(error instanceof Error)) return { ok: false, reason: null, code: '', message: String(error) }
    const code = 'code' in error ? String(error.code) : ''
    const reason = 'reason' in error ? (error.reason === 'unsafe' ? 'unsafe' : 'failed') : null
    return { ok: false, reason, code, message: error.message }
  }
}

/** The parts as text, with the names that the two programs below use. They hold no import that a bundler could rename. */
const parts = [
  "const fs = process.getBuiltinModule('node:fs')",
  `const parts = { createWalk: ${createWalk}, createEntryActions: ${createEntryActions}, createTreeActions: ${createTreeActions} }`,
  `const perform = ${perform}`,
].join('\n')

/** For `node -e`: one line of JSON and then the bytes on its input, the answer as JSON on its output. */
export const processProgram = `${parts}
const input = fs.readFileSync(0)
const end = input.indexOf(10)
const request = JSON.parse(input.toString('utf8', 0, end))
process.stdout.write(JSON.stringify(perform(fs, parts, request, input.subarray(end + 1))))`

/** For a thread of this process. */
export const threadProgram = `${parts}
const { parentPort, workerData } = process.getBuiltinModule('node:worker_threads')
parentPort.postMessage(perform(fs, parts, workerData.request, workerData.bytes))`
