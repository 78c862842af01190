import { expect, test } from 'vitest'
import { example, problem, runCli } from '../test/run-cli.ts'

const tail = example('tailLogs.200')
const lines = [
  '2026-11-23T02:06:59.120Z info  gateway: ready',
  '2026-11-23T02:07:03.480Z warn  channels/telegram: login failed for bot [redacted:telegram-token#a1]',
]

test('the newest lines, and the answer of the agent for scripts', async () => {
  const query = 'source=file&source=docker&level=info&lines=20'
  const api = { [`GET /logs/tail?${query}`]: { json: tail }, 'GET /logs/tail?lines=200': { json: tail } }
  const narrowed = ['logs', 'tail', '-n', '20', '--level', 'info', '--source', 'file', '--source', 'docker']
  const { stdout, code } = await runCli(narrowed, { api })
  expect({ stdout, code }).toEqual({ stdout: `${lines.join('\n')}\n`, code: 0 })
  expect(JSON.parse((await runCli(['logs', 'tail', '--json'], { api })).stdout)).toEqual(tail)
  expect((await runCli(['logs', 'tail', '--level', 'loud'], { api })).code).toBe(2)
})

test('what is written acts on no terminal', async () => {
  const [first] = tail.entries as object[]
  const entries = [{ ...first, message: 'calm\u001b[2J\r\nmoltbot-ops: all is well' }]
  const { stdout } = await runCli(['logs', 'tail'], {
    api: { 'GET /logs/tail?lines=200': { json: { ...tail, entries } } },
  })
  expect(stdout).toBe('2026-11-23T02:06:59.120Z info  gateway: calm\uFFFD[2J moltbot-ops: all is well\n')
})

test('following goes on after the last line, and says what is missing', async () => {
  const line = { ...(tail.entries as object[])[0], cursor: 'f.3', message: 'later' }
  const gap = 'event: gap\ndata: {"lost":4,"reason":"slow_client","message":"The client was too slow."}\n\n'
  const text = `${gap}id: f.3\nevent: line\ndata: ${JSON.stringify(line)}\n\n`
  const api = {
    'GET /logs/tail?lines=200': { json: tail },
    'GET /logs/stream': [{ text }, problem('session_revoked', 401, 'Pair again.')],
  }
  const timers = {
    after: (milliseconds: number, task: () => void) => {
      if (milliseconds < 1000) setImmediate(task)
      return { cancel: () => undefined }
    },
    random: () => 0,
  }
  const { stdout, stderr, code } = await runCli(['logs', 'tail', '-f'], { api, surroundings: { timers } })
  expect(stdout.split('\n')).toEqual([
    ...lines,
    '-- 4 lines are missing here. The client was too slow.',
    '2026-11-23T02:06:59.120Z info  gateway: later',
    '',
  ])
  expect(stderr).toContain('The log could not be read.\nPair again.')
  expect(code).toBe(3)
})

test('a search prints the newest line last, and says when there may be more', async () => {
  const items = (tail.entries as object[]).toReversed()
  const found = { ...example('searchLogs.200'), items, next_cursor: 'f.1' }
  const { stdout, stderr } = await runCli(['logs', 'search', 'bot'], {
    api: { 'GET /logs/search?q=bot&limit=50': { json: found } },
  })
  expect(stdout).toBe(`${lines.join('\n')}\n`)
  expect(stderr).toContain('There may be more, further back.')
})

test('a source that cannot be read says why', async () => {
  const { stdout } = await runCli(['logs', 'sources'], {
    api: { 'GET /logs/sources': { json: example('listLogSources.200') } },
  })
  expect(stdout).toMatch(/^ID +TITLE +SIZE {2}STATE\nfile +MoltBot’s log file +8\.4 MB {2}can be read\n/)
  expect(stdout).toContain('Add its user to the group systemd-journal.')
})
