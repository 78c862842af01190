import { type ConfigPath, isWithin, type Json, valueAt } from '../../document/config-path.ts'
import type { SettingRow } from '../expand-settings.ts'
import { searchSettings } from '../search-settings.ts'
import { nameOf } from '../setting-index.ts'

/** What the list shows while nothing is searched. */
export type Shelf = { kind: 'essential' } | { kind: 'set' } | { kind: 'changed' } | { kind: 'section'; section: string }

export interface Wanted {
  search: string
  shelf: Shelf
  /** Also what the schema calls advanced. */
  advanced: boolean
}

export interface Chosen {
  rows: readonly SettingRow[]
  /** How many advanced ones are left out. */
  hidden: number
}

/** The settings to show. A search goes through all of them, whatever the shelf. */
export function chooseSettings(
  rows: readonly SettingRow[],
  { search, shelf, advanced }: Wanted,
  { document, changed }: { document: Json; changed: readonly ConfigPath[] },
): Chosen {
  if (search.trim() !== '') return { rows: searchSettings(rows, search), hidden: 0 }
  switch (shelf.kind) {
    case 'essential':
      return { rows: essentialOf(rows), hidden: 0 }
    case 'set':
      return { rows: rows.filter(({ path }) => path !== null && valueAt(document, path) !== undefined), hidden: 0 }
    case 'changed':
      return { rows: rows.filter(({ path }) => path !== null && touches(path, changed)), hidden: 0 }
    case 'section': {
      const inside = rows.filter(({ section, path }) => section === shelf.section && path !== null)
      const plain = inside.filter(({ setting, path }) => !setting.advanced || isSet(document, path))
      const shown = advanced || plain.length === 0 ? inside : plain
      return { rows: shown, hidden: inside.length - shown.length }
    }
  }
}

function essentialOf(rows: readonly SettingRow[]): SettingRow[] {
  return rows
    .filter(({ setting, path }) => setting.essential && path !== null)
    .toSorted((one, other) => rankOf(one.section) - rankOf(other.section))
}

const isSet = (document: Json, path: ConfigPath | null) => path !== null && valueAt(document, path) !== undefined

/** Whether a change is at the path, in it, or around it. */
export function touches(path: ConfigPath, changed: readonly ConfigPath[]): boolean {
  return changed.some((one) => isWithin(one, path) || isWithin(path, one))
}

export interface Section {
  name: string
  label: string
  /** How many of its settings are in the file. */
  set: number
}

/** What nearly everybody comes for stands first; the rest keeps the order of the schema. */
const first = ['gateway', 'models', 'agents', 'channels']
const rankOf = (section: string) => (first.includes(section) ? first.indexOf(section) : first.length)

/** The parts of the configuration. */
export function sectionsOf(rows: readonly SettingRow[], document: Json): Section[] {
  const sections = new Map<string, Section & { groups: Set<string | null> }>()
  for (const { section: name, setting, path } of rows) {
    const section = sections.get(name) ?? { name, label: '', set: 0, groups: new Set() }
    if (isSet(document, path)) section.set += 1
    section.groups.add(setting.group)
    sections.set(name, section)
  }
  return [...sections.values()]
    .map(({ name, set, groups }) => ({ name, set, label: labelOf(name, groups) }))
    .toSorted((one, other) => rankOf(one.name) - rankOf(other.name))
}

/** A section without a group of its own tells those of its settings, which are several. */
function labelOf(name: string, groups: ReadonlySet<string | null>): string {
  const [group] = groups
  return groups.size === 1 && group != null ? group : nameOf([name])
}
