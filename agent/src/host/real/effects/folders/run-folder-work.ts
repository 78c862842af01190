import { Worker } from 'node:worker_threads'
import type { Owner } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { hostError } from '../../system-error.ts'
import type { RunProcess } from '../programs/run-process.ts'
import { type FolderAnswer, type FolderRequest, processProgram, threadProgram } from './folder-work.ts'

export type RunFolderWork = (owner: Owner, request: FolderRequest, bytes?: Uint8Array) => Promise<FolderAnswer>

interface RunFolderWorkDeps {
  run: RunProcess
  ownUid: number
  /** The Node that runs the agent. */
  node: string
}

/** A tree of a hundred thousand files on a slow disk. */
const timeoutMs = 10 * 60_000
const maxAnswerBytes = 64 * 1024

/** Does the work as `owner`: in a thread for the agent's own user, in a process of theirs for anybody else. */
export function createRunFolderWork({ run, ownUid, node }: RunFolderWorkDeps): RunFolderWork {
  return async (owner, request, bytes = new Uint8Array()) => {
    if (owner.uid === ownUid) return inThread(request, bytes)
    const stdin = Buffer.concat([Buffer.from(`${JSON.stringify(request)}\n`), bytes])
    const options = { owner, env: {}, cwd: '/', stdin, timeoutMs, maxOutputBytes: maxAnswerBytes }
    const { code, signal, stdout, stderr } = await run(node, ['-e', processProgram], options)
    if (code === 0) return readAnswer(stdout.toString('utf8'))
    const last = stderr.toString('utf8').trim().split('\n').at(-1) ?? ''
    throw new HostError('failed', `The work of ${owner.name} in ${request.root} ended with ${code ?? signal}: ${last}`)
  }
}

/** The work blocks while it waits for the disk, so the agent's own thread does not do it. */
function inThread(request: FolderRequest, bytes: Uint8Array): Promise<FolderAnswer> {
  const worker = new Worker(threadProgram, { eval: true, workerData: { request, bytes }, execArgv: [], env: {} })
  const { promise, resolve, reject } = Promise.withResolvers<FolderAnswer>()
  const late = setTimeout(() => {
    reject(new HostError('timeout', `The work in ${request.root} took longer than ${timeoutMs} ms`))
    void worker.terminate()
  }, timeoutMs)
  worker.once('message', resolve)
  worker.once('error', (error) => reject(hostError(`The work in ${request.root}`, error)))
  worker.once('exit', () => reject(new HostError('failed', `The work in ${request.root} ended without an answer`)))
  return promise.finally(() => clearTimeout(late))
}

/** The process belongs to somebody else, so what it says is taken apart, not trusted. */
function readAnswer(text: string): FolderAnswer {
  const answer: unknown = JSON.parse(text)
  const field = (name: string): unknown =>
    typeof answer === 'object' && answer !== null ? Reflect.get(answer, name) : undefined
  if (field('ok') === true) return { ok: true, measured: readMeasured(field('measured')) }
  const reason = field('reason')
  return {
    ok: false,
    reason: reason === 'unsafe' || reason === 'failed' ? reason : null,
    code: String(field('code') ?? '').slice(0, 40),
    message: String(field('message') ?? 'no reason was given').slice(0, 500),
  }
}

function readMeasured(value: unknown): { bytes: number; files: number } | null {
  if (typeof value !== 'object' || value === null || !('bytes' in value) || !('files' in value)) return null
  return { bytes: Number(value.bytes), files: Number(value.files) }
}
