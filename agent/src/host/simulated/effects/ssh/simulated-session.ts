import type { Clock } from '../../../../core/clock.ts'
import type { ProgramResult, SshSession } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import type { Acts } from '../acts.ts'
import type { FaultPlan } from '../faults.ts'
import { type Patience, passTime } from '../pass-time.ts'
import { readScript } from './read-script.ts'
import type { RemoteHost, RemoteUser } from './remote-hosts.ts'
import { type Failure, type RemoteRule, remoteRules } from './remote-scripts.ts'

export interface SessionDeps {
  clock: Clock
  acts: Acts
  faults: FaultPlan
  host: RemoteHost
  user: RemoteUser
  /** `host:port`, for messages. */
  place: string
}

/** So long takes anything over a slow link; a dead one never answers. */
export const slowLinkMs = 30_000
const pieces = 4
const pieceMs = 200

const unknownRule: RemoteRule = { name: 'other', pattern: /^/, run: () => [] }

/** Commands and files over an open connection to a simulated host. */
export function createSimulatedSession({ clock, acts, faults, host, user, place }: SessionDeps): SshSession {
  const ended = Promise.withResolvers<string | null>()
  const by = `${user.name}@${host.names[0]}`
  let over: string | null = null
  const lose = (why: string | null) => {
    over ??= why ?? `The connection to ${place} is closed.`
    ended.resolve(why)
  }
  const reach = async (milliseconds: number, what: string, patience: Patience) => {
    if (faults.linkMood() === 'cut') lose(`The connection to ${place} was lost.`)
    if (over !== null) throw new HostError('failed', over)
    const delay = { up: 0, cut: 0, slow: slowLinkMs, dead: Number.POSITIVE_INFINITY }[faults.linkMood()]
    const total = milliseconds + delay
    if (total > 0) await passTime(clock, total, what, patience)
  }
  const work = async (rule: RemoteRule, ...[command, options]: Parameters<SshSession['run']>) => {
    await reach(rule.milliseconds ?? 0, `A command on ${place}`, options)
    const script = readScript(command, options.stdin ?? '')
    if (script.asRoot && user.root === 'sudo_with_password')
      return resultOf({ failed: 'sudo: a password is required' }, options)
    return resultOf(rule.run(host, script, user), options)
  }
  return {
    ended: ended.promise,
    close: () => lose(null),
    run(command, options) {
      const { words, body } = readScript(command, options.stdin ?? '')
      const rule = remoteRules.find(({ pattern }) => pattern.test(words ?? body)) ?? unknownRule
      if (rule.reads) return acts.ask(() => work(rule, command, options))
      return acts.perform({ kind: 'ssh_run', target: rule.name, by }, () => work(rule, command, options))
    },
    upload: (bytes, path, { size, onProgress, ...patience }) =>
      acts.perform({ kind: 'ssh_upload', target: path, by }, async (middle) => {
        let sent = 0
        for await (const chunk of bytes) sent += chunk.length
        if (sent !== size) throw new HostError('failed', `The host has ${sent} bytes of the file instead of ${size}.`)
        for (let piece = 1; piece <= pieces; piece++) {
          await reach(pieceMs, `The upload to ${place}`, patience)
          if (piece === pieces / 2) await middle()
          onProgress?.(Math.round((size * piece) / pieces))
        }
        host.paths.add(path)
      }),
  }
}

function resultOf(told: string[] | Failure, { terminal, onLine }: Parameters<SshSession['run']>[1]): ProgramResult {
  const isFailure = !Array.isArray(told)
  const stream = isFailure && terminal !== true ? 'stderr' : 'stdout'
  const lines = isFailure ? [told.failed] : told
  for (const line of lines) onLine?.(stream, line)
  const text = lines.map((line) => `${line}\n`).join('')
  const result = { code: isFailure ? 1 : 0, signal: null, stdout: '', stderr: '' }
  return { ...result, [stream]: text }
}
