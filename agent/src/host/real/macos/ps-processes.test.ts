import { expect, test } from 'vitest'
import { parsePsLine } from './ps-processes.ts'

test('a line of macOS is read', () => {
  expect(
    parsePsLine('  812     1   501 anna             Ss   844365   1:02.50 Mon Nov 23 01:52:03 2026 openclaw-gateway'),
  ).toEqual({
    pid: 812,
    parentPid: 1,
    uid: 501,
    userName: 'anna',
    comm: 'openclaw-gateway',
    startTicks: Date.parse('2026-11-23T01:52:03Z') / 1000,
    startedAt: Date.parse('2026-11-23T01:52:03Z'),
    state: 'running',
    rssBytes: 844_365 * 1024,
    cpuSeconds: 62.5,
  })
})

test.each([
  ['T', 'stopped'],
  ['Z+', 'zombie'],
])('the state %s is %s', (letters, state) => {
  expect(parsePsLine(`1 1 0 root ${letters} 1 1-00:00:01 Mon Nov  2 01:52:03 2026 x`)).toMatchObject({
    state,
    cpuSeconds: 86_401,
  })
})

test('anything else is nothing', () => {
  expect(parsePsLine('ps: illegal option')).toBeNull()
})
