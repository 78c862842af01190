import { expect, test } from 'vitest'
import type { SshCredential, SshSession } from '../../../effects.ts'
import { type OpenMachine, openMachine } from '../../test/open-machine.ts'

const garage = { host: 'garage.example', port: 22 }
const attic = { host: 'attic.example', port: 22 }
const timeoutMs = 10_000
const login = (username: string, password = 'simulated'): SshCredential => ({ type: 'password', username, password })

async function connect({ effects, settle }: OpenMachine, credential = login('op')): Promise<SshSession> {
  const { fingerprint } = await settle(effects.ssh.hostKey(garage, { timeoutMs }))
  return settle(effects.ssh.connect(garage, credential, { fingerprint, timeoutMs }))
}

async function* content(bytes: number) {
  yield new Uint8Array(bytes)
}

test('a host shows the same key each time, in the form of ssh-keygen', async () => {
  const { effects } = openMachine('not-installed')
  const key = await effects.ssh.hostKey(garage, { timeoutMs })
  expect(key).toEqual({ type: 'ssh-ed25519', fingerprint: expect.stringMatching(/^SHA256:[A-Za-z0-9+/]{43}$/) })
  expect(await effects.ssh.hostKey({ ...garage, host: '192.0.2.10' }, { timeoutMs })).toEqual(key)
})

test('a host whose key has changed is not logged in to', async () => {
  const { effects } = openMachine('not-installed')
  const { fingerprint } = await effects.ssh.hostKey(attic, { timeoutMs })
  const connecting = effects.ssh.connect(attic, login('op'), { fingerprint, timeoutMs })
  await expect(connecting).rejects.toMatchObject({
    reason: 'unsafe',
    message: expect.stringContaining('another host key'),
  })
})

test.each([
  ['a wrong password', login('op', 'guessed')],
  ['an unknown user', login('nobody')],
  ['what is no key', { type: 'key', username: 'op', privateKeyPem: 'ssh-rsa AAAA', passphrase: null }],
  ['an agent without keys', { type: 'agent', username: 'op' }],
] as const)('%s is refused', async (_what, credential) => {
  const machine = openMachine('not-installed')
  await expect(connect(machine, credential)).rejects.toMatchObject({ reason: 'denied' })
  expect(machine.effects.record()).toEqual([])
})

test('a host that is not there and a port without a server are told apart', async () => {
  const { effects } = openMachine('not-installed')
  await expect(effects.ssh.hostKey({ host: 'cellar.example', port: 22 }, { timeoutMs })).rejects.toThrow(/no address/)
  await expect(effects.ssh.hostKey({ ...garage, port: 2222 }, { timeoutMs })).rejects.toThrow(/refuses connections/)
})

test('looking changes nothing and leaves no record', async () => {
  const machine = openMachine('not-installed')
  const session = await connect(machine)
  const { stdout, code } = await session.run('exec sh -s', {
    stdin: 'say system "$(uname -s)"\nsay end 1\n',
    timeoutMs,
  })
  expect(code).toBe(0)
  expect(stdout).toContain('os=Debian GNU/Linux 12 (bookworm)\n')
  expect(stdout).toContain('user=op\n')
  expect(machine.effects.record()).toEqual([])
  expect(machine.remains('garage.example')).toEqual([])
})

test('an upload and what is unpacked from it are there until they are taken away', async () => {
  const machine = openMachine('not-installed')
  const session = await connect(machine)
  const run = (stdin: string, command = 'exec sudo -n -H sh -s') =>
    machine.settle(session.run(command, { stdin, timeoutMs }))
  const staging = "staging='/home/op/.staging'\n"
  await run(`${staging}mkdir -m 700 -- "$staging"`, 'exec sh -s')
  const sent: number[] = []
  const options = { mode: 0o600, size: 4000, timeoutMs, onProgress: (bytes: number) => void sent.push(bytes) }
  await machine.settle(session.upload(content(4000), '/home/op/.staging/archive.tar.gz', options))
  expect(sent).toEqual([1000, 2000, 3000, 4000])
  await run(`set -eu\n${staging}folder=/opt/moltbot-ops/1\nversion=0.3.0\ntar -xzf "$staging/archive.tar.gz"`)
  expect(machine.remains('garage.example')).toEqual(['/opt/moltbot-ops/1'])
  await run('folder=/opt/moltbot-ops/1\nrm -rf -- "$folder"')
  expect(machine.remains('garage.example')).toEqual([])
  expect(machine.effects.record().map(({ kind, target, by }) => `${kind} ${target} by ${by}`)).toEqual([
    'ssh_run make a folder by op@garage.example',
    'ssh_upload /home/op/.staging/archive.tar.gz by op@garage.example',
    'ssh_run unpack by op@garage.example',
    'ssh_run remove files by op@garage.example',
  ])
})

test('who needs a password for sudo does nothing as root', async () => {
  const machine = openMachine('not-installed')
  const session = await connect(machine, login('casey'))
  const result = await session.run('exec sudo -n -H sh -s', { stdin: 'mkdir x', timeoutMs })
  expect(result).toMatchObject({ code: 1, stderr: 'sudo: a password is required\n' })
})

test('a dead link ends in time, a slow one answers late', async () => {
  const machine = openMachine('not-installed')
  const session = await connect(machine)
  machine.faults.link('dead')
  const asking = machine.settle(session.run('exec sh -s', { stdin: 'say end 1', timeoutMs }))
  await expect(asking).rejects.toMatchObject({ reason: 'timeout' })
  machine.faults.link('slow')
  const patient = { stdin: 'say end 1', timeoutMs: 40_000 }
  expect(await machine.settle(session.run('exec sh -s', patient))).toMatchObject({ code: 0 })
  const looking = machine.settle(machine.effects.ssh.hostKey(garage, { timeoutMs }))
  await expect(looking).rejects.toMatchObject({ reason: 'timeout' })
})

test('a connection that is cut says so, and stays cut', async () => {
  const machine = openMachine('not-installed')
  const session = await connect(machine)
  machine.faults.link('cut')
  await expect(session.run('exec sh -s', { stdin: 'say end 1', timeoutMs })).rejects.toMatchObject({ reason: 'failed' })
  expect(await session.ended).toBe('The connection to garage.example:22 was lost.')
  machine.faults.link('up')
  await expect(session.run('exec sh -s', { stdin: 'say end 1', timeoutMs })).rejects.toMatchObject({ reason: 'failed' })
  const fresh = await connect(machine)
  fresh.close()
  expect(await fresh.ended).toBeNull()
})
