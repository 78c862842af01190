import { type ConfigPath, formatPath, isObject, type Json, valueAt } from '../document/config-path.ts'
import { type IndexedSetting, type SearchWords, type Setting, wordsOf } from './setting-index.ts'

/** A setting at one place of the document. */
export interface SettingRow {
  /** The path as text, one of a kind. */
  key: string
  /** Null for a setting of something that has no name yet, such as the key of a provider when there is none. */
  path: ConfigPath | null
  setting: Setting
  label: string
  words: SearchWords
  /** The first name of the path: settings are grouped by it. */
  section: string
}

/**
 * The settings of the schema as they apply to this document: what belongs to every name of a table or to every item of
 * a list stands once for each that is there, those of one item together.
 */
export function expandSettings(index: readonly IndexedSetting[], document: Json): SettingRow[] {
  const rows: SettingRow[] = []

  const expand = (items: readonly IndexedSetting[], from: number, prefix: ConfigPath) => {
    for (let at = 0; at < items.length; ) {
      const item = items[at]
      if (item === undefined) return
      const open = item.parts.findIndex((part, position) => position >= from && isOpen(part))
      if (open === -1) {
        rows.push(rowOf(item, [...prefix, ...item.parts.slice(from)]))
        at += 1
        continue
      }
      const run = runOf(items, at, open)
      const place = [...prefix, ...item.parts.slice(from, open)]
      const names = namesIn(valueAt(document, place), item.parts[open])
      for (const name of names) expand(run, open + 1, [...place, name])
      // Below a name that is there, other tables may be empty: only the outermost one is told of.
      if (names.length === 0) rows.push(...run.map((one) => rowOf(one, null)))
      at += run.length
    }
  }
  expand(index, 0, [])
  return rows
}

const isOpen = (part: string | undefined) => part === '*' || part === '[]'

/** The settings from here on that lie in the same table or list. */
function runOf(items: readonly IndexedSetting[], start: number, open: number): readonly IndexedSetting[] {
  const first = items[start]?.parts ?? []
  let end = start + 1
  for (; end < items.length; end += 1) {
    const parts = items[end]?.parts ?? []
    let same = parts.length > open
    for (let position = open; same && position >= 0; position -= 1) same = parts[position] === first[position]
    if (!same) break
  }
  return items.slice(start, end)
}

function namesIn(value: Json | undefined, part: string | undefined): (string | number)[] {
  if (part === '[]') return Array.isArray(value) ? [...value.keys()] : []
  return isObject(value) ? Object.keys(value) : []
}

function rowOf({ setting, label, words, parts }: IndexedSetting, path: ConfigPath | null): SettingRow {
  const section = parts[0] ?? ''
  const isOwn = path === null || parts.every((part, position) => part === path[position])
  if (isOwn) return { key: setting.path, path, setting, label, words, section }
  const key = formatPath(path)
  return { key, path, setting, label, words: wordsOf(key, label, setting.help), section }
}
