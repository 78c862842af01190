import type { Schemas } from '@moltbot-ops/sdk'

export type Setting = Schemas['ConfigSetting']

/** A setting of the schema, made ready once so that a search does no more than look. */
export interface IndexedSetting {
  setting: Setting
  /** `*` is a name that is chosen, `[]` a position in a list. */
  parts: readonly string[]
  /** How it is called on the page. */
  label: string
  /** In small letters. */
  words: SearchWords
}

export interface SearchWords {
  path: string
  last: string
  label: string
  help: string
}

export function indexSettings(settings: readonly Setting[]): IndexedSetting[] {
  return settings.map((setting) => {
    const parts = partsOf(setting.path)
    const label = setting.title ?? nameOf(parts)
    return { setting, parts, label, words: wordsOf(setting.path, label, setting.help) }
  })
}

export function wordsOf(path: string, label: string, help: string | null): SearchWords {
  const low = path.toLowerCase()
  return {
    path: low,
    last: low.slice(low.lastIndexOf('.') + 1),
    label: label.toLowerCase(),
    help: help?.toLowerCase() ?? '',
  }
}

/** `a.b[].c` as `a`, `b`, `[]`, `c`. */
export function partsOf(path: string): string[] {
  return path.replaceAll('[]', '.[]').split('.')
}

/** A name for a setting that the schema gives none: `maxBodyBytes` reads "Max body bytes". */
export function nameOf(parts: readonly string[]): string {
  const name = parts.findLast((part) => part !== '*' && part !== '[]') ?? ''
  const spaced = name.replace(
    /([a-z\d])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  )
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

/** Settings that are tables or lists whose entries have settings of their own. */
export function tablesOf(index: readonly IndexedSetting[]): ReadonlySet<string> {
  const tables = new Set<string>()
  for (const { setting } of index) {
    for (const { index: at } of setting.path.matchAll(/\.\*|\[\]/g)) tables.add(setting.path.slice(0, at))
  }
  return tables
}
