import { expect, test } from 'vitest'
import { formatLogLine } from '../simulated/gateway/log.ts'
import { logLineFault } from './log-line.ts'

const at = Date.UTC(2026, 10, 23, 2, 7, 0)
const good = formatLogLine({ level: 'INFO', subsystem: 'gateway', message: 'ready' }, at, 'host.example')
const change = (changes: Record<string, unknown>) => JSON.stringify({ ...JSON.parse(good), ...changes })

test('lines of a part, with fields, and printed ones are good', () => {
  expect(logLineFault(good)).toBeNull()
  const lines = [
    { level: 'WARN', subsystem: 'gateway/ws', message: 'closed', fields: { code: 1008 } },
    { level: 'ERROR', subsystem: null, message: 'Gateway failed to start:\nbecause' },
  ] as const
  for (const line of lines) expect(logLineFault(formatLogLine(line, at, 'host.example'))).toBeNull()
})

test.each([
  ['no JSON', '{', /not JSON/],
  ['an array', '[]', /not an object/],
  ['no meta', change({ _meta: undefined }), /_meta/],
  ['a time without an offset', change({ time: '2026-11-23T02:07:00.000Z' }), /time is/],
  ['another time', change({ time: '2026-11-23T02:07:01.000+00:00' }), /differ/],
  ['another host', change({ hostname: 'other' }), /host names/],
  ['another message', change({ message: 'steady' }), /last argument/],
  ['another name', change({ 0: '{"subsystem":"other"}' }), /first argument/],
])('%s is a fault', (_, line, fault) => {
  expect(logLineFault(line)).toMatch(fault)
})
