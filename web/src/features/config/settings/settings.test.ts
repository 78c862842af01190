import { describe, expect, it } from 'vitest'
import { document, settingOf, settings } from '../test/config-fixtures.ts'
import { expandSettings } from './expand-settings.ts'
import { searchSettings } from './search-settings.ts'
import { indexSettings, tablesOf } from './setting-index.ts'
import { chooseSettings, sectionsOf, type Wanted } from './shelves/choose-settings.ts'

const index = indexSettings(settings)
const rows = expandSettings(index, document)
const keys = (list: readonly { key: string }[]) => list.map(({ key }) => key)

describe('settings of a table', () => {
  it('stand once for each name that is there, those of one name together', () => {
    const two = { models: { providers: { a: {}, 'b.c': { models: [{ id: 'm' }, {}] } } } }
    const found = expandSettings(index, two).filter(({ section, path }) => section === 'models' && path !== null)
    expect(keys(found)).toEqual([
      'models.providers',
      'models.providers.a.baseUrl',
      'models.providers.a.models',
      'models.providers["b.c"].baseUrl',
      'models.providers["b.c"].models',
      'models.providers["b.c"].models[0].id',
      'models.providers["b.c"].models[1].id',
    ])
  })

  it('have no place while there is no name', () => {
    const account = rows.find(({ key }) => key === 'channels.telegram.accounts.*.name')
    expect(account?.path).toBeNull()
  })

  it('make what they are in a table', () => {
    expect([...tablesOf(index)]).toEqual([
      'models.providers',
      'models.providers.*.models',
      'channels.telegram.accounts',
    ])
  })
})

it('a setting without a title is called by its name', () => {
  expect(indexSettings([settingOf('a.maxBodyBytes'), settingOf('b.*')]).map(({ label }) => label)).toEqual([
    'Max body bytes',
    'B',
  ])
})

describe('a search', () => {
  it.each([
    ['port', 'gateway.port'],
    ['PORT gateway', 'gateway.port'],
    ['models.providers.local.baseurl', 'models.providers.local.baseUrl'],
    ['token', 'gateway.auth.token'],
    ['bot token', 'channels.telegram.botToken'],
    ['nothing else on this host', 'gateway.port'],
  ])('for "%s" finds %s first', (typed, first) => {
    expect(searchSettings(rows, typed)[0]?.key).toBe(first)
  })

  it('finds only what holds every word, and nothing for nothing', () => {
    expect(keys(searchSettings(rows, 'telegram allowed'))).toEqual(['channels.telegram.allowFrom'])
    expect(searchSettings(rows, 'telegram port')).toEqual([])
    expect(searchSettings(rows, '   ')).toEqual([])
  })
})

describe('a shelf', () => {
  const choose = (wanted: Partial<Wanted>, changed: (string | number)[][] = []) =>
    chooseSettings(
      rows,
      { search: '', shelf: { kind: 'essential' }, advanced: false, ...wanted },
      { document, changed },
    )

  it('of essentials begins with gateway, models and channels, whatever the schema begins with', () => {
    const turned = expandSettings(index.toReversed(), document)
    const { rows: essential } = chooseSettings(
      turned,
      { search: '', shelf: { kind: 'essential' }, advanced: false },
      { document, changed: [] },
    )
    expect([...new Set(essential.map(({ section }) => section))]).toEqual(['gateway', 'models', 'channels'])
  })

  it('of a section leaves out what is advanced and not set, and says how much', () => {
    const shelf = { kind: 'section', section: 'gateway' } as const
    const plain = choose({ shelf })
    expect([keys(plain.rows).length, plain.hidden]).toEqual([3, 2])
    expect(choose({ shelf, advanced: true }).hidden).toBe(0)
    expect(choose({ shelf: { kind: 'section', section: 'hooks' } }).rows).toHaveLength(1)
  })

  it('of what is in the file, and of what waits', () => {
    expect(keys(choose({ shelf: { kind: 'set' } }).rows)).toContain('channels.telegram.allowFrom')
    expect(keys(choose({ shelf: { kind: 'changed' } }, [['gateway', 'auth']]).rows)).toEqual([
      'gateway.auth.token',
      'gateway.auth.rateLimit.maxAttempts',
    ])
  })

  it('is left by a search, which goes through all', () => {
    expect(keys(choose({ search: 'tls', shelf: { kind: 'changed' } }).rows)).toEqual(['gateway.tls.enabled'])
  })
})

it('sections count what is set, and one without a group of its own has its name', () => {
  expect(sectionsOf(rows, document).slice(0, 3)).toEqual([
    { name: 'gateway', label: 'Gateway', set: 3 },
    { name: 'models', label: 'Models', set: 2 },
    { name: 'channels', label: 'Channels', set: 3 },
  ])
  const mixed = expandSettings(indexSettings([settingOf('meta.a', { group: 'A' }), settingOf('meta.b')]), {})
  expect(sectionsOf(mixed, {})[0]?.label).toBe('Meta')
})
