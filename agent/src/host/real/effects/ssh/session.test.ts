import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFakeClock, type FakeClock } from '../../../../core/clock.fake.ts'
import type { SshSession } from '../../../effects.ts'
import { createSsh } from './create-ssh.ts'
import { type HostBehaviour, type SshHost, startSshHost } from './test/ssh-host.ts'

const soon = { timeoutMs: 60_000 }
let clock: FakeClock
let host: SshHost
let session: SshSession

beforeEach(() => {
  clock = createFakeClock()
})
afterEach(async () => {
  session.close()
  await host.dispose()
})

async function open(behaviour: HostBehaviour = {}, keepalive = { everyMs: 4000, deadAfterMs: 12_000 }) {
  host = await startSshHost(behaviour)
  const ssh = createSsh({ clock, agentSocket: null, keepalive })
  const { target, fingerprint } = host
  session = await ssh.connect(target, { type: 'password', username: 'op', password: 'right' }, { fingerprint, ...soon })
}

async function* pieces(count: number, size: number, byte = 7): AsyncGenerator<Uint8Array> {
  for (let piece = 0; piece < count; piece++) yield new Uint8Array(size).fill(byte)
}

test('a command that fails tells its code, one that was killed its signal', async () => {
  await open({
    run(command, channel) {
      if (command === 'fail') channel.exit(3)
      else channel.exit('KILL')
      channel.end()
    },
  })
  expect(await session.run('fail', soon)).toMatchObject({ code: 3, signal: null })
  expect(await session.run('die', soon)).toMatchObject({ code: null, signal: 'SIGKILL' })
})

test('lines are told as they come, whole, and overlong ones cut', async () => {
  await open({
    run(_command, channel) {
      channel.write('one\r\ntw')
      channel.write(`o\n${'x'.repeat(50_000)}\n`)
      channel.stderr.write('last')
      channel.exit(0)
      channel.end()
    },
  })
  const lines: string[] = []
  await session.run('x', { ...soon, onLine: (stream, line) => lines.push(`${stream} ${line}`) })
  expect(lines.map((line) => line.slice(0, 20)).sort()).toEqual([
    'stderr last',
    'stdout one',
    'stdout two',
    `stdout ${'x'.repeat(13)}`,
  ])
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(5000)
})

test('a terminal is asked for only where it is wanted', async () => {
  await open()
  await session.run('x', soon)
  expect(host.terminals).toEqual([])
  await session.run('x', { ...soon, terminal: true })
  expect(host.terminals).toEqual([500])
})

test('of a flood of output the end is kept', async () => {
  await open({
    run(_command, channel) {
      for (let block = 0; block < 200; block++) channel.write(Buffer.alloc(64 * 1024, 120))
      channel.exit(0)
      channel.end('the end')
    },
  })
  const { stdout, code } = await session.run('flood', { ...soon, maxOutputBytes: 1000 })
  expect(code).toBe(0)
  expect(stdout).toHaveLength(1000)
  expect(stdout.endsWith('xthe end')).toBe(true)
})

test('a command that takes too long is given up and its channel closed', async () => {
  const started = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  await open({
    run(_command, channel) {
      channel.once('close', () => closed.resolve())
      channel.resume()
      started.resolve()
    },
  })
  const running = session.run('sleep', { timeoutMs: 3000 })
  await started.promise
  const givenUp = expect(running).rejects.toMatchObject({ reason: 'timeout' })
  await clock.advanceAsync(3000)
  await givenUp
  await closed.promise
})

test('a command can be cancelled, and the connection goes on', async () => {
  const started = Promise.withResolvers<void>()
  await open({
    run(command, channel) {
      channel.resume()
      if (command === 'sleep') return started.resolve()
      channel.exit(0)
      channel.end()
    },
  })
  const cancel = new AbortController()
  const running = session.run('sleep', { ...soon, signal: cancel.signal })
  await started.promise
  cancel.abort()
  await expect(running).rejects.toThrow('was cancelled')
  expect(await session.run('true', soon)).toMatchObject({ code: 0 })
})

test('a host that closes in the middle of a command is said to be lost', async () => {
  await open({ run: () => host.drop() })
  await expect(session.run('x', soon)).rejects.toThrow(/^The connection to 127\.0\.0\.1:\d+ was lost\.$/)
  expect(await session.ended).toMatch('was lost')
  await expect(session.run('y', soon)).rejects.toThrow('was lost')
})

test('a connection on which nothing arrives any more is given up within 15 seconds', async () => {
  const started = Promise.withResolvers<void>()
  await open({ run: () => started.resolve() })
  const running = session.run('x', soon)
  await started.promise
  host.stall()
  const givenUp = expect(running).rejects.toThrow('nothing came from it any more')
  await clock.advanceAsync(15_000)
  await givenUp
  expect(await session.ended).toMatch('nothing came from it any more')
})

test('a quiet connection is kept: the host is asked for signs of life', async () => {
  await open({}, { everyMs: 20, deadAfterMs: 2000 })
  const ends: (string | null)[] = []
  void session.ended.then((why) => ends.push(why))
  for (let second = 0; second < 8; second++) {
    const answered = host.asked()
    await expect.poll(host.asked, { interval: 5 }).toBeGreaterThan(answered)
    await clock.advanceAsync(1000)
  }
  expect(ends).toEqual([])
})

test('a file is uploaded whole, under its name and mode, and replaces an older one', async () => {
  await open()
  host.files.set('/tmp/archive', { bytes: Buffer.from('old'), mode: 0o644 })
  const sent: number[] = []
  const size = 20 * 50_000
  await session.upload(pieces(20, 50_000), '/tmp/archive', {
    ...soon,
    mode: 0o600,
    size,
    onProgress: (n) => sent.push(n),
  })
  expect([...host.files.keys()]).toEqual(['/tmp/archive'])
  expect(host.files.get('/tmp/archive')).toMatchObject({ mode: 0o600, bytes: Buffer.alloc(size, 7) })
  expect(sent.at(-1)).toBe(size)
})

test.each([
  ['shorter', 999, /has 1000 bytes of the file instead of 999|more to upload/],
  ['longer', 1001, /has 1000 bytes of the file instead of 1001/],
])('a file %s than announced is not put in place', async (_, size, message) => {
  await open()
  await expect(session.upload(pieces(1, 1000), '/tmp/archive', { ...soon, mode: 0o600, size })).rejects.toThrow(message)
  await expect.poll(() => host.files.size).toBe(0)
})

test('a full disk leaves neither the file nor a part of it', async () => {
  await open({ onWrite: (sofar) => sofar < 300_000 })
  const uploading = session.upload(pieces(40, 50_000), '/tmp/archive', { ...soon, mode: 0o600, size: 2_000_000 })
  await expect(uploading).rejects.toThrow('The host could not write the file. Its disk may be full.')
  await expect.poll(() => host.files.size).toBe(0)
})

test('a folder that may not be written is said so', async () => {
  await open()
  const uploading = session.upload(pieces(1, 10), '/forbidden/archive', { ...soon, mode: 0o600, size: 10 })
  await expect(uploading).rejects.toMatchObject({ reason: 'denied', message: /permission denied/ })
})

test('a host without file transfer is said so', async () => {
  await open({ sftp: false })
  const uploading = session.upload(pieces(1, 10), '/tmp/archive', { ...soon, mode: 0o600, size: 10 })
  await expect(uploading).rejects.toThrow('offers no file transfer')
})

test('a connection that dies in the middle of an upload is said to be lost', async () => {
  await open({
    onWrite(sofar) {
      if (sofar > 300_000) host.drop()
      return true
    },
  })
  const uploading = session.upload(pieces(40, 50_000), '/tmp/archive', { ...soon, mode: 0o600, size: 2_000_000 })
  await expect(uploading).rejects.toThrow('was lost')
  expect([...host.files.keys()].some((path) => path === '/tmp/archive')).toBe(false)
})

test('an upload can be cancelled and leaves nothing', async () => {
  const cancel = new AbortController()
  await open({
    onWrite(sofar) {
      if (sofar > 300_000) cancel.abort()
      return true
    },
  })
  const options = { ...soon, mode: 0o600, size: 2_000_000, signal: cancel.signal }
  await expect(session.upload(pieces(40, 50_000), '/tmp/archive', options)).rejects.toThrow('was cancelled')
  await expect.poll(() => host.files.size).toBe(0)
})
