import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { jobOf, proposalOf, stepOf } from '../../test/consent-fixtures.ts'
import { fakeKey } from '../../test/fake-key.ts'
import { now } from '../../test/fixtures.ts'
import { renderAt } from '../../test/render.tsx'
import { createTestClock } from '../../test/test-clock.ts'
import type { Confirmation } from '../wire.ts'
import { canonicalJson } from './canonical-hash.ts'
import { checkPlan } from './check-plan.ts'
import { verbOf } from './consent-words.ts'
import { endOf, ladderOf } from './job-words.ts'
import { PlanSign } from './PlanSign.tsx'

it('the canonical text sorts by UTF-16 code units and writes numbers and strings as RFC 8785 says', () => {
  expect(canonicalJson({ '\u20ac': 1e21, '\r': [4.5, 2e-3], '1': { b: null, a: '\u000f"' } })).toBe(
    '{"\\r":[4.5,0.002],"1":{"a":"\\u000f\\"","b":null},"\u20ac":1e+21}',
  )
})

it('the button names what the plan does', () => {
  expect(verbOf('Restart MoltBot on home-mini.')).toBe('restart')
})

describe('before the signature', () => {
  const show = async (high: boolean, at = now, own = true, wire: Partial<Confirmation> = {}) => {
    const input = high ? { risk: 'high' } : {}
    const plan = await checkPlan(await proposalOf({ input, wire }), { agentId: 'ag_1', action: 'runOpsAction' })
    const seen: unknown[] = []
    renderAt(
      <PlanSign
        plan={plan}
        own={own}
        ownRole="admin"
        fingerprint={fakeKey.fingerprint}
        agentOffset={0}
        busy={null}
        problem={null}
        onSign={(answers) => seen.push(answers)}
        onDeny={() => seen.push('deny')}
        onNotNow={() => seen.push('not now')}
        onAgain={() => seen.push('again')}
      />,
      createTestClock(at),
    )
    return seen
  }

  it('a high risk needs the typed name, the button says so, and Enter in a field signs nothing', async () => {
    const user = userEvent.setup()
    const seen = await show(true)
    const sign = screen.getByRole('button', { name: 'Sign and restart' })
    expect(sign.title).toBe('Type home-mini first.')
    await user.click(sign)
    await user.type(screen.getByLabelText('Type home-mini to sign'), 'home-mini{Enter}')
    expect(seen).toEqual([])
    await user.click(sign)
    expect(seen).toEqual([{ reason: 'Telegram is silent.', phrase: 'home-mini' }])
  })

  it('a reason is needed', async () => {
    const user = userEvent.setup()
    await show(false)
    await user.clear(screen.getByLabelText(/Why are you doing this/))
    expect(screen.getByRole('button', { name: 'Sign and restart' }).title).toBe(
      'Say why first. It goes into the audit log.',
    )
  })

  it('a plan for a higher role says so where everybody sees it', async () => {
    const seen = await show(false, now, true, { required_role: 'owner' })
    expect(screen.getByText('This needs the role owner.', { ignore: '.hidden-text' })).toBeDefined()
    await userEvent.setup().click(screen.getByRole('button', { name: 'Sign and restart' }))
    expect(seen).toEqual([])
  })

  it('a plan that does not hold any more can only be made again', async () => {
    const seen = await show(false, now + 300_000)
    expect(screen.queryByRole('button', { name: 'Sign and restart' })).toBeNull()
    await userEvent.setup().click(screen.getByRole('button', { name: 'Make the plan again' }))
    expect(seen).toEqual(['again'])
  })

  it('somebody else’s plan cannot be made again here', async () => {
    await show(false, now + 300_000, false)
    expect(screen.getByRole('alert').textContent).toContain('has to propose it again')
    expect(screen.queryByRole('button', { name: 'Make the plan again' })).toBeNull()
  })
})

describe('the ladder', () => {
  it('goes back below the steps, the last one first', () => {
    const job = jobOf({
      status: 'failed',
      steps: [stepOf('fetch', 'undoing'), stepOf('write', 'undone'), stepOf('start', 'failed')],
      ended_at: null,
    })
    const { steps, back } = ladderOf(job, new Set(['start']))
    expect(steps.map(({ mark, edge }) => [mark, edge])).toEqual([
      ['done', false],
      ['done', false],
      ['failed', true],
    ])
    expect(back.map(({ title, mark }) => [title, mark])).toEqual([
      ['Do write', 'done'],
      ['Do fetch', 'now'],
    ])
  })

  it('says of a step that is over nothing of what it was doing', () => {
    const at = (status: 'running' | 'succeeded' | 'failed' | 'undone') => ({
      ...stepOf('start', status),
      message: 'It is starting',
    })
    const details = (['running', 'succeeded', 'failed', 'undone'] as const).map(
      (status) => ladderOf(jobOf({ steps: [at(status)] }), new Set()).steps[0]?.detail,
    )
    expect(details).toEqual(['It is starting', null, 'It is starting', null])
  })

  it('says of a step that was not begun whether it was left out or never reached', () => {
    const asideIn = (status: 'succeeded' | 'failed') =>
      ladderOf(jobOf({ status, steps: [stepOf('fetch', 'skipped')] }), new Set()).steps[0]?.aside
    expect([asideIn('succeeded'), asideIn('failed')]).toEqual(['not needed', 'not reached'])
  })

  it('ends with what is true now', () => {
    const error = { code: 'x', message: 'The download broke.', step: 'fetch' }
    const done = { status: 'done' as const, message: 'Nothing of it remains.', remains: [] }
    const part = { status: 'incomplete' as const, message: 'A folder remains.', remains: ['/opt/x'] }
    expect(endOf(jobOf())).toMatchObject({ mark: 'fine', why: 'MoltBot was restarted and answers.' })
    expect(endOf(jobOf({ status: 'failed', error, undo: done }))).toEqual({
      mark: 'look',
      verdict: 'It did not work, and everything was taken back.',
      why: 'The download broke. Nothing of it remains.',
      remains: [],
    })
    expect(endOf(jobOf({ status: 'failed', error, undo: part }))).toMatchObject({
      mark: 'broken',
      verdict: 'It did not work, and not everything could be taken back.',
      remains: ['/opt/x'],
    })
    // Stopped before anything had been begun: that is as it was asked for.
    expect(endOf(jobOf({ status: 'cancelled', undo: null }))?.mark).toBe('look')
    expect(endOf(jobOf({ status: 'cancelled', error, undo: part }))?.mark).toBe('broken')
    expect(endOf(jobOf({ status: 'running', ended_at: null }))).toBeNull()
  })
})
