import { useDeferredValue, useMemo, useState } from 'react'
import { Button } from '../../../../ui/Button.tsx'
import type { ConfigChange } from '../../../../wire.ts'
import type { ConfigError } from '../../config-queries.ts'
import { configWords } from '../../config-words.ts'
import {
  type ConfigPath,
  formatPath,
  isWithin,
  type JsonObject,
  parsePath,
  valueAt,
} from '../../document/config-path.ts'
import { findingsByRow } from '../../findings/findings-of.ts'
import type { SettingRow } from '../expand-settings.ts'
import { SettingItem } from '../SettingItem.tsx'
import { SettingList } from '../SettingList.tsx'
import { type IndexedSetting, tablesOf } from '../setting-index.ts'
import { chooseSettings, type Shelf, sectionsOf, touches } from './choose-settings.ts'
import { ShelfNav } from './ShelfNav.tsx'
import styles from './Shelves.module.css'

const words = configWords

interface SettingShelvesProps {
  rows: readonly SettingRow[]
  index: readonly IndexedSetting[]
  keys: ReadonlySet<string>
  document: JsonObject
  before: JsonObject
  changed: readonly ConfigPath[]
  findings: readonly ConfigError[]
  changes: readonly ConfigChange[] | null
  search: string
  shelf: Shelf
  onShelf(shelf: Shelf): void
}

const none: readonly ConfigError[] = []
/** More at once makes typing slow, and nobody reads further down without asking for it. */
const atOnce = { search: 15, shelf: 30 }

/** The settings of the chosen shelf, or those that a search found. */
export function SettingShelves(props: SettingShelvesProps) {
  const { rows, index, keys, document, before, changed, findings, changes, search, shelf, onShelf } = props
  const [advanced, setAdvanced] = useState(false)
  const calm = useDeferredValue(document)
  const sections = useMemo(() => sectionsOf(rows, calm), [rows, calm])
  const tables = useMemo(() => tablesOf(index), [index])
  const byRow = useMemo(() => findingsByRow(findings, keys), [findings, keys])
  const changeAt = useMemo(() => changesByRow(changes ?? [], changed), [changes, changed])
  const chosen = useMemo(
    () => chooseSettings(rows, { search, shelf, advanced }, { document: calm, changed }),
    [rows, search, shelf, advanced, calm, changed],
  )
  const set = sections.reduce((sum, section) => sum + section.set, 0)
  const searching = search.trim() !== ''
  const label = (name: string) => sections.find((section) => section.name === name)?.label ?? name
  const item = (row: SettingRow) => {
    const isChanged = row.path !== null && changed.length > 0 && touches(row.path, changed)
    return (
      <SettingItem
        key={row.key}
        row={row}
        value={row.path === null ? undefined : valueAt(document, row.path)}
        before={row.path === null ? undefined : valueAt(before, row.path)}
        changed={isChanged}
        change={isChanged ? (changeAt(row) ?? null) : null}
        findings={byRow.get(row.key) ?? none}
        hasParts={tables.has(row.setting.path)}
      />
    )
  }
  return (
    <div className={styles.columns}>
      <ShelfNav
        shelf={searching ? null : shelf}
        sections={sections}
        changed={changed.length}
        set={set}
        onShelf={onShelf}
      />
      <div className={styles.main}>
        <p role="status" className={searching ? styles.found : 'hidden-text'}>
          {searching ? words.search.found(chosen.rows.length) : ''}
        </p>
        <SettingList
          rows={chosen.rows}
          name={searching ? `search ${search}` : JSON.stringify(shelf)}
          step={searching ? atOnce.search : atOnce.shelf}
          headed={!searching}
          item={item}
          sectionLabel={label}
          empty={
            searching ? words.search.none : shelf.kind === 'changed' ? words.list.emptyChanged : words.list.emptySet
          }
        />
        {!searching && shelf.kind === 'section' && (chosen.hidden > 0 || advanced) && (
          <Button className={styles.start} onClick={() => setAdvanced(!advanced)}>
            {advanced ? words.list.fewer : words.list.advanced(chosen.hidden)}
          </Button>
        )}
      </div>
    </div>
  )
}

/** The agent's words for a change at a setting or in it. */
function changesByRow(changes: readonly ConfigChange[], changed: readonly ConfigPath[]) {
  const places = changes.map((change) => ({ change, path: parsePath(change.path) }))
  const current = new Set(changed.map(formatPath))
  return ({ path, key }: SettingRow): ConfigChange | undefined => {
    if (path === null || current.size === 0) return undefined
    return (
      places.find(({ change }) => change.path === key)?.change ??
      places.find((place) => isWithin(place.path, path))?.change
    )
  }
}
