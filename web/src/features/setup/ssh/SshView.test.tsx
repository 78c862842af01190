import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { renderAt } from '../../../../test/render.tsx'
import { checkOf } from '../test/setup-fixtures.ts'
import { draftOf, firstKey, otherKey, readyOf } from '../test/ssh-fixtures.ts'
import type { LookState } from './host-look.ts'
import { SshView } from './SshView.tsx'
import type { SshDraft } from './ssh-model.ts'

function show(state: LookState, props: Partial<Parameters<typeof SshView>[0]> = {}) {
  const said: unknown[] = []
  renderAt(
    <SshView
      state={state}
      draft={draftOf()}
      problems={{}}
      busy={false}
      mayInstall
      onChange={(change: Partial<SshDraft>) => said.push(change)}
      onLook={() => said.push('look')}
      onVouch={(key) => said.push(key.sha256)}
      onForget={() => said.push('forget')}
      onInstall={({ host }) => said.push(`install on ${host}`)}
      {...props}
    />,
  )
  return { said, user: userEvent.setup() }
}

const key = { type: 'ssh-ed25519', sha256: firstKey }
const text = (name: string | RegExp) => screen.getByLabelText<HTMLInputElement>(name)

describe('the form', () => {
  it('asks only for what the way of logging in needs, and lets no browser keep it', async () => {
    const { said, user } = show({ kind: 'idle' })
    const field = document.querySelector<HTMLInputElement>('input[type=password]')
    expect(field?.autocomplete).toBe('off')
    expect(field?.name).toBe('')
    await user.click(screen.getByRole('radio', { name: /^Private key/ }))
    await user.click(screen.getByRole('button', { name: 'Look at the host' }))
    expect(said).toEqual([{ auth: 'key' }, 'look'])
  })

  it('is not there for viewers, who could not even look', () => {
    show({ kind: 'idle' }, { mayInstall: false })
    expect(screen.getByText('Not for viewers')).toBeDefined()
    expect(screen.queryByRole('textbox')).toBeNull()
  })

  it('takes a key from a file', async () => {
    const { said, user } = show({ kind: 'idle' }, { draft: draftOf({ auth: 'key' }) })
    await user.upload(text('Read it from a file'), new File(['the text of a key'], 'id_ed25519'))
    expect(said).toEqual([{ privateKey: 'the text of a key' }])
  })

  it('says beside the field what is wrong', () => {
    show({ kind: 'idle' }, { problems: { host: 'host', password: 'password' } })
    expect(text('Host name or address').getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText('A password is needed.')).toBeDefined()
  })
})

describe('the key of a host', () => {
  it('that is new is shown whole, with what to compare it with, and Enter accepts nothing', async () => {
    const { said, user } = show({ kind: 'unknown', host: 'garage.example', key })
    const dialog = screen.getByRole('dialog', { name: 'Is this the key of garage.example?' })
    expect(dialog.textContent).toContain(firstKey)
    expect(dialog.textContent).toContain('ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub')
    await user.keyboard('{Enter}')
    expect(said).toEqual([])
    await user.click(screen.getByRole('button', { name: 'They are the same' }))
    await user.click(screen.getByRole('button', { name: 'Not now' }))
    expect(said).toEqual([firstKey, 'forget'])
  })

  it('that changed is taken only from the host itself', async () => {
    const changed = {
      kind: 'changed',
      host: 'garage.example',
      key: { ...key, sha256: otherKey },
      confirmed: firstKey,
    } as const
    const { said, user } = show(changed)
    expect(screen.getByRole('alert').textContent).toContain(firstKey)
    const goOn = screen.getByRole('button', { name: 'Go on with this key' })
    await user.click(goOn)
    const field = text('Fingerprint that the host itself prints')
    await user.type(field, `256 ${firstKey} root@garage (ED25519)`)
    expect(screen.getByText(/This is not the key that the host shows/)).toBeDefined()
    await user.click(goOn)
    expect(said).toEqual([])
    await user.clear(field)
    await user.type(field, `256 ${otherKey} root@garage (ED25519)`)
    await user.click(goOn)
    expect(said).toEqual([otherKey])
  })
})

describe('a host that was looked at', () => {
  it('offers what works there, and the install', async () => {
    const { said, user } = show(readyOf())
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Docker No Docker engine/ }).disabled).toBe(true)
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Native recommended/ }).checked).toBe(true)
    const remember = screen.getByRole<HTMLInputElement>('checkbox', { name: /Store a key that opens the tunnel/ })
    expect(remember.checked).toBe(false)
    await user.click(remember)
    await user.type(screen.getByLabelText('Exactly this version'), '2026.9.5{Enter}')
    await user.click(screen.getByRole('button', { name: 'Install MoltBot on garage.example' }))
    expect(said).toEqual([{ rememberKey: true }, { version: '2026.9.5' }, 'install on garage.example'])
  })

  it('stays on the page while it is looked at again, and cannot be installed on meanwhile', async () => {
    const { said, user } = show({ kind: 'asking', host: 'garage.example', what: 'key', last: readyOf() })
    await user.click(screen.getByRole('button', { name: 'Install MoltBot on garage.example' }))
    await user.click(screen.getByRole('button', { name: 'Look again' }))
    expect(screen.getByText('Debian GNU/Linux 12 (bookworm)')).toBeDefined()
    expect(said).toEqual([])
  })

  it('where sudo asks for a password says how to allow it, and cannot be installed on', async () => {
    const blocked = [checkOf('root', 'blocking', 'casey becomes root only with a password.')]
    const { said, user } = show(readyOf({ root: 'sudo_with_password', user: 'casey' }, blocked))
    expect(document.body.textContent).toContain('/etc/sudoers.d/moltbot-ops-setup')
    await user.click(screen.getByRole('button', { name: /^Install MoltBot/ }))
    expect(said).toEqual([])
  })

  it.each([
    ['a viewer', { mayInstall: false }, 'Not for viewers'],
    ['somebody while another job runs', { busy: true }, 'Another job runs. Only one changes something at a time.'],
  ])('cannot be installed on by %s', async (_who, props, why) => {
    const { said, user } = show(readyOf(), props)
    expect(screen.getByText(why, { ignore: '.hidden-text' })).toBeDefined()
    for (const button of screen.queryAllByRole('button', { name: /^Install MoltBot/ })) await user.click(button)
    expect(said).toEqual([])
  })

  it('that let nobody in says why and what to do', () => {
    show({ kind: 'failed', host: 'garage.example', why: 'Permission denied.', because: 'auth' })
    expect(screen.getByRole('alert').textContent).toMatch(/^Permission denied\..*then use a private key\.$/)
  })

  it('that does not answer gives the command that shows it', () => {
    show({ kind: 'failed', host: 'garage.example', why: 'No route.', because: 'unreachable' })
    expect(screen.getByRole('alert').textContent).toContain('ssh -p 22 -l op garage.example true')
  })
})
