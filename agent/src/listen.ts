import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http'
import type { ListenOptions, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Agent } from './agent.ts'
import { asksForSocket, createUpgradeAnswer } from './http/answer-upgrade.ts'

/** The port is somebody else's, or not for this user. The message says so and what to do. */
export class PortTakenError extends Error {}

const refusals: Record<string, string> = {
  EADDRINUSE: 'is taken by another program. Stop it, or choose another port with --port.',
  EACCES: 'may not be used by this user. Choose one above 1023 with --port.',
}

/** More than that many connections are closed unheard, so that nobody can use up the descriptors of the process. */
const mostConnections = 1024

// Who sends slowly keeps one of a bounded number of connections, so it is looked for often.
const patience: ServerOptions = {
  requestTimeout: 30_000,
  headersTimeout: 15_000,
  connectionsCheckingInterval: 5000,
  keepAliveTimeout: 72_000,
}

export interface Listening {
  port: number
  /** Ends every connection, also those in the middle of an answer. */
  close(): Promise<void>
}

/**
 * Listens on 127.0.0.1 only, and hears nobody who comes from another loopback address: who chooses among sixteen million
 * of them would never be known again, and every limit would be empty. Port 0 takes any free one.
 * @throws PortTakenError
 */
export async function listenOnLoopback(answer: RequestListener, port: number): Promise<Listening> {
  const server = createServer({ ...patience, shouldUpgradeCallback: asksForSocket }, answer)
  server.on('upgrade', createUpgradeAnswer(answer))
  server.maxConnections = mostConnections
  server.prependListener('connection', (socket: Socket) => {
    if (socket.remoteAddress !== '127.0.0.1') socket.destroy()
  })
  try {
    await listen(server, { host: '127.0.0.1', port })
  } catch (error) {
    throw whyNotOn(port, error)
  }
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => end(server),
  }
}

/** What serving at the host needs of the agent. */
export type HostSocketAgent = Pick<Agent, 'markHostSocket' | 'answer'>

export interface HostSocket {
  path: string
  close(): Promise<void>
}

// sockaddr_un.sun_path holds 108 bytes on Linux and 104 on macOS, with the final zero.
const longestPath = 103

/**
 * Serves the same API on a Unix socket that only the agent's own user can open: whoever can open it is at the host.
 */
export async function listenOnHostSocket(agent: HostSocketAgent, stateDir: string): Promise<HostSocket> {
  const wanted = join(stateDir, 'agent.sock')
  const fits = Buffer.byteLength(wanted) <= longestPath
  // The temporary folder is everybody's, so the socket lies in a folder of its own there, whose name nobody can foresee.
  const path = fits ? wanted : join(await mkdtemp(join(tmpdir(), 'moltbot-ops-')), 'agent.sock')
  // A socket file that is left over from a killed agent: the state directory's lock proves that nobody listens.
  await rm(path, { force: true })
  const server = createServer({ shouldUpgradeCallback: asksForSocket }, agent.answer)
  server.on('upgrade', createUpgradeAnswer(agent.answer))
  server.on('connection', (socket) => agent.markHostSocket(socket))
  const umask = process.umask(0o177)
  try {
    await listen(server, { path })
  } finally {
    process.umask(umask)
  }
  await chmod(path, 0o600)
  return {
    path,
    async close() {
      await end(server)
      await (fits ? rm(path, { force: true }) : rm(dirname(path), { recursive: true, force: true }))
    },
  }
}

/** The error of a port that cannot be had, with what to do; any other as it is. */
export function whyNotOn(port: number, error: unknown): unknown {
  const why = refusals[(error as NodeJS.ErrnoException).code ?? '']
  return why === undefined ? error : new PortTakenError(`Port ${port} on 127.0.0.1 ${why}`, { cause: error })
}

async function end(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done))
  server.closeAllConnections()
  await closed
}

function listen(server: Server, where: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
