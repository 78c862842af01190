import { expect, test } from 'vitest'
import { example, problem, runCli } from '../test/run-cli.ts'

const status = example('getMoltbotStatus.200')
const frames = [
  `id: a-1\nevent: status\ndata: ${JSON.stringify(status)}\n\n`,
  'event: gap\ndata: {"lost":3}\n\n',
  'id: a-2\nevent: pairing\ndata: {"pending":1}\n\n',
].join('')

/** The stream ends, and then the agent refuses, which ends the following. */
const api = { 'GET /events': [{ text: frames }, problem('session_revoked', 401, 'Pair again.')] }
const immediately = {
  timers: {
    after: (milliseconds: number, task: () => void) => {
      if (milliseconds < 1000) setImmediate(task)
      return { cancel: () => undefined }
    },
    random: () => 0,
  },
}

test('each change is a line', async () => {
  const { stdout, stderr, code } = await runCli(['events', 'follow'], { api, surroundings: immediately })
  expect(stdout).toBe(`02:07:00  status      MoltBot is working. It answers in 6 ms.
02:07:00  gap         3 events did not arrive.
02:07:00  pairing     1 waiting: moltbot-ops pair list
`)
  expect(stderr).toContain('Trying again in 1 s.')
  expect(stderr).toContain('The events could not be followed.\nPair again.')
  expect(code).toBe(3)
})

test('a status that differs in a number only is no line for people, and one for scripts', async () => {
  const { gateway, ...rest } = example('getMoltbotStatus.200') as { gateway: object }
  const statuses = [
    { gateway, ...rest },
    { ...rest, gateway: { ...gateway, latency_ms: 9 } },
    { ...rest, gateway, running: false, state: 'stopped', reasons: [] },
    { gateway, ...rest },
  ]
  const text = statuses.map((data, at) => `id: a-${at}\nevent: status\ndata: ${JSON.stringify(data)}\n\n`).join('')
  const replies = () => ({ 'GET /events': [{ text }, problem('session_revoked', 401, 'Pair again.')] })
  const forPeople = await runCli(['events', 'follow'], { api: replies(), surroundings: immediately })
  expect(forPeople.stdout.match(/MoltBot is \w+/g)).toEqual([
    'MoltBot is working',
    'MoltBot is stopped',
    'MoltBot is working',
  ])
  const forScripts = await runCli(['events', 'follow', '--json'], { api: replies(), surroundings: immediately })
  expect(forScripts.stdout.trimEnd().split('\n')).toHaveLength(4)
})

test('with --json each line is an object', async () => {
  const { stdout } = await runCli(['events', 'follow', '--json'], {
    api: { ...api, 'GET /events': [{ text: frames }, problem('session_revoked', 401, 'Pair again.')] },
    surroundings: immediately,
  })
  const lines = stdout.trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { id: 'a-1', event: 'status', data: status },
    { event: 'gap', data: { missed: 3, reason: 'lost' } },
    { id: 'a-2', event: 'pairing', data: { pending: 1 } },
  ])
})

test('an agent that is not there is said at once', async () => {
  const fetch = () => Promise.reject(new TypeError('fetch failed'))
  expect(await runCli(['events', 'follow'], { surroundings: { fetch } })).toMatchObject({ code: 4, stdout: '' })
})

test('being told to stop is success', async () => {
  const stopped = { ...immediately, untilStopped: () => AbortSignal.abort() }
  const health = { 'GET /health': { json: { status: 'ok', time: '2026-11-23T02:07:00Z' } } }
  expect(await runCli(['events', 'follow'], { api: health, surroundings: stopped })).toMatchObject({ code: 0 })
})
