import { expect, test } from 'vitest'
import { noFilter, showThrough } from './log-filter.ts'
import { type LogItem, lineItem } from './log-item.ts'
import { logLine } from './test/log-lines.ts'

const gap: LogItem = { kind: 'gap', key: 'g', lost: 3, message: 'The client was too slow.' }
const items: LogItem[] = [
  lineItem(logLine('1', { level: 'error', message: 'Telegram login failed', redactions: ['telegram-token'] })),
  gap,
  lineItem(logLine('2', { level: 'warn', subsystem: null, message: 'a slow TELEGRAM answer' })),
  lineItem(logLine('3', { redactions: ['telegram-token', 'email'] })),
]
const keys = (shown: { items: readonly LogItem[] }) => shown.items.map(({ key }) => key)

test('without a filter everything is shown, and counted by level, by who wrote it, and by what is hidden', () => {
  const shown = showThrough(items, noFilter)
  expect(keys(shown)).toEqual(['1', 'g', '2', '3'])
  expect(shown).toMatchObject({ lines: 3 })
  expect([...shown.levels]).toEqual([
    ['error', 1],
    ['warn', 1],
    ['info', 1],
  ])
  // A line that names nobody is of its source.
  expect([...shown.origins]).toEqual([
    ['gateway', 2],
    ['file', 1],
  ])
  expect([...shown.hidden]).toEqual([
    ['telegram-token', 2],
    ['email', 1],
  ])
})

test('a text narrows the counts as well, and where lines are missing is never narrowed away', () => {
  const shown = showThrough(items, { ...noFilter, text: ' telegram ' })
  expect(keys(shown)).toEqual(['1', 'g', '2'])
  expect([...shown.levels.keys()]).toEqual(['error', 'warn'])
})

test('a level that is switched off keeps its count, so that it can be switched on again', () => {
  const shown = showThrough(items, {
    ...noFilter,
    hiddenLevels: new Set(['warn']),
    hiddenOrigins: new Set(['gateway']),
  })
  expect(keys(shown)).toEqual(['g'])
  expect(shown.levels.get('warn')).toBe(1)
  expect(shown.lines).toBe(0)
})
