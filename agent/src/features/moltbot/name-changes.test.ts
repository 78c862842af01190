import { expect, test } from 'vitest'
import { deriveStatus } from '../../moltbot/status/derive-status.ts'
import type { EndedBoot, Evidence } from '../../moltbot/status/evidence.ts'
import { config, evidence, gone, type HistoryChanges, history, now } from '../../moltbot/test/evidence.fake.ts'
import { type Before, nameChanges } from './name-changes.ts'

function look(changes: Partial<Evidence> = {}, past: HistoryChanges = {}) {
  const seen = evidence(changes)
  const before = history(past)
  return { evidence: seen, history: before, status: deriveStatus(seen, before) }
}

const well: Before = {
  state: 'running',
  version: '2026.9.6',
  configHash: config.hash,
  bootId: 'bt_1',
  leaves: config.leaves,
  lastExitAt: null,
}
const titles = (before: Partial<Before>, ...args: Parameters<typeof look>) =>
  nameChanges({ ...well, ...before }, look(...args)).map(({ kind, title, detail }) => [kind, title, detail ?? null])

test('when nothing changed there is no change', () => {
  expect(titles({})).toEqual([])
})

test.each<[string, Partial<EndedBoot>]>([
  ['Stopped', { clean: true }],
  ['Killed or crashed', { clean: false }],
  ['Gave up with code 78', { clean: false, exitCode: 78 }],
  ['Ended', { clean: null }],
])('an end is called %s', (title, end) => {
  const lastExit = { at: now.wall - 1000, clean: null, exitCode: null, message: null, ...end }
  expect(titles({}, gone, { boot: null, lastExit })).toContainEqual(['exit', title, null])
})

test('a start after others is one again', () => {
  expect(titles({ bootId: null })).toEqual([['start', 'Started', null]])
  expect(titles({ bootId: null }, {}, { restarts24h: 2 })).toEqual([['start', 'Started again', null]])
})

test('another version was installed by somebody else', () => {
  expect(titles({ version: '2026.9.5' })).toEqual([
    ['version', '2026.9.6 installed, not from here', 'before: 2026.9.5'],
  ])
})

test('an edit is told by the names that it touched, never by values', () => {
  const before = new Map([
    ['gateway.port', 'a'],
    ['gateway.bind', 'x'],
  ])
  const leaves = new Map([
    ['gateway.port', 'b'],
    ['gateway.bind', 'x'],
    ['logging.level', 'c'],
  ])
  const edited = { config: { kind: 'read' as const, config: { ...config, hash: 'sha256:new', leaves } } }
  expect(titles({ leaves: before }, edited)).toEqual([['config', 'Config changed', 'gateway.port, logging.level']])
  expect(titles({ leaves: null }, edited)).toEqual([['config', 'Config changed', null]])
  expect(titles({ leaves }, edited)).toEqual([['config', 'Config changed', 'only its form']])
})

test('a loop of crashes is told once, not with each of its starts', () => {
  const lastExit = { at: now.wall - 1000, clean: false, exitCode: null, message: null }
  const past = { boot: null, lastExit, crashes: Array.from({ length: 4 }, () => lastExit) }
  expect(titles({ state: 'starting' }, gone, past)).toMatchObject([['state', 'Every start fails', expect.any(String)]])
  expect(titles({ state: 'crash_looping' }, gone, past)).toEqual([])
})
