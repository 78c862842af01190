import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { now } from '../../../test/fixtures.ts'
import { renderAt } from '../../../test/render.tsx'
import { PairView } from './PairView.tsx'
import { PassphraseForm } from './PassphraseForm.tsx'
import type { PairingState } from './pairing.ts'

const waiting = {
  code: 'K7QX-M2HD',
  startedAt: now,
  endsAt: now + 600_000,
  agent: { id: 'ag_1', hostname: 'home-mini', key_fingerprint: 'SHA256:4Jx09bQekT7mVw2cFq1u', simulated: false },
  fingerprint: 'SHA256:9fLcceEB0aJ7mVw2cFq1',
  firstDevice: false,
}

function view(state: PairingState, why: 'never' | 'key_gone' | 'revoked' = 'never') {
  let again = 0
  const page = renderAt(
    <PairView state={state} why={why} deviceName="Chromium on Linux" onAgain={() => (again += 1)} />,
  )
  return { ...page, again: () => again }
}

const heading = () => screen.getByRole('heading', { level: 1 }).textContent

describe('the pair page', () => {
  it('shows code, command, both keys and what this browser will be', () => {
    const { container } = view({ kind: 'waiting', waiting, unreachable: false })
    expect(heading()).toBe('This browser is not paired yet. Approve it at home-mini.')
    expect(container.textContent).toContain('npx moltbot-ops pair approve K7QX-M2HD')
    expect(container.textContent).toContain('SHA256:4Jx09bQekT7mVw2cFq1u')
    expect(container.textContent).toContain('Viewer, unless the approver picks more')
    expect(screen.queryByRole('navigation')).toBeNull()
  })

  it('says why a browser that was paired must do it again', () => {
    view({ kind: 'waiting', waiting, unreachable: false }, 'key_gone')
    expect(heading()).toContain('This browser has lost its key.')
  })

  it('says that the agent is away while the code holds', () => {
    view({ kind: 'waiting', waiting, unreachable: true })
    expect(screen.getByText(/The agent does not answer just now/)).toBeDefined()
  })

  it('marks a simulated agent', () => {
    view({ kind: 'waiting', unreachable: false, waiting: { ...waiting, agent: { ...waiting.agent, simulated: true } } })
    expect(screen.getByRole('note').textContent).toContain('Simulated.')
  })

  it.each([
    [{ kind: 'denied' }, 'The pairing was denied.', 'Begin again'],
    [{ kind: 'expired' }, 'The code has ended.', 'Get a new code'],
    [{ kind: 'link_invalid' }, 'This link no longer works.', 'Get a new code'],
    [{ kind: 'failed', error: new Error('x') }, 'The pairing did not work.', 'Begin again'],
  ] as [PairingState, string, string][])('%o', async (state, verdict, verb) => {
    const { again } = view(state)
    expect(heading()).toContain(verdict)
    await userEvent.setup().click(screen.getByRole('button', { name: verb }))
    expect(again()).toBe(1)
  })

  it.each([
    [{ kind: 'locked', until: now + 300_000 }, 'Too many tries.'],
    [{ kind: 'offline' }, 'The agent does not answer.'],
    [{ kind: 'no_key' }, 'This browser cannot keep a key.'],
    [{ kind: 'preparing' }, 'Pairing this browser.'],
  ] as [PairingState, string][])('%o needs no button', (state, verdict) => {
    view(state)
    expect(heading()).toContain(verdict)
  })
})

describe('the passphrase form', () => {
  it('is sent only when it is long enough and twice the same', async () => {
    const user = userEvent.setup()
    const set: string[] = []
    renderAt(<PassphraseForm busy={false} problem={undefined} onSet={(text) => set.push(text)} onLater={() => {}} />)
    const [first, second] = [screen.getByLabelText(/Passphrase/), screen.getByLabelText('The same again')]
    await user.type(first, 'short')
    await user.click(screen.getByRole('button', { name: 'Set the passphrase' }))
    expect(screen.getByText('It needs 8 characters or more.')).toBeDefined()
    await user.type(first, ' and long')
    await user.type(second, 'something else')
    await user.click(screen.getByRole('button', { name: 'Set the passphrase' }))
    expect(screen.getByText('The two are not the same.')).toBeDefined()
    await user.clear(second)
    await user.type(second, 'short and long{Enter}')
    expect(set).toEqual(['short and long'])
  })
})
