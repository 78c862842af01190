import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { renderAt } from '../../../../test/render.tsx'
import type { ConfigDiff, Validation } from '../config-queries.ts'
import { findingOf } from '../test/config-fixtures.ts'
import { type OwnVerdict, ReviewView } from './ReviewView.tsx'
import { waitOf } from './wait-of.ts'

const diffOf = (changes: Partial<ConfigDiff> = {}): ConfigDiff => ({
  base_hash: 'sha256:1',
  hash: 'sha256:2',
  changes: [
    {
      path: 'gateway.port',
      kind: 'changed',
      before: '1',
      after: '2',
      effect: 'restart',
      risk: 'medium',
      why: 'Clients lose it.',
    },
  ],
  effect: 'restart',
  risk: 'medium',
  comments_lost: [],
  lines: [
    { kind: 'skipped', text: '4 lines', line: null },
    { kind: 'removed', text: 'port: 1,', line: 5 },
    { kind: 'added', text: 'port: 2,', line: 5 },
  ],
  ...changes,
})
const said = (changes: Partial<Validation> = {}): OwnVerdict => ({
  kind: 'said',
  validation: { valid: true, errors: [], warnings: [], checked_by: 'moltbot', version: '2026.9.6', ...changes },
})

function show(props: Partial<Parameters<typeof ReviewView>[0]> = {}) {
  const applied: (number | null)[] = []
  renderAt(
    <ReviewView
      {...{ count: 1, diff: diffOf(), failed: null, verdict: said(), notYet: undefined }}
      onBack={() => {}}
      onAgain={() => {}}
      onApply={(seconds) => applied.push(seconds)}
      {...props}
    />,
  )
  return { user: userEvent.setup(), applied }
}
const apply = () => screen.getByRole('button', { name: 'Apply 1 change' })

describe('a review', () => {
  it('suggests a trial where something can be lost by it, with a time to choose', async () => {
    const { user, applied } = show()
    await user.click(apply())
    await user.selectOptions(screen.getByRole('combobox', { name: 'Time to confirm' }), '15 minutes')
    await user.click(apply())
    await user.click(screen.getByRole('checkbox'))
    await user.click(apply())
    expect(applied).toEqual([300, 900, null])
  })

  it('suggests none for what costs little', async () => {
    const { user, applied } = show({ diff: diffOf({ risk: 'low', effect: 'none' }) })
    await user.click(apply())
    expect(applied).toEqual([null])
    expect(screen.getByText('MoltBot is not restarted.')).toBeDefined()
  })

  it('cannot be applied while something stands against it, and says what', async () => {
    const { user, applied } = show({ notYet: 'Something in it would be refused.' })
    expect(screen.getByText('Something in it would be refused.', { ignore: '.hidden-text' })).toBeDefined()
    await user.click(apply())
    expect(applied).toEqual([])
  })

  it('says which comments go, and shows the lines', () => {
    show({ diff: diffOf({ comments_lost: ['hooks', 'env.vars'] }) })
    expect(screen.getByText(/^Two comments go with it: hooks, env\.vars/)).toBeDefined()
    expect(screen.getByText('port: 2,', { exact: false })).toBeDefined()
  })

  it.each<[string, OwnVerdict, RegExp]>([
    ['while it is asked', { kind: 'asking' }, /^Asking MoltBot/],
    ['that it takes it', said(), /^MoltBot itself would take it/],
    ['that it refuses it', said({ valid: false, errors: [findingOf('hooks')] }), /^MoltBot itself refuses it/],
    ['that only the schema was asked', said({ checked_by: 'schema' }), /^MoltBot itself could not be asked/],
    [
      'that it could not be asked',
      { kind: 'failed', why: 'It took too long.' },
      /could not be asked\. It took too long\./,
    ],
  ])('tells of MoltBot itself %s', (_, verdict, words) => {
    show({ verdict })
    expect(screen.getByText(words)).toBeDefined()
  })

  it('that cannot be worked out says why', () => {
    show({ diff: null, failed: 'The agent does not answer.' })
    expect(screen.getByRole('alert').textContent).toContain('The agent does not answer.')
    expect(screen.queryByRole('button', { name: /^Apply/ })).toBeNull()
  })
})

it.each([
  [{ readOnly: true }, 'Viewers can look and not change.'],
  [{ held: { broken: { message: 'x', line: 1 }, unfinished: true, stale: true } }, 'The text cannot be read yet.'],
  [{ held: { broken: null, unfinished: true, stale: true } }, 'One field holds something that is not JSON yet.'],
  [{ held: { broken: null, unfinished: false, stale: true }, trial: true }, 'Say first what becomes of your changes.'],
  [{ trial: true, refused: 1 }, 'A configuration is on trial. Keep it or let it go back first.'],
  [{ refused: 1, failed: true }, 'Something in it would be refused. Put it right first.'],
  [{ failed: true, checking: true }, 'The changes could not be checked.'],
  [{ checking: true, nothing: true }, 'The changes are being checked.'],
  [{ nothing: true }, 'Nothing would change.'],
  [{}, undefined],
])('one thing at a time is said to be in the way: %j', (state, words) => {
  const free = { readOnly: false, held: { broken: null, unfinished: false, stale: false }, trial: false, refused: 0 }
  expect(waitOf({ ...free, checking: false, failed: false, nothing: false, ...state })).toBe(words)
})
