import type { ReactNode } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { useClock, useNow } from '../../../ui/clock.ts'
import { Mark } from '../../../ui/Mark.tsx'
import records from '../../../ui/Records.module.css'
import { size } from '../../../ui/size-words.ts'
import { dayAndTime, exactTime } from '../../../ui/time-words.ts'
import type { ConfigVersion } from '../../../wire.ts'
import styles from './History.module.css'
import { versionKey, whoWrote } from './history-model.ts'
import { historyWords as words } from './history-words.ts'

interface VersionTableProps {
  versions: readonly ConfigVersion[]
  /** The host's clock minus this browser's. */
  hostOffset: number
  versionLink(key: string, label: string): ReactNode
}

const pathsShown = 3

export function VersionTable({ versions, hostOffset, versionLink }: VersionTableProps) {
  const now = useNow(10_000)
  const { timeZone } = useClock()
  const { columns } = words
  return (
    <table className={classNames(records.table, records.list, styles.table)}>
      <thead>
        <tr>
          <th scope="col" className={styles.when}>
            {columns.when}
          </th>
          <th scope="col">{columns.what}</th>
          <th scope="col" className={styles.who}>
            {columns.who}
          </th>
          <th scope="col" className={styles.size}>
            {columns.size}
          </th>
          <th scope="col" className={styles.valid}>
            {columns.valid}
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => {
          const at = Date.parse(version.at) - hostOffset
          return (
            <tr key={version.at}>
              <th scope="row" className={styles.when}>
                <time dateTime={version.at} title={exactTime(at, timeZone)}>
                  {versionLink(versionKey(version), dayAndTime(at, now, timeZone))}
                </time>
                {version.current && <span className={classNames(records.tag, styles.tag)}>{words.current}</span>}
              </th>
              <td className={styles.what}>
                <What version={version} />
              </td>
              <td data-label={columns.who} className={styles.who}>
                {whoWrote(version)}
              </td>
              <td data-label={columns.size} className={styles.size}>
                {size(version.size_bytes)}
              </td>
              <td data-label={columns.valid} className={styles.valid}>
                <span className={records.marked}>
                  {version.valid === false && <Mark kind="look" />}
                  {words.valid(version.valid)}
                </span>
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function What({ version: { cause, reason, changed_paths: paths } }: { version: ConfigVersion }) {
  return (
    <>
      <p>{cause}</p>
      {reason !== null && <p className={styles.reason}>“{reason}”</p>}
      {paths.length > 0 && (
        <p className={styles.paths}>
          {paths.slice(0, pathsShown).map((path) => (
            <code key={path}>{path}</code>
          ))}
          {paths.length > pathsShown && <span>{words.morePaths(paths.length - pathsShown)}</span>}
        </p>
      )}
    </>
  )
}
