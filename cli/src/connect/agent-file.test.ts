import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { isSocketOf, parseAgentFile, readAgentFile } from './agent-file.ts'

const uid = process.getuid?.() ?? null

/** A state directory with a listening socket, as a running agent leaves it. */
async function stateDir(change: object = {}) {
  const dir = await mkdtemp(join(tmpdir(), 'moltbot-ops-test-'))
  const socket = join(dir, 'agent.sock')
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  onTestFinished(async () => {
    await new Promise((resolve) => server.close(resolve))
    await rm(dir, { recursive: true })
  })
  const content = { ...agent, socket, ...change }
  await writeFile(join(dir, 'agent.json'), JSON.stringify(content), { mode: 0o600 })
  return { dir, socket, file: join(dir, 'agent.json') }
}

const agent = {
  pid: 4711,
  address: 'http://127.0.0.1:7337',
  socket: '/tmp/agent.sock',
  agent_id: 'ag_1',
  version: '0.2.0',
  started_at: '2026-11-23T02:07:00Z',
}

test('a running agent is found', async () => {
  const { dir, socket } = await stateDir()
  expect(await readAgentFile(dir, uid)).toEqual({
    pid: 4711,
    address: 'http://127.0.0.1:7337',
    socket,
    agentId: 'ag_1',
    version: '0.2.0',
    startedAt: '2026-11-23T02:07:00Z',
  })
})

test('where nothing was left there is no agent', async () => {
  expect(await readAgentFile('/nonexistent', uid)).toBeNull()
})

test('a file that others may write is not believed', async () => {
  const { dir, file } = await stateDir()
  await chmod(file, 0o620)
  await expect(readAgentFile(dir, uid)).rejects.toThrow('can be written by others')
})

test('a file of another user is not believed, except by root', async () => {
  const { dir } = await stateDir()
  const owner = uid ?? 0
  if (owner !== 0) await expect(readAgentFile(dir, owner + 1)).rejects.toThrow('belongs to another user')
  expect(await readAgentFile(dir, 0)).toMatchObject({ pid: 4711 })
})

test('a symbolic link is not followed', async () => {
  const { dir, file } = await stateDir()
  const elsewhere = join(dir, 'other')
  await mkdir(elsewhere)
  await symlink(file, join(elsewhere, 'agent.json'))
  await expect(readAgentFile(elsewhere, uid)).rejects.toMatchObject({ exitCode: 4 })
})

test('a socket that is gone means that the agent has stopped', async () => {
  const { dir } = await stateDir({ socket: '/nonexistent/agent.sock' })
  await expect(readAgentFile(dir, uid)).rejects.toThrow('it has stopped')
})

test('a file in place of the socket is not spoken to', async () => {
  const { dir, file } = await stateDir()
  await writeFile(file, JSON.stringify({ ...agent, socket: file }))
  await expect(readAgentFile(dir, uid)).rejects.toThrow("is not the agent's socket")
})

test('a socket of another user is not the agent', () => {
  const socket = (uid: number) => ({ isSocket: () => true, uid })
  expect(isSocketOf(socket(1000), { uid: 1000 })).toBe(true)
  expect(isSocketOf(socket(1001), { uid: 1000 })).toBe(false)
  expect(isSocketOf({ ...socket(1000), isSocket: () => false }, { uid: 1000 })).toBe(false)
})

test('a file that is too large is not read', async () => {
  const { dir, file } = await stateDir()
  await writeFile(file, ' '.repeat(20_000))
  await expect(readAgentFile(dir, uid)).rejects.toThrow("is not an agent's file")
})

test.each([
  ['', 'nothing'],
  ['{"pid": 47', 'half a file'],
  ['null', 'null'],
  [JSON.stringify({ ...agent, pid: '4711' }), 'a pid that is text'],
  [JSON.stringify({ ...agent, address: 'http://evil.example:80' }), 'an address elsewhere'],
  [JSON.stringify({ ...agent, address: 'http://127.0.0.1:80@evil.example:1' }), 'an address that only looks local'],
  [JSON.stringify({ ...agent, socket: 'agent.sock' }), 'a relative socket'],
  [JSON.stringify({ ...agent, agent_id: undefined }), 'no agent id'],
])('%j (%s) is not an agent', (text) => {
  expect(parseAgentFile(text)).toBeNull()
})
