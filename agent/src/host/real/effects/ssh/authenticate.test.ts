import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ssh2, { type AuthContext, type ParsedKey } from 'ssh2'
import { afterEach, expect, test } from 'vitest'
import { createFakeClock } from '../../../../core/clock.fake.ts'
import { createSsh } from './create-ssh.ts'
import { type SshHost, startSshHost } from './test/ssh-host.ts'

const soon = { timeoutMs: 10_000 }
const pair = ssh2.utils.generateKeyPairSync('ed25519')
const folder = mkdtempSync(join(tmpdir(), 'ssh-agent-'))
const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

function parsed(text: string): ParsedKey {
  const key = ssh2.utils.parseKey(text)
  if (key instanceof Error) throw key
  return key
}

/** A host that lets in whoever signs with this key. */
async function hostFor(publicKey: string): Promise<SshHost> {
  const allowed = parsed(publicKey)
  const host = await startSshHost({
    authenticate(attempt: AuthContext) {
      if (attempt.method !== 'publickey') return attempt.reject(['publickey', 'password'])
      if (!attempt.key.data.equals(allowed.getPublicSSH())) return attempt.reject(['publickey', 'password'])
      const { signature, blob } = attempt
      if (signature === undefined || blob === undefined) return attempt.accept()
      if (allowed.verify(blob, signature, attempt.hashAlgo) === true) attempt.accept()
      else attempt.reject(['publickey', 'password'])
    },
  })
  ends.push(host.dispose)
  return host
}

/** An SSH agent of an operator, with one key. */
async function agentWith(key: ParsedKey): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'ssh-agent-')), 'socket')
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    const protocol = new ssh2.AgentProtocol(false)
    protocol.on('identities', (request) => protocol.getIdentitiesReply(request, [key]))
    protocol.on('sign', (request, _key, data) => protocol.signReply(request, key.sign(data)))
    socket.on('error', () => undefined)
    socket.pipe(protocol).pipe(socket)
  })
  server.listen(path)
  await once(server, 'listening')
  ends.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
    rmSync(join(path, '..'), { recursive: true })
  })
  return path
}

test('a key is let in by the host that knows it', async () => {
  const { target, fingerprint, attempts } = await hostFor(pair.public)
  const ssh = createSsh({ clock: createFakeClock(), agentSocket: null })
  const credential = { type: 'key', username: 'op', privateKeyPem: pair.private, passphrase: null } as const
  const session = await ssh.connect(target, credential, { fingerprint, ...soon })
  expect(attempts).toEqual(['none', 'publickey', 'publickey'])
  session.close()
})

test('a key that the host does not know is said so', async () => {
  const { target, fingerprint } = await hostFor(ssh2.utils.generateKeyPairSync('ed25519').public)
  const ssh = createSsh({ clock: createFakeClock(), agentSocket: null })
  const credential = { type: 'key', username: 'op', privateKeyPem: pair.private, passphrase: null } as const
  await expect(ssh.connect(target, credential, { fingerprint, ...soon })).rejects.toMatchObject({
    reason: 'denied',
    message: 'The host does not accept this key for this user name.',
  })
})

test('a key that cannot be read is refused before the host is asked', async () => {
  const { target, fingerprint, asked } = await hostFor(pair.public)
  const ssh = createSsh({ clock: createFakeClock(), agentSocket: null })
  const credential = { type: 'key', username: 'op', privateKeyPem: 'nothing', passphrase: null } as const
  await expect(ssh.connect(target, credential, { fingerprint, ...soon })).rejects.toMatchObject({ reason: 'denied' })
  expect(asked()).toBe(0)
})

test('the SSH agent of the operator signs', async () => {
  const { target, fingerprint } = await hostFor(pair.public)
  const ssh = createSsh({ clock: createFakeClock(), agentSocket: await agentWith(parsed(pair.private)) })
  const session = await ssh.connect(target, { type: 'agent', username: 'op' }, { fingerprint, ...soon })
  expect(await session.run('whoami', soon)).toMatchObject({ code: 0 })
  session.close()
})

test('an SSH agent without the right key is said so', async () => {
  const { target, fingerprint } = await hostFor(ssh2.utils.generateKeyPairSync('ed25519').public)
  const ssh = createSsh({ clock: createFakeClock(), agentSocket: await agentWith(parsed(pair.private)) })
  await expect(ssh.connect(target, { type: 'agent', username: 'op' }, { fingerprint, ...soon })).rejects.toThrow(
    'accepts no key of the SSH agent',
  )
})

test('an SSH agent that is gone is said so', async () => {
  const { target, fingerprint } = await hostFor(pair.public)
  const ssh = createSsh({ clock: createFakeClock(), agentSocket: join(folder, 'gone') })
  await expect(ssh.connect(target, { type: 'agent', username: 'op' }, { fingerprint, ...soon })).rejects.toMatchObject({
    reason: 'denied',
    message: 'The SSH agent of this machine does not answer.',
  })
})
