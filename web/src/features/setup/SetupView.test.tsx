import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { now } from '../../../test/fixtures.ts'
import { renderAt } from '../../../test/render.tsx'
import { InstalledView } from './InstalledView.tsx'
import { SetupView } from './SetupView.tsx'
import type { Preflight, Wishes } from './setup-model.ts'
import { checkOf, jobOf, preflightOf } from './test/setup-fixtures.ts'

function show(changes: Partial<Preflight> = {}, props: Partial<Parameters<typeof SetupView>[0]> = {}) {
  const wished: Wishes[] = []
  const installed: Preflight[] = []
  renderAt(
    <SetupView
      checked={{ value: preflightOf(changes), receivedAt: now }}
      releases={[
        { channel: 'stable', version: '2026.9.6', tag: 'latest', fallback: null },
        {
          channel: 'beta',
          version: '2026.9.6',
          tag: 'latest',
          fallback: 'There is no tag "beta", so stable stands in.',
        },
      ]}
      wishes={{ channel: 'stable' }}
      now={now}
      checking={false}
      installing={false}
      mayInstall
      onWish={(wishes) => wished.push(wishes)}
      onAgain={() => {}}
      onInstall={(preflight) => installed.push(preflight)}
      {...props}
    />,
  )
  return { wished, installed, user: userEvent.setup() }
}

const radio = (name: RegExp) => screen.getByRole<HTMLInputElement>('radio', { name })

describe('the decision', () => {
  it('names version and method, and hands over what was checked', async () => {
    const { user, installed } = show()
    await user.click(screen.getByRole('button', { name: 'Install OpenClaw 2026.9.6 with npm' }))
    expect(installed).toEqual([preflightOf()])
  })

  it.each([
    ['while another choice is checked', {}, { checking: true }],
    ['while it runs already', {}, { installing: true }],
    ['while something stands in the way', { ready: false, checks: [checkOf('disk', 'blocking')] }, {}],
  ])('cannot be taken %s', async (_when, changes, props) => {
    const { user, installed } = show(changes, props)
    await user.click(screen.getByRole('button', { name: /^Install OpenClaw/ }))
    expect(installed).toEqual([])
  })

  it('is not offered to viewers, who are told why', () => {
    show({}, { mayInstall: false })
    expect(screen.queryByRole('button', { name: /^Install/ })).toBeNull()
    expect(screen.getByText('Not for viewers')).toBeDefined()
  })
})

describe('choices', () => {
  it('that do not work here say why and cannot be chosen', () => {
    show()
    expect(radio(/Docker No container engine answers/).disabled).toBe(true)
    expect(radio(/npm/).checked).toBe(true)
  })

  it('of a channel show its exact version and what stands in for it', async () => {
    const { user, wished } = show()
    await user.click(radio(/Beta OpenClaw 2026\.9\.6\. There is no tag "beta", so stable stands in\./))
    expect(wished).toEqual([{ channel: 'beta' }])
    expect(radio(/Nightly Its version is not known/).checked).toBe(false)
  })

  it('of a port are checked when the field is left, and refused when they are none', async () => {
    const { user, wished } = show()
    const field = screen.getByRole('textbox')
    await user.clear(field)
    await user.type(field, '80{Enter}')
    expect(screen.getByText('A port is a whole number from 1024 to 65535.')).toBeDefined()
    await user.clear(field)
    await user.type(field, '19000')
    await user.keyboard('{Enter}')
    expect(wished).toEqual([{ channel: 'stable', port: 19_000 }])
    expect(document.activeElement).toBe(field)
  })
})

describe('checks', () => {
  it('that stop the install come first, each with its fix, and the rest is one line', () => {
    show({
      ready: false,
      checks: [
        checkOf('disk', 'ok'),
        checkOf('scripts', 'warning'),
        checkOf('memory', 'blocking', 'Too little memory.'),
      ],
    })
    const [stops, look] = screen.getAllByRole('region')
    expect(stops?.textContent).toBe('Stops the installToo little memory.The fix of memory.')
    expect(look?.textContent).toContain('Worth a look')
    expect(screen.getByText('One check is fine').closest('details')?.open).toBe(false)
  })

  it('offer the choice that takes them away', async () => {
    const { user, wished } = show(
      { ready: false, port: 19_000, checks: [checkOf('port', 'blocking')] },
      { wishes: { channel: 'beta', port: 19_000 } },
    )
    await user.click(screen.getByRole('button', { name: 'Use a free port' }))
    expect(wished).toEqual([{ channel: 'beta' }])
  })
})

it('after the install come the next steps of the job, and the way to Overview', () => {
  const job = jobOf({ result: { next_steps: ['Add a provider.', 'Connect a channel.'] } })
  renderAt(<InstalledView job={job} overviewLink={<a href="/">Go to Overview</a>} />)
  const steps = within(screen.getByRole('region', { name: 'Next steps' })).getAllByRole('listitem')
  expect(steps.map(({ textContent }) => textContent)).toEqual(['Add a provider.', 'Connect a channel.'])
  expect(screen.getByRole('link', { name: 'Go to Overview' })).toBeDefined()
})
