import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { renderAt } from '../../../test/render.tsx'
import { LogsView, type LogsViewProps } from './LogsView.tsx'
import type { LogState } from './log-feed.ts'
import { lineItem } from './log-item.ts'
import { logLine } from './test/log-lines.ts'

const state: LogState = {
  phase: 'live',
  items: [
    lineItem(logLine('1', { message: 'token [redacted:gateway-token#a1] taken', redactions: ['gateway-token'] })),
    lineItem(logLine('2', { level: 'error', message: '<img src=x onerror=alert(1)> failed' })),
    { kind: 'gap', key: 'g', lost: 12, message: 'The file was replaced.' },
    lineItem(logLine('3', { subsystem: 'telegram', message: 'connected' })),
  ],
  sources: [],
  ...{ older: true, readingOlder: false, trimmed: false, failure: null },
}

function show(more: Partial<LogsViewProps> = {}) {
  const copied: string[] = []
  const exported: string[] = []
  renderAt(
    <LogsView
      state={state}
      offset={0}
      onOlder={() => undefined}
      onAgain={() => undefined}
      onWhole={() => undefined}
      onExport={(text) => exported.push(text)}
      onCopy={async (text) => void copied.push(text)}
      setupLink={(label) => label}
      {...more}
    />,
  )
  return { copied, exported, person: userEvent.setup() }
}

// Without a layout nothing has a height, and a list of no height shows no rows.
beforeEach(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(480)
})
afterEach(() => {
  vi.restoreAllMocks()
})

const rows = () => screen.getAllByRole('option').map((row) => row.textContent)

test('a line is text and nothing else, and what was hidden in it is named', () => {
  show()
  expect(document.querySelector('img')).toBeNull()
  expect(rows()[1]).toContain('<img src=x onerror=alert(1)> failed')
  expect(rows()[0]).toContain('token [gateway-token] taken')
  expect(rows()[2]).toContain('12 lines are missing. The file was replaced.')
})

test('levels and sources narrow the lines, and a filter that leaves nothing can be taken back', async () => {
  const { person } = show()
  await person.click(screen.getByRole('checkbox', { name: /^info/ }))
  expect(rows()).toHaveLength(2)
  await person.click(screen.getByRole('checkbox', { name: /^error/ }))
  await person.click(screen.getByRole('button', { name: 'Show all lines' }))
  expect(rows()).toHaveLength(4)
})

test('lines are chosen by keyboard and copied as evidence', async () => {
  const { person, copied } = show()
  screen.getByRole('listbox').focus()
  await person.keyboard('{ArrowUp}{ArrowUp}{ArrowUp} {ArrowUp}')
  await person.keyboard(' ')
  const bar = screen.getByRole('region', { name: '2 lines' })
  await person.click(within(bar).getByRole('button', { name: 'Copy as evidence' }))
  expect(copied[0]?.split('\n')).toEqual([
    '2026-11-23T02:06:59.120Z info gateway: token [redacted:gateway-token#a1] taken',
    '2026-11-23T02:06:59.120Z error gateway: <img src=x onerror=alert(1)> failed',
  ])
  screen.getByRole('listbox').focus()
  await person.keyboard('{Escape}')
  expect(screen.queryByRole('region')).toBeNull()
})

test('what is shown is what is exported', async () => {
  const { person, exported } = show()
  await person.type(screen.getByRole('searchbox'), 'connected')
  expect(document.querySelector('mark')?.textContent).toBe('connected')
  await person.click(screen.getByRole('button', { name: 'Export' }))
  expect(exported).toEqual(['2026-11-23T02:06:59.120Z info telegram: connected\n'])
})

test.each(['none', 'failed'] as const)('where nothing was read (%s) nothing is said to be shown or hidden', (phase) => {
  show({ state: { ...state, phase, items: [], failure: 'The agent does not answer.' } })
  expect(screen.queryByRole('searchbox')).toBeNull()
  expect(screen.queryByText(/Nothing had to be hidden/)).toBeNull()
  expect(screen.getByRole('heading', { level: 1 }).textContent).toMatch(
    /^(There is no log to read|The log cannot be read)\./,
  )
})
