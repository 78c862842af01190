import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { now } from '../../../test/fixtures.ts'
import { renderAt } from '../../../test/render.tsx'
import { SetupView } from './SetupView.tsx'
import type { Preflight, Wishes } from './setup-model.ts'
import { checkOf, preflightOf, versionsOf } from './test/setup-fixtures.ts'

function show(changes: Partial<Preflight> = {}, props: Partial<Parameters<typeof SetupView>[0]> = {}) {
  const wished: Wishes[] = []
  const installed: Preflight[] = []
  renderAt(
    <SetupView
      checked={{ value: preflightOf(changes), receivedAt: now }}
      versions={versionsOf()}
      wishes={{ channel: 'stable' }}
      now={now}
      checking={false}
      busy={false}
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
    ['while another job runs', {}, { busy: true }],
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

  it('of an exact version take the place of the channel, and can be given up again', async () => {
    const { user, wished } = show({}, { wishes: { channel: 'beta', version: '2026.9.5' } })
    expect(radio(/Beta/).checked).toBe(false)
    const list = screen.getByRole('combobox', { name: 'Or exactly this version' })
    const options = [...list.querySelectorAll('option')].map(({ textContent }) => textContent)
    expect(options).toEqual([
      'the newest of the channel',
      '2026.9.6, stable, 2026-11-12, installed',
      '2026.9.5, given up by its publisher',
    ])
    await user.selectOptions(list, '2026.9.6')
    await user.selectOptions(list, 'the newest of the channel')
    expect(wished).toEqual([{ channel: 'beta', version: '2026.9.6' }, { channel: 'beta' }])
  })

  it('of a service manager say why another one does not work', async () => {
    const { user, wished } = show({
      service_managers: [
        { name: 'systemd', available: true, reason: 'systemd runs here.' },
        { name: 'supervised', available: true, reason: 'This agent starts it again.' },
        { name: 'launchd', available: false, reason: 'This is not macOS.' },
        { name: 'docker', available: false, reason: 'No engine answers.' },
      ],
    })
    await user.click(screen.getByText('More choices'))
    expect(radio(/systemd recommended systemd runs here/).checked).toBe(true)
    expect(radio(/This is not macOS/).disabled).toBe(true)
    expect(screen.queryByRole('radio', { name: /No engine answers/ })).toBeNull()
    await user.click(radio(/MoltBot Ops itself/))
    expect(wished).toEqual([{ channel: 'stable', service_manager: 'supervised' }])
  })

  it('of an image are there for Docker alone, and given up with it', async () => {
    const wishes = { channel: 'stable' as const, method: 'docker' as const, image: 'own/moltbot:1' }
    const { user, wished } = show(
      { method: 'docker', methods: preflightOf().methods.map((one) => ({ ...one, available: true })) },
      { wishes },
    )
    const field = screen.getByRole('textbox', { name: 'Image' })
    await user.clear(field)
    await user.type(field, 'Own{Enter}')
    expect(screen.getByText('This is not the name of an image.')).toBeDefined()
    await user.clear(field)
    await user.type(field, '{Enter}')
    await user.click(radio(/^npm/))
    expect(wished).toEqual([
      { channel: 'stable', method: 'docker' },
      { channel: 'stable', method: 'npm' },
    ])
  })

  it('of a port are checked when the field is left, and refused when they are none', async () => {
    const { user, wished } = show()
    const field = screen.getByRole('textbox', { name: 'Port' })
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
