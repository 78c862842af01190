import { describe, expect, test } from 'vitest'
import { bootsFromLog, failureOfStart } from './boots-from-log.ts'
import { explainFailure } from './explain-failure.ts'
import { logEvents } from './log-events.ts'

const line = (time: string, message: string) =>
  JSON.stringify({ '0': '{"subsystem":"gateway"}', '1': message, time: `2026-11-23T${time}+00:00`, message })
const at = (time: string) => Date.parse(`2026-11-23T${time}Z`)

/** A day in the life of the real 2026.9.6: a start, a restart inside the process, a stop, a start with an invalid config. */
const day = [
  line('06:02:27.571', 'loading configuration…'),
  line('06:02:31.960', 'http server listening (14 plugins: anthropic; 3.9s)'),
  line('06:02:33.365', 'gateway ready'),
  line('06:02:33.969', 'remote model catalog refresh failed'),
  line('06:04:30.534', 'admission closed: restart (SIGUSR2)'),
  line('06:04:30.691', 'shutdown completed cleanly in 122ms'),
  line('06:04:30.799', 'restart mode: in-process restart (OPENCLAW_NO_RESPAWN)'),
  line('06:04:34.328', 'gateway ready'),
  line('06:05:28.729', 'admission closed: stop (SIGTERM)'),
  line('06:05:28.834', 'shutdown completed cleanly in 86ms'),
  line('06:05:34.355', 'loading configuration…'),
  line(
    '06:05:36.205',
    'Gateway failed to start: Invalid config at /s/openclaw.json:\nopenclaw.json:8 — gateway: Unrecognized key: "bogusKey"\nRun "openclaw doctor --fix" to repair, then retry.',
  ),
].join('\n')

test('milestones are found among the rest', () => {
  expect(logEvents(day).map(({ kind }) => kind)).toEqual([
    'boot',
    'listening',
    'ready',
    'restart_asked',
    'stopped_cleanly',
    'restart_inside',
    'ready',
    'stop_asked',
    'stopped_cleanly',
    'boot',
    'failed',
  ])
})

test('starts are put together from them', () => {
  expect(bootsFromLog(logEvents(day))).toMatchObject([
    {
      startedAt: at('06:02:27.571'),
      inside: false,
      readyAt: at('06:02:33.365'),
      endedAt: at('06:04:30.691'),
      clean: true,
      exitCode: 0,
    },
    { startedAt: at('06:04:30.799'), inside: true, endedAt: at('06:05:28.834'), clean: true },
    {
      startedAt: at('06:05:34.355'),
      readyAt: null,
      endedAt: at('06:05:36.205'),
      clean: false,
      exitCode: 78,
      message: expect.stringContaining('bogusKey'),
    },
  ])
})

test('a start that another one follows without a farewell was killed', () => {
  const log = [
    line('06:00:00', 'loading configuration…'),
    line('06:00:06', 'gateway ready'),
    line('06:01:00', 'loading configuration…'),
  ].join('\n')
  expect(bootsFromLog(logEvents(log))).toMatchObject([
    { clean: false, endedAt: at('06:01:00'), message: null },
    { clean: null, endedAt: null },
  ])
})

const deaf = [
  line('06:00:00', 'loading configuration…'),
  line('06:00:06', 'gateway ready'),
  line('06:01:00', 'restart mode: in-process restart (OPENCLAW_NO_RESPAWN)'),
  line('06:01:04', 'gateway startup failed: no such file. Process will stay alive; fix the issue and restart.\nError'),
]

test('why a start failed is known until a newer one begins', () => {
  const failure = { at: at('06:01:04'), message: expect.stringContaining('no such file') }
  const failed = logEvents(deaf.join('\n'))
  expect(failureOfStart(failed, at('06:01:00'))).toEqual(failure)
  expect(failureOfStart(failed, at('06:02:00'))).toBe(null)
  const again = logEvents([...deaf, line('06:03:00', 'loading configuration…')].join('\n'))
  expect(failureOfStart(again, at('06:01:00'))).toBe(null)
  expect(failureOfStart([], 0)).toBe(null)
})

test('a restart that failed and left its process is told without what everybody sees', () => {
  expect(explainFailure(logEvents(deaf.join('\n')).at(-1)?.message ?? '')).toMatchObject({
    code: 'start_failed',
    message: 'The start failed: no such file.',
  })
})

test('a farewell before the first start belongs to one that the log has lost', () => {
  expect(bootsFromLog(logEvents(line('06:00:00', 'shutdown completed cleanly in 1ms')))).toEqual([])
})

test.each([
  ['a line cut at its begin', line('06:00:00', 'gateway ready').slice(20)],
  ['a line cut at its end', line('06:00:00', 'gateway ready').slice(0, -5)],
  ['a time in words', '{"time":"now","message":"gateway ready"}'],
  ['a message that is no text', '{"time":"2026-11-23T06:00:00Z","message":{"gateway ready":1}}'],
  ['the words in another place', line('06:00:00', 'somebody wrote: gateway ready')],
  ['nothing', ''],
])('%s is left out', (_, text) => {
  expect(logEvents(text)).toEqual([])
})

/** As they stand in files and on stderr of the real program. */
describe('why a start failed is said in plain words', () => {
  test.each([
    [
      'Gateway failed to start: Invalid config at /s/openclaw.json:\nopenclaw.json:2 — gateway: Unrecognized key: "bogusKey"\nRun …',
      'config_invalid',
      'OpenClaw refuses the config: gateway: Unrecognized key: "bogusKey".',
      78,
    ],
    [
      'Gateway failed to start: This OpenClaw build cannot open your existing data.\nOpenClaw state database /s uses newer schema version 18; this build supports 17.',
      'schema_newer',
      'A newer OpenClaw wrote the data (schema 18); this one knows schema 17.',
      78,
    ],
    [
      'Gateway failed to start: Gateway refused startup because 1 OpenClaw database schema(s) are newer than this build. state database /s uses schema 18; this build supports 17; writer build 2026.9.4.',
      'schema_newer',
      'A newer OpenClaw wrote the data (schema 18); this one knows schema 17.',
      78,
    ],
    [
      'Gateway failed to start: Doctor could not enter maintenance. StateDatabaseCoordinatorContentionError: another OpenClaw process owns gateway-lifecycle',
      'state_in_use',
      'Another OpenClaw process holds this state directory.',
      78,
    ],
    [
      'Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:18789 | listen EADDRINUSE: address already in use 127.0.0.1:18789',
      'port_in_use',
      'Port 18789 is taken by another program.',
      1,
    ],
    [
      'Missing config. Run `openclaw setup` or set gateway.mode=local (or pass --allow-unconfigured).',
      'config_missing',
      'There is no config, and OpenClaw does not start without one.',
      78,
    ],
    [
      'Gateway failed to start: the moon is full\nat Object.<anonymous>',
      'start_failed',
      'The start failed: the moon is full.',
      null,
    ],
  ])('%s', (message, code, words, exitCode) => {
    expect(explainFailure(message)).toEqual({ code, message: words, exitCode })
  })
})
