import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Agent } from './agent.ts'

/** The port is somebody else's, or not for this user. The message says so and what to do. */
export class PortTakenError extends Error {}

const refusals: Record<string, string> = {
  EADDRINUSE: 'is taken by another program. Stop it, or choose another port with --port.',
  EACCES: 'may not be used by this user. Choose one above 1023 with --port.',
}

/** More than that many connections are closed unheard, so that nobody can use up the descriptors of the process. */
const mostConnections = 1024

/**
 * Listens on 127.0.0.1 only, and hears nobody who comes from another loopback address: who chooses among sixteen million
 * of them would never be known again, and every limit would be empty. Port 0 takes any free one.
 * @returns the port
 * @throws PortTakenError
 */
export async function listenOnLoopback(app: FastifyInstance, port: number): Promise<number> {
  app.server.maxConnections = mostConnections
  app.server.prependListener('connection', (socket: Socket) => {
    if (socket.remoteAddress !== '127.0.0.1') socket.destroy()
  })
  try {
    await app.listen({ host: '127.0.0.1', port })
  } catch (error) {
    const why = refusals[(error as NodeJS.ErrnoException).code ?? '']
    if (why === undefined) throw error
    throw new PortTakenError(`Port ${port} on 127.0.0.1 ${why}`, { cause: error })
  }
  const address = app.server.address()
  return typeof address === 'object' && address !== null ? address.port : port
}

/** What serving at the host needs of the agent. */
export type HostSocketAgent = Pick<Agent, 'markHostSocket'> & { app: Pick<FastifyInstance, 'routing'> }

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
  const server = createServer((request, response) => agent.app.routing(request, response))
  server.on('connection', (socket) => agent.markHostSocket(socket))
  const umask = process.umask(0o177)
  try {
    await listen(server, path)
  } finally {
    process.umask(umask)
  }
  await chmod(path, 0o600)
  return {
    path,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await (fits ? rm(path, { force: true }) : rm(dirname(path), { recursive: true, force: true }))
    },
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
