import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { renderAt } from '../../../../test/render.tsx'
import type { ConfigError } from '../config-queries.ts'
import { findingOf } from '../test/config-fixtures.ts'
import { FindingList } from './FindingList.tsx'

function show(findings: ConfigError[], unchecked: string | null = null) {
  const gone: string[] = []
  const goTo = ({ path }: ConfigError) => ({ label: `Go to ${path}`, onClick: () => gone.push(path) })
  const { container } = renderAt(<FindingList findings={findings} unchecked={unchecked} goTo={goTo} />)
  const mark = container.querySelector('[data-mark]')?.getAttribute('data-mark')
  return { gone, mark, text: container.textContent }
}
const warning = findingOf('gateway.auth', { severity: 'warning' })

describe('what was found', () => {
  it.each<[string, ConfigError[], string | null, string]>([
    ['info', [], null, 'Nothing was found against it'],
    ['unknown', [], 'Not checked', 'Not checked'],
    ['look', [warning], 'Not checked', 'One thing is worth a look. Not checked'],
    ['broken', [findingOf('a'), warning], null, 'One thing is refused, one worth a look'],
    ['broken', [findingOf('a'), findingOf('b')], null, 'Two things are refused'],
  ])('is one line, marked %s', (mark, findings, unchecked, line) => {
    const shown = show(findings, unchecked)
    expect([shown.mark, shown.text?.startsWith(line)]).toEqual([mark, true])
  })

  it('leads to each place, errors first', async () => {
    const { gone } = show([warning, findingOf('hooks.token')])
    await userEvent.click(screen.getByText(/^One thing is refused/))
    for (const button of screen.getAllByRole('button')) await userEvent.click(button)
    expect(gone).toEqual(['hooks.token', 'gateway.auth'])
  })

  it('is bounded', () => {
    const { text } = show(Array.from({ length: 90 }, (_, index) => findingOf(`a${index}`)))
    expect(text).toContain('30 more')
  })
})
