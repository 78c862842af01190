import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { type ReactNode, useState } from 'react'
import { describe, expect, it } from 'vitest'
import { renderAt } from '../../../../test/render.tsx'
import { formatPath, type JsonObject, parsePath, valueAt } from '../document/config-path.ts'
import { type HeldDraft, useDraft } from '../draft/use-draft.ts'
import { expandSettings } from '../settings/expand-settings.ts'
import { indexSettings, type Setting, tablesOf } from '../settings/setting-index.ts'
import { document, mask, settingOf, settings } from '../test/config-fixtures.ts'
import { ConfigFormContext } from './form-context.ts'
import { SettingControl } from './SettingControl.tsx'
import { TypedSecretsContext } from './secrets/typed-secrets.ts'

const storage = { getItem: () => null, setItem: () => {}, removeItem: () => {} }
const base = { document: document as JsonObject, text: '{}', hash: 'sha256:1', mask }
let held: HeldDraft

function Controls({
  keys,
  all,
  readOnly,
}: {
  keys: readonly string[]
  all: readonly Setting[]
  readOnly: boolean
}): ReactNode {
  const [index] = useState(() => indexSettings(all))
  held = useDraft(base, null, storage)
  const form = { actions: held.actions, mask, readOnly, range: () => null, goTo: () => {} }
  const typed = new Set(held.draft.secrets.map(({ path }) => formatPath(path)))
  return (
    <ConfigFormContext value={form}>
      <TypedSecretsContext value={typed}>
        {expandSettings(index, held.document).map((row) =>
          row.path !== null && keys.includes(row.key) ? (
            <SettingControl
              key={row.key}
              row={row}
              path={row.path}
              value={valueAt(held.document, row.path)}
              describedBy=""
              hasParts={tablesOf(index).has(row.setting.path)}
            />
          ) : null,
        )}
      </TypedSecretsContext>
    </ConfigFormContext>
  )
}

function show(
  key: string,
  { all = settings, readOnly = false }: { all?: readonly Setting[]; readOnly?: boolean } = {},
) {
  renderAt(<Controls keys={[key]} all={all} readOnly={readOnly} />)
  return { user: userEvent.setup(), now: () => valueAt(held.document, parsePath(key)) }
}
const button = (name: string | RegExp) => screen.getByRole('button', { name })

describe('a secret', () => {
  it('is put in and never stands on the page, not even as the value of a field', async () => {
    const { user, now } = show('channels.telegram.botToken')
    expect(screen.getByText('Set, never shown')).toBeDefined()
    await user.click(button('Replace: Telegram bot token'))
    const field = screen.getByLabelText('New value of Telegram bot token')
    expect(window.document.activeElement).toBe(field)
    await user.type(field, 'hush')
    expect(window.document.body.innerHTML).not.toContain('hush')
    await user.keyboard('{Enter}')
    expect(screen.getByText('New one typed, not applied yet')).toBeDefined()
    expect(window.document.activeElement).toBe(button('Replace: Telegram bot token'))
    expect([now(), held.draft.secrets]).toEqual([mask, [{ path: ['channels', 'telegram', 'botToken'], value: 'hush' }]])
  })

  it('is left as it is by Esc, and can be taken out', async () => {
    const { user, now } = show('gateway.auth.token')
    await user.click(button('Replace: Gateway token'))
    await user.keyboard('hush{Escape}')
    expect(held.changed).toEqual([])
    await user.click(button('Remove: Gateway token'))
    expect(now()).toBeUndefined()
  })
})

describe('a list', () => {
  it('takes one more by Enter, changes one, and takes one out', async () => {
    const { user, now } = show('channels.telegram.allowFrom')
    await user.type(screen.getByLabelText('Add to Telegram allowed senders'), '42{Enter}')
    expect(now()).toEqual(['tg:1001', 'tg:1002', 42])
    await user.type(screen.getByLabelText('Telegram allowed senders, item 2'), '!')
    await user.click(button('Remove tg:1001 from Telegram allowed senders'))
    expect(now()).toEqual(['tg:1002!', 42])
  })
})

describe('a table', () => {
  it('takes variables as secrets, and shows that one is typed', async () => {
    const { user, now } = show('env.vars')
    await user.type(screen.getByLabelText('Add to Environment variables'), 'API')
    await user.type(screen.getByLabelText('Value: Environment variables'), 'hush{Enter}')
    expect([now(), held.draft.secrets]).toEqual([undefined, [{ path: ['env', 'vars', 'API'], value: 'hush' }]])
    expect(screen.getByText('New one typed, not applied yet')).toBeDefined()
    await user.click(button('Remove: API'))
    expect(held.draft.secrets).toEqual([])
  })

  it('of plain values takes a name once', async () => {
    const all = [settingOf('aliases', { type: 'map', title: 'Aliases' })]
    const { user, now } = show('aliases', { all })
    await user.type(screen.getByLabelText('Add to Aliases'), 'a')
    await user.type(screen.getByLabelText('Value: Aliases'), 'b{Enter}')
    await user.type(screen.getByLabelText('Add to Aliases'), 'a{Enter}')
    expect([now(), screen.getByText('This name is there already.', { selector: 'p' })]).toEqual([
      { a: 'b' },
      expect.anything(),
    ])
  })

  it('of settings takes a name, whose settings then stand below', async () => {
    const { user, now } = show('models.providers')
    await user.type(screen.getByLabelText('Add to Providers'), 'new one{Enter}')
    expect(now()).toEqual({ ...document.models.providers, 'new one': {} })
    await user.click(button('Remove local from Providers'))
    expect(now()).toEqual({ 'new one': {} })
  })
})

it('a list of settings takes one more entry', async () => {
  const { user, now } = show('models.providers.local.models')
  await user.click(button('Add an entry: Models'))
  expect(now()).toEqual([{}])
})

it('JSON is taken when it is JSON, and until then the field says that it is not', async () => {
  const { user, now } = show('hooks.filter')
  const field = screen.getByRole('textbox', { name: 'Hook filter' })
  await user.click(field)
  await user.paste('{"a": [1')
  expect([now(), held.unfinished, field.getAttribute('aria-invalid')]).toEqual([undefined, true, 'true'])
  await user.paste(']}')
  expect([now(), held.unfinished]).toEqual([{ a: [1] }, false])
})

it('a choice is left to what holds without it', async () => {
  const { user, now } = show('gateway.bind')
  const field = screen.getByRole('combobox', { name: 'Gateway bind mode' })
  await user.selectOptions(field, 'lan')
  expect(now()).toBe('lan')
  await user.selectOptions(field, 'Not set')
  expect(now()).toBeUndefined()
})

it('a number that is emptied is taken out, and says what holds then', async () => {
  const { user, now } = show('gateway.port')
  const field = screen.getByRole('textbox', { name: 'Gateway port' })
  await user.clear(field)
  expect([now(), field.getAttribute('placeholder')]).toEqual([undefined, 'Not set, 18789 holds'])
  await user.type(field, '19x')
  expect(now()).toBe('19x')
})

it('a viewer sees everything and can change nothing', () => {
  renderAt(<Controls keys={settings.map(({ path }) => path)} all={settings} readOnly />)
  expect(screen.queryAllByRole('button')).toEqual([])
  for (const field of screen.getAllByRole('textbox')) expect(field).toHaveProperty('readOnly', true)
  for (const field of screen.getAllByRole('combobox')) expect(field).toHaveProperty('disabled', true)
})
