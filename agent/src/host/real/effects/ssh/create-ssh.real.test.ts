import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endGroup, endGroupAtExit } from '../../../../../../tools/real/processes.ts'
import { type Sshd, sshdObstacle, startSshd } from '../../../../../../tools/real/sshd.ts'
import { createRealClock } from '../../../../core/clock.real.ts'
import type { SshCredential } from '../../../effects.ts'
import { createSsh } from './create-ssh.ts'

const onSshd = test.skipIf(sshdObstacle() !== undefined)
const soon = { timeoutMs: 20_000 }
const ssh = createSsh({ clock: createRealClock(), agentSocket: null })
let sshd: Sshd

beforeAll(async () => {
  if (sshdObstacle() === undefined) sshd = await startSshd()
})
afterAll(() => sshd?.dispose())

const connect = (credential: SshCredential, fingerprint = sshd.fingerprint) =>
  ssh.connect(sshd, credential, { fingerprint, ...soon })
const byPassword = (password = sshd.user.password): SshCredential => ({
  type: 'password',
  username: sshd.user.name,
  password,
})
const byKey = (privateKeyPem: string, passphrase: string | null): SshCredential => ({
  type: 'key',
  username: sshd.user.name,
  privateKeyPem,
  passphrase,
})

onSshd('the host key is the one that ssh-keygen prints', async () => {
  expect(await ssh.hostKey(sshd, soon)).toEqual({ type: 'ssh-ed25519', fingerprint: sshd.fingerprint })
})

onSshd('a password, a key and a locked key let us in', async () => {
  const ways = [byPassword(), byKey(sshd.privateKey, null), byKey(sshd.lockedPrivateKey, sshd.passphrase)]
  for (const credential of ways) {
    const session = await connect(credential)
    expect(await session.run('id -un', soon)).toMatchObject({ code: 0, stdout: `${sshd.user.name}\n` })
    session.close()
    expect(await session.ended).toBeNull()
  }
})

onSshd('a key in the SSH agent of the operator lets us in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'agent-'))
  const agentSocket = join(folder, 'socket')
  const agent = spawn('ssh-agent', ['-D', '-a', agentSocket], { stdio: 'ignore', detached: true })
  if (agent.pid === undefined) throw new Error('ssh-agent could not be started')
  endGroupAtExit(agent.pid)
  try {
    await expect.poll(() => existsSync(agentSocket)).toBe(true)
    writeFileSync(join(folder, 'key'), sshd.privateKey, { mode: 0o600 })
    const add = spawn('ssh-add', ['-q', join(folder, 'key')], { env: { ...process.env, SSH_AUTH_SOCK: agentSocket } })
    expect((await once(add, 'exit'))[0]).toBe(0)
    const withAgent = createSsh({ clock: createRealClock(), agentSocket })
    const credential = { type: 'agent', username: sshd.user.name } as const
    const session = await withAgent.connect(sshd, credential, { fingerprint: sshd.fingerprint, ...soon })
    const { stdout } = await session.run('echo "agent:$SSH_AUTH_SOCK"', soon)
    expect(stdout).toBe('agent:\n')
    session.close()
  } finally {
    endGroup(agent.pid)
    rmSync(folder, { recursive: true })
  }
})

onSshd('a wrong password, an unknown user and an unknown key are refused in words', async () => {
  await expect(connect(byPassword('guess'))).rejects.toMatchObject({ reason: 'denied' })
  await expect(connect({ ...byPassword(), username: 'nobody-at-all' })).rejects.toMatchObject({ reason: 'denied' })
  const other = await startSshd()
  try {
    await expect(connect(byKey(other.privateKey, null))).rejects.toThrow('does not accept this key')
  } finally {
    await other.dispose()
  }
})

onSshd('a file arrives whole, with its mode, and replaces an older one in one step', async () => {
  const session = await connect(byPassword())
  const bytes = Buffer.alloc(9_000_001, 'moltbot')
  const path = join(sshd.user.home, 'archive')
  async function* halves() {
    yield bytes.subarray(0, 5_000_000)
    yield bytes.subarray(5_000_000)
  }
  const shares: number[] = []
  for (let time = 0; time < 2; time++) {
    await session.upload(halves(), path, {
      ...soon,
      mode: 0o640,
      size: bytes.length,
      onProgress: (n) => shares.push(n),
    })
  }
  expect(readFileSync(path).equals(bytes)).toBe(true)
  expect(statSync(path).mode & 0o777).toBe(0o640)
  expect(readdirSync(sshd.user.home).filter((name) => name.startsWith('archive'))).toEqual(['archive'])
  expect(shares.at(-1)).toBe(bytes.length)
  const { stdout } = await session.run(`sha256sum ${path}`, soon)
  expect(stdout.slice(0, 64)).toBe(createHash('sha256').update(bytes).digest('hex'))
  session.close()
})

onSshd('a file cannot be put where the user may not write', async () => {
  const session = await connect(byPassword())
  async function* little() {
    yield Buffer.from('x')
  }
  const upload = session.upload(little(), '/etc/moltbot-ops-test', { ...soon, mode: 0o600, size: 1 })
  await expect(upload).rejects.toMatchObject({ reason: 'denied' })
  session.close()
})

onSshd('a script on standard input, a flood and a time limit', async () => {
  const session = await connect(byPassword())
  expect(await session.run('sh -s', { ...soon, stdin: 'echo "$0"; exit 7' })).toMatchObject({ code: 7, stdout: 'sh\n' })
  const flood = await session.run('yes | head -c 30000000', { ...soon, maxOutputBytes: 1000 })
  expect(flood).toMatchObject({ code: 0, stdout: 'y\n'.repeat(500) })
  await expect(session.run('sleep 60', { timeoutMs: 500 })).rejects.toMatchObject({ reason: 'timeout' })
  expect(await session.run('kill -9 $$', soon)).toMatchObject({ code: null, signal: 'SIGKILL' })
  session.close()
})

onSshd('a connection without traffic stays', async () => {
  const session = await connect(byPassword())
  await pause(20_000)
  expect(await session.run('echo still here', soon)).toMatchObject({ stdout: 'still here\n' })
  session.close()
})

onSshd('a host whose key was changed gets no credential', async () => {
  const before = sshd.fingerprint
  const after = await sshd.changeHostKey()
  await expect(connect(byPassword(), before)).rejects.toMatchObject({ reason: 'unsafe' })
  await expect(connect(byPassword(), before)).rejects.toThrow(after)
  const session = await connect(byPassword(), after)
  session.close()
})
