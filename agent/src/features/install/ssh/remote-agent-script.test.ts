import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { remoteAgentScript } from './remote-agent-script.ts'
import { stateFolder } from './remote-layout.ts'

/** What an agent answers, by method and path; a list is answered one by one, the last one again and again. */
type Answers = Record<string, Answer | Answer[]>
type Answer = [status: number, body: object]

let folder: string
let server: Server | undefined
let asked: { call: string; body: unknown; token: string | undefined }[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'remote-agent-'))
  asked = []
})
afterEach(() => {
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** An agent on a socket of its own. */
async function agent(answers: Answers): Promise<void> {
  const left = new Map(Object.entries(answers).map(([call, list]) => [call, Array.isArray(list[0]) ? list : [list]]))
  server = createServer(async (request, response) => {
    const call = `${request.method} ${request.url}`
    const body = await text(request)
    const token = request.headers['x-confirmation-token']
    asked.push({ call, body: body === '' ? null : JSON.parse(body), token: token?.toString() })
    const list = left.get(call) ?? [[404, { code: 'not_found', message: 'There is no such thing.' }]]
    const [status, answer] = (list.length > 1 ? list.shift() : list[0]) as Answer
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  })
  const socket = join(folder, 'socket')
  server.listen(socket)
  await once(server, 'listening')
  writeFileSync(join(folder, 'agent.json'), JSON.stringify({ socket }))
}

async function run(task: object): Promise<{ told: Record<string, unknown>[]; code: number; errors: string }> {
  const child = spawn(process.execPath, ['-'], { env: { TASK: JSON.stringify(task) } })
  child.stdin.end(remoteAgentScript.replace(stateFolder, folder))
  const [printed, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  const told = printed
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
  return { told, code, errors }
}

const job = (more: object) => ({
  id: 'jb_1',
  kind: 'install_local',
  status: 'running',
  stage: 'program',
  progress: 0.5,
  ended_at: null,
  can_cancel: true,
  steps: [{ name: 'program', title: 'Install the program', message: '12 packages' }],
  error: null,
  undo: null,
  result: null,
  ...more,
})
const ended = { status: 'succeeded', ended_at: '2026-11-23T02:07:00Z', progress: 1 }
const install = { do: 'install', params: { method: 'npm', channel: 'stable' }, reason: 'A test.' }

const consented: Answers = {
  'POST /confirmations': [201, { id: 'cf_1', summary: 'Install OpenClaw.', typed_phrase: null }],
  'POST /confirmations/cf_1/approve': [200, { confirmation_token: 'moc_1' }],
  'POST /install/local': [202, { job_id: 'jb_1' }],
}

test('an installation is proposed, approved, carried out and followed to its end', async () => {
  const result = { version: '2026.9.6', port: 18789, nested: { not: 'told' } }
  await agent({
    ...consented,
    'GET /jobs/jb_1': [
      [200, job({})],
      [200, job({ ...ended, result })],
    ],
  })
  const { told, code } = await run(install)
  expect(code).toBe(0)
  expect(told).toEqual([
    { line: 'Install OpenClaw.' },
    { job: 'jb_1' },
    { message: 'Install the program: 12 packages', line: 'Install the program: 12 packages' },
    { progress: 0.5 },
    { end: { status: 'succeeded', code: 'succeeded', message: '', result: { version: '2026.9.6', port: '18789' } } },
  ])
  expect(asked.slice(0, 3)).toEqual([
    {
      call: 'POST /confirmations',
      body: { action: 'installLocal', params: install.params, reason: 'A test.' },
      token: undefined,
    },
    { call: 'POST /confirmations/cf_1/approve', body: {}, token: undefined },
    { call: 'POST /install/local', body: install.params, token: 'moc_1' },
  ])
})

test('a plan of high risk is approved by its name', async () => {
  const proposal: Answer = [201, { id: 'cf_1', summary: 'Install.', typed_phrase: 'garage' }]
  await agent({ ...consented, 'POST /confirmations': proposal, 'GET /jobs/jb_1': [200, job({ ...ended, result: {} })] })
  await run(install)
  expect(asked[1]).toMatchObject({ body: { typed_phrase: 'garage' } })
})

test('what the agent refuses is told in its words', async () => {
  const details = [{ path: '/checks/disk', message: 'Free 2 GB.' }]
  await agent({ 'POST /confirmations': [422, { code: 'install_blocked', message: 'No room.', details }] })
  const { told, code } = await run(install)
  expect(code).toBe(0)
  expect(told).toEqual([
    { end: { status: 'failed', code: 'install_blocked', message: 'No room. Free 2 GB.', result: {} } },
  ])
})

test('a job that fails there is told with its error', async () => {
  const error = { code: 'registry_unavailable', message: 'The registry does not answer.' }
  await agent({ ...consented, 'GET /jobs/jb_1': [200, job({ ...ended, status: 'failed', error })] })
  const { told } = await run(install)
  expect(told.at(-1)).toMatchObject({ end: { status: 'failed', code: 'registry_unavailable' } })
})

test('an installation that runs is stopped, and its end waited for', async () => {
  await agent({
    'GET /jobs?limit=20': [200, { items: [job({})] }],
    'POST /jobs/jb_1/cancel': [200, job({ status: 'cancelling' })],
    'GET /jobs/jb_1': [200, job({ ...ended, status: 'cancelled' })],
  })
  const { told } = await run({ do: 'cancel' })
  expect(told.at(-1)).toMatchObject({ end: { status: 'failed', code: 'cancelled' } })
})

test('an installation that had come to its end is told so', async () => {
  await agent({ 'GET /jobs?limit=20': [200, { items: [job({ ...ended, can_cancel: false, result: {} })] }] })
  const { told } = await run({ do: 'cancel' })
  expect(told).toMatchObject([{ end: { status: 'succeeded' } }])
})

test('where nothing was installed nothing is stopped', async () => {
  await agent({ 'GET /jobs?limit=20': [200, { items: [] }] })
  expect((await run({ do: 'cancel' })).told).toMatchObject([{ end: { status: 'none' } }])
})

test('without an agent it fails and says so', async () => {
  const { told, code, errors } = await run(install)
  expect({ told, code }).toEqual({ told: [], code: 1 })
  expect(errors).toContain('agent.json')
})
