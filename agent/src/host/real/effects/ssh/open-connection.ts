import { connect } from 'node:net'
import type { AuthHandlerMiddleware, Client } from 'ssh2'
import type { Clock } from '../../../../core/clock.ts'
import type { SshTarget } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { modernAlgorithms } from './algorithms.ts'
import { connectionFailure } from './connection-failure.ts'
import { type Keepalive, watchLife } from './keepalive.ts'

export interface Connection {
  client: Client
  /** Resolves when it is over: null when we closed it, else why, for a person. */
  ended: Promise<string | null>
  close(): void
}

export interface Opening {
  target: SshTarget
  clock: Clock
  keepalive: Keepalive
  timeoutMs: number
  signal?: AbortSignal | undefined
  /** `handshake`: the host has proven its key and nobody was authenticated. */
  until: 'handshake' | 'ready'
  username: string
  /** Called with the host's key, in a re-keyed connection again. An error that is returned ends the connection. */
  verify(key: Buffer): HostError | null
  authenticate(refuse: (error: HostError) => void): AuthHandlerMiddleware
}

/** Opens an SSH connection with a deadline over all of it. @throws HostError */
export async function openConnection(opening: Opening): Promise<Connection> {
  const { default: ssh2 } = await import('ssh2')
  const { target, clock, timeoutMs, signal, until } = opening
  const place = placeOf(target)
  if (signal?.aborted) throw new HostError('failed', `Connecting to ${place} was cancelled.`)
  const client = new ssh2.Client()
  const socket = connect({ host: target.host, port: target.port, noDelay: true })
  const ended = Promise.withResolvers<string | null>()
  let over: string | null | undefined
  const endWith = (why: string | null) => {
    over = over === undefined ? why : over
    client.end()
    socket.destroy()
  }
  const connection = { client, ended: ended.promise, close: () => endWith(null) }
  const lost = `The connection to ${place} was lost.`
  socket.once('close', () => ended.resolve(over === undefined ? lost : over))

  return new Promise<Connection>((resolve, reject) => {
    let settled = false
    const settle = () => {
      settled = true
      timer.cancel()
      signal?.removeEventListener('abort', onAbort)
    }
    const fail = (error: HostError) => {
      if (!settled) {
        settle()
        reject(error)
      }
      endWith(lost)
    }
    const succeed = () => {
      if (settled) return
      settle()
      if (until === 'ready') watchLife({ socket, clock, ...opening.keepalive }, () => endWith(silent(place)))
      resolve(connection)
    }
    const onAbort = () => fail(new HostError('failed', `Connecting to ${place} was cancelled.`))
    const timer = clock.after(timeoutMs, () => fail(new HostError('timeout', `${place} did not answer in time.`)))
    signal?.addEventListener('abort', onAbort)

    // Stays for the life of the connection: an error that nobody listens for would end the agent.
    client.on('error', (error) => fail(connectionFailure(place, error)))
    client.once('close', () => fail(new HostError('failed', `${place} closed the connection.`)))
    client.once('change password', () =>
      fail(new HostError('denied', 'The password has expired: log in by hand once.')),
    )
    if (until === 'ready') client.once('ready', succeed)
    else
      client.once('handshake', () => {
        // The host has proven its key. The library asks for authentication next, so this cannot wait for a promise.
        endWith(null)
        succeed()
      })
    client.connect({
      sock: socket,
      username: opening.username,
      readyTimeout: 0,
      keepaliveInterval: opening.keepalive.everyMs,
      // Whether the connection lives is judged by what arrives, see watchLife.
      keepaliveCountMax: Number.MAX_SAFE_INTEGER,
      algorithms: modernAlgorithms,
      ident: 'MoltBotOps',
      agentForward: false,
      authHandler: opening.authenticate(fail),
      hostVerifier: (key: Buffer) => {
        const refusal = opening.verify(key)
        if (refusal !== null) fail(refusal)
        return refusal === null
      },
    })
  })
}

function silent(place: string): string {
  return `The connection to ${place} was lost: nothing came from it any more.`
}

/** `host:port`, with an IPv6 address in brackets. */
export function placeOf({ host, port }: SshTarget): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`
}
