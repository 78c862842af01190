import type { ReactNode } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { useClock, useNow } from '../../ui/clock.ts'
import { Mark } from '../../ui/Mark.tsx'
import records from '../../ui/Records.module.css'
import { dayAndTime, exactTime } from '../../ui/time-words.ts'
import type { AuditEvent } from '../../wire.ts'
import styles from './Audit.module.css'
import { actionNames } from './action-words.ts'
import { actorName, isTrouble, auditWords as words } from './audit-words.ts'

interface EntryTableProps {
  entries: readonly AuditEvent[]
  /** The agent's clock minus this browser's. */
  agentOffset: number
  /** Numbers of entries that the last check found something wrong with. */
  damaged: ReadonlySet<number>
  entryLink(seq: number, label: string): ReactNode
}

export function EntryTable({ entries, agentOffset, damaged, entryLink }: EntryTableProps) {
  const now = useNow(10_000)
  const { timeZone } = useClock()
  const { columns } = words
  const nameOf = actionNames(entries)
  return (
    <table className={classNames(records.table, records.list, styles.table)}>
      <thead>
        <tr>
          <th scope="col" className={styles.seq}>
            {columns.seq}
          </th>
          <th scope="col" className={styles.when}>
            {columns.when}
          </th>
          <th scope="col">{columns.what}</th>
          <th scope="col" className={styles.who}>
            {columns.who}
          </th>
          <th scope="col" className={styles.outcome}>
            {columns.outcome}
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => {
          const at = Date.parse(entry.at) - agentOffset
          return (
            <tr key={entry.seq}>
              <td className={styles.seq}>{entry.seq}</td>
              <td className={styles.when}>
                <time dateTime={entry.at} title={exactTime(at, timeZone)}>
                  {dayAndTime(at, now, timeZone)}
                </time>
              </td>
              <th scope="row" className={styles.what}>
                {entryLink(entry.seq, nameOf(entry))}
                {damaged.has(entry.seq) && <Damaged />}
                {entry.reason !== null && <p className={styles.reason}>“{entry.reason}”</p>}
                {entry.detail !== null && <p className={styles.reason}>{entry.detail}</p>}
              </th>
              <td className={styles.who}>{actorName(entry.actor)}</td>
              <td className={styles.outcome}>
                <span className={classNames(records.marked, isTrouble(entry.outcome) && styles.trouble)}>
                  {isTrouble(entry.outcome) && <Mark kind={entry.outcome === 'failed' ? 'broken' : 'look'} />}
                  {words.outcomes[entry.outcome]}
                </span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Stands at what cannot be relied on, wherever it is read. */
export function Damaged() {
  return (
    <p className={styles.damaged}>
      <Mark kind="broken" />
      {words.damaged}
    </p>
  )
}
