import { type ReactNode, useEffect, useState } from 'react'
import { EmptyBox } from '../../../ui/Box.tsx'
import { Button } from '../../../ui/Button.tsx'
import { configWords } from '../config-words.ts'
import type { SettingRow } from './expand-settings.ts'
import styles from './Settings.module.css'

const words = configWords.list

interface SettingListProps {
  rows: readonly SettingRow[]
  /** Another list begins at its beginning again. */
  name: string
  /** Groups of the list by the first name of the path; without it they stand in one row. */
  headed: boolean
  item(row: SettingRow): ReactNode
  sectionLabel(section: string): string
  empty: { title: string; why: string }
  /** How many at once. */
  step: number
}

/** Settings one below the other, a bounded number at a time. */
export function SettingList({ rows, name, headed, item, sectionLabel, empty, step }: SettingListProps) {
  const [bound, setBound] = useState(step)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list is another reading
  useEffect(() => setBound(step), [name, step])
  if (rows.length === 0) return <EmptyBox title={empty.title}>{empty.why}</EmptyBox>
  const shown = rows.slice(0, bound)
  const left = rows.length - shown.length
  const groups = headed ? groupBySection(shown) : [{ section: '', rows: shown }]
  return (
    <div className={styles.list}>
      {groups.map((group) => (
        <section key={group.section} aria-label={headed ? sectionLabel(group.section) : undefined}>
          {headed && <h2 className={styles.head}>{sectionLabel(group.section)}</h2>}
          <ul>{group.rows.map(item)}</ul>
        </section>
      ))}
      {left > 0 && (
        <Button className={styles.start} onClick={() => setBound(bound + step)}>
          {words.more(Math.min(step, left), left)}
        </Button>
      )}
    </div>
  )
}

function groupBySection(rows: readonly SettingRow[]): { section: string; rows: SettingRow[] }[] {
  const groups = new Map<string, SettingRow[]>()
  for (const row of rows) {
    const group = groups.get(row.section)
    if (group === undefined) groups.set(row.section, [row])
    else group.push(row)
  }
  return [...groups].map(([section, inside]) => ({ section, rows: inside }))
}
