import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import ssh2, { type AuthContext, type Connection, type ParsedKey, type ServerChannel, type Session } from 'ssh2'
import type { SshTarget } from '../../../../effects.ts'
import { type Stored, sftpOnto } from './sftp-server.ts'

export interface HostBehaviour {
  /** PEM of the host key; default a new Ed25519 one. */
  hostKey?: string
  /** PEM of the key that really signs; default the host key. An impostor shows a key that it does not hold. */
  signsWith?: string
  /** Decides about each attempt; default: takes the password `right`. */
  authenticate?(attempt: AuthContext): void
  /** Answers a command; default: echoes it and what came on stdin, exit 0. */
  run?(command: string, channel: ServerChannel): void
  /** Called with the bytes of a file so far before each write; a false return answers with a failure. */
  onWrite?(sofar: number): boolean
  sftp?: boolean
}

export interface SshHost {
  target: SshTarget
  fingerprint: string
  /** Names of the authentication methods that were tried, in order. */
  attempts: string[]
  files: Map<string, Stored>
  /** Stops answering without closing anything. */
  stall(): void
  /** Ends every connection at once, as a host that loses power. */
  drop(): void
  connections(): number
  /** Widths of the terminals that were asked for. */
  terminals: number[]
  /** How many pieces arrived from the client. */
  asked(): number
  dispose(): Promise<void>
}

export function newHostKey(): string {
  return ssh2.utils.generateKeyPairSync('ed25519').private
}

function parsed(pem: string): ParsedKey {
  const key = ssh2.utils.parseKey(pem)
  if (key instanceof Error) throw key
  return key
}

/** A whole SSH host in this process. */
export async function startSshHost(behaviour: HostBehaviour = {}): Promise<SshHost> {
  const hostKey = parsed(behaviour.hostKey ?? newHostKey())
  const signer = behaviour.signsWith === undefined ? null : parsed(behaviour.signsWith)
  if (signer) hostKey.sign = (data, algorithm) => signer.sign(data, algorithm)
  const attempts: string[] = []
  const files = new Map<string, Stored>()
  const terminals: number[] = []
  const sockets = new Set<Socket>()
  let asked = 0
  const server = new ssh2.Server({ hostKeys: [{ key: hostKey }] }, (connection: Connection) => {
    connection.on('error', () => undefined)
    connection.on('authentication', (attempt) => {
      attempts.push(attempt.method)
      const authenticate = behaviour.authenticate ?? passwordRight
      authenticate(attempt)
    })
    connection.on('session', (accept) => serveSession(accept(), behaviour, files, terminals))
  })
  const front = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', () => {
      asked += 1
    })
    socket.once('close', () => sockets.delete(socket))
    server.injectSocket(socket)
  })
  front.listen(0, '127.0.0.1')
  await once(front, 'listening')
  const address = front.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const digest = createHash('sha256').update(hostKey.getPublicSSH()).digest('base64')
  return {
    target: { host: '127.0.0.1', port: address.port },
    fingerprint: `SHA256:${digest.replace(/=+$/, '')}`,
    attempts,
    files,
    terminals,
    stall() {
      for (const socket of sockets) {
        socket.pause()
        socket.removeAllListeners('data')
      }
    },
    drop() {
      for (const socket of sockets) socket.destroy()
    },
    connections: () => sockets.size,
    asked: () => asked,
    async dispose() {
      for (const socket of sockets) socket.destroy()
      front.close()
      await once(front, 'close')
    },
  }
}

function passwordRight(attempt: AuthContext): void {
  if (attempt.method === 'password' && attempt.password === 'right') attempt.accept()
  else attempt.reject(['password'])
}

function serveSession(
  session: Session,
  behaviour: HostBehaviour,
  files: Map<string, Stored>,
  terminals: number[],
): void {
  session.on('pty', (accept, _reject, { cols }) => {
    terminals.push(cols)
    accept()
  })
  session.on('exec', (accept, _reject, { command }) => {
    const channel = accept()
    const run = behaviour.run ?? echo
    run(command, channel)
  })
  session.on('signal', (accept) => accept?.())
  session.on('sftp', (accept, reject) => {
    if (behaviour.sftp === false) reject()
    else sftpOnto(accept(), files, behaviour)
  })
}

function echo(command: string, channel: ServerChannel): void {
  const chunks: Buffer[] = []
  channel.on('data', (chunk: Buffer) => chunks.push(chunk))
  channel.once('end', () => {
    channel.write(`${command}\n`)
    channel.stderr.write(Buffer.concat(chunks))
    channel.exit(0)
    channel.end()
  })
}
