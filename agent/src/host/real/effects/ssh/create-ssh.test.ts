import { once } from 'node:events'
import { createServer } from 'node:net'
import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../../../../core/clock.fake.ts'
import type { Ssh } from '../../../effects.ts'
import { createSsh } from './create-ssh.ts'
import { type HostBehaviour, newHostKey, type SshHost, startSshHost } from './test/ssh-host.ts'

const password = ['hunter', '2-of-the-test'].join('')
const right = { type: 'password', username: 'op', password: 'right' } as const
const wrong = { type: 'password', username: 'op', password } as const
let clock: FakeClock
let ssh: Ssh
const hosts: SshHost[] = []

beforeEach(() => {
  clock = createFakeClock()
  ssh = createSsh({ clock, agentSocket: null })
})
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.dispose()
})

async function host(behaviour: HostBehaviour = {}): Promise<SshHost> {
  const started = await startSshHost(behaviour)
  hosts.push(started)
  return started
}

const soon = { timeoutMs: 10_000 }

test('the host key is read without any attempt to authenticate', async () => {
  const { target, fingerprint, attempts, connections } = await host()
  expect(await ssh.hostKey(target, soon)).toEqual({ type: 'ssh-ed25519', fingerprint })
  await expect.poll(connections).toBe(0)
  expect(attempts).toEqual([])
})

test('a host with the confirmed key and the right password lets us in', async () => {
  const { target, fingerprint } = await host()
  const session = await ssh.connect(target, right, { fingerprint, ...soon })
  const result = await session.run('uname -a', { ...soon, stdin: 'words' })
  expect(result).toEqual({ code: 0, signal: null, stdout: 'uname -a\n', stderr: 'words' })
  session.close()
  expect(await session.ended).toBeNull()
  expect(clock.pending()).toBe(0)
})

test.each(['SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '', 'MD5:aa:bb'])(
  'a host that holds another key than %s is given no credential',
  async (fingerprint) => {
    const { target, attempts } = await host()
    const connecting = ssh.connect(target, right, { fingerprint, ...soon })
    await expect(connecting).rejects.toMatchObject({ name: 'HostError', reason: 'unsafe' })
    await expect(connecting).rejects.toThrow('shows another host key')
    expect(attempts).toEqual([])
  },
)

test('a host whose key was changed is given no credential', async () => {
  const before = await host()
  const after = await host()
  const connecting = ssh.connect(after.target, right, { fingerprint: before.fingerprint, ...soon })
  await expect(connecting).rejects.toThrow(after.fingerprint)
  expect(after.attempts).toEqual([])
})

test('a wrong password is tried once and said in plain words', async () => {
  const { target, fingerprint, attempts } = await host()
  const error = await ssh.connect(target, wrong, { fingerprint, ...soon }).catch((caught: unknown) => caught)
  expect(error).toMatchObject({
    reason: 'denied',
    message: 'The host does not accept this user name with this password.',
  })
  expect(attempts).toEqual(['none', 'password'])
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(password)
})

test('nothing that is printed of a session shows the password', async () => {
  const { target, fingerprint } = await host({ authenticate: (attempt) => attempt.accept() })
  const session = await ssh.connect(target, wrong, { fingerprint, ...soon })
  expect(inspect(session, { depth: 9, showHidden: true })).not.toContain(password)
  session.close()
})

test('a host that takes no password says what it takes', async () => {
  const { target, fingerprint, attempts } = await host({ authenticate: (attempt) => attempt.reject(['publickey']) })
  await expect(ssh.connect(target, right, { fingerprint, ...soon })).rejects.toThrow('it takes: publickey')
  expect(attempts).toEqual(['none'])
})

test('a host that asks for the password as a question gets it once', async () => {
  const answers: string[][] = []
  const { target, fingerprint } = await host({
    authenticate(attempt) {
      if (attempt.method !== 'keyboard-interactive') return attempt.reject(['keyboard-interactive'])
      attempt.prompt([{ prompt: 'Password: ', echo: false }], (given) => {
        answers.push(given)
        attempt.accept()
      })
    },
  })
  const session = await ssh.connect(target, right, { fingerprint, ...soon })
  expect(answers).toEqual([['right']])
  session.close()
})

test.each([
  [
    'two questions',
    [
      { prompt: 'Password: ', echo: false },
      { prompt: 'Code: ', echo: false },
    ],
  ],
  ['a question whose answer is shown', [{ prompt: 'Favourite colour: ', echo: true }]],
])('a host that asks %s gets no answer', async (_, prompts) => {
  const answers: string[][] = []
  const { target, fingerprint } = await host({
    authenticate(attempt) {
      if (attempt.method !== 'keyboard-interactive') return attempt.reject(['keyboard-interactive'])
      attempt.prompt(prompts, (given) => void answers.push(given))
    },
  })
  await expect(ssh.connect(target, right, { fingerprint, ...soon })).rejects.toThrow('second proof')
  expect(answers).toEqual([])
})

test('a second question after the password gets no answer', async () => {
  const answers: string[][] = []
  const { target, fingerprint } = await host({
    authenticate(attempt) {
      if (attempt.method !== 'keyboard-interactive') return attempt.reject(['keyboard-interactive'])
      attempt.prompt([{ prompt: 'Password: ', echo: false }], (first) => {
        answers.push(first)
        attempt.prompt([{ prompt: 'Code: ', echo: false }], (second) => void answers.push(second))
      })
    },
  })
  await expect(ssh.connect(target, right, { fingerprint, ...soon })).rejects.toThrow('second proof')
  expect(answers).toEqual([['right']])
})

test('a password that is only half of what the host wants is said so', async () => {
  const { target, fingerprint } = await host({
    authenticate: (attempt) => attempt.reject(['password'], attempt.method === 'password'),
  })
  await expect(ssh.connect(target, right, { fingerprint, ...soon })).rejects.toThrow('second proof')
})

test('a host that never speaks is given up in time', async () => {
  const silent = createServer()
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const port = (silent.address() as { port: number }).port
  const connected = once(silent, 'connection')
  const reading = ssh.hostKey({ host: '127.0.0.1', port }, { timeoutMs: 5000 })
  const [socket] = await connected
  clock.advance(5000)
  await expect(reading).rejects.toMatchObject({
    reason: 'timeout',
    message: `127.0.0.1:${port} did not answer in time.`,
  })
  socket.destroy()
  silent.close()
})

test('a host that stalls in the middle of authentication is given up in time', async () => {
  const tried = Promise.withResolvers<void>()
  const { target, fingerprint } = await host({ authenticate: () => tried.resolve() })
  const connecting = ssh.connect(target, right, { fingerprint, timeoutMs: 5000 })
  await tried.promise
  clock.advance(5000)
  await expect(connecting).rejects.toMatchObject({ reason: 'timeout' })
  expect(clock.pending()).toBe(0)
})

test('a connection attempt can be cancelled', async () => {
  const tried = Promise.withResolvers<void>()
  const { target, fingerprint, connections } = await host({ authenticate: () => tried.resolve() })
  const cancel = new AbortController()
  const connecting = ssh.connect(target, right, { fingerprint, ...soon, signal: cancel.signal })
  await tried.promise
  cancel.abort()
  await expect(connecting).rejects.toThrow('was cancelled')
  await expect.poll(connections).toBe(0)
})

test('a port where nobody listens is said in plain words', async () => {
  const gone = await startSshHost()
  await gone.dispose()
  const reading = ssh.hostKey(gone.target, soon)
  await expect(reading).rejects.toMatchObject({ reason: 'failed' })
  await expect(reading).rejects.toThrow('refuses connections: no SSH server listens there')
})

test.each([
  ['HTTP/1.1 400 Bad Request\r\n\r\n', 'does not speak SSH'],
  [`${'x'.repeat(100_000)}\r\n`, 'does not speak SSH'],
  ['SSH-1.5-old\r\n', 'does not speak SSH'],
])('a server that says %j is no SSH host', async (words, expected) => {
  const other = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.end(words)
  })
  other.listen(0, '127.0.0.1')
  await once(other, 'listening')
  const port = (other.address() as { port: number }).port
  await expect(ssh.hostKey({ host: '127.0.0.1', port }, soon)).rejects.toThrow(expected)
  other.close()
})

test('a host that shows a key which it does not hold is believed by nobody', async () => {
  const impostor = await host({ signsWith: newHostKey() })
  const { target, fingerprint, attempts } = impostor
  await expect(ssh.hostKey(target, soon)).rejects.toMatchObject({ reason: 'unsafe' })
  await expect(ssh.connect(target, right, { fingerprint, ...soon })).rejects.toThrow('could not prove')
  expect(attempts).toEqual([])
})

test('without an SSH agent its keys are not tried', async () => {
  const { target, fingerprint, attempts } = await host()
  const connecting = ssh.connect(target, { type: 'agent', username: 'op' }, { fingerprint, ...soon })
  await expect(connecting).rejects.toThrow('SSH_AUTH_SOCK')
  expect(attempts).toEqual([])
})
