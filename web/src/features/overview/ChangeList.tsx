import { EmptyBox } from '../../ui/Box.tsx'
import { useClock } from '../../ui/clock.ts'
import { dayAndTime, exactTime } from '../../ui/time-words.ts'
import styles from './ChangeList.module.css'
import type { ChangeRow } from './overview-model.ts'
import { overviewWords as words } from './overview-words.ts'

/** What changed, newest first, and by whom. */
export function ChangeList({ changes, now }: { changes: readonly ChangeRow[]; now: number }) {
  const { timeZone } = useClock()
  if (changes.length === 0) return <EmptyBox title={words.changesEmpty.title}>{words.changesEmpty.why}</EmptyBox>
  return (
    <ol className={styles.list}>
      {changes.map((change) => (
        <li key={change.id} className={styles.row}>
          <time
            className={styles.at}
            dateTime={new Date(change.at).toISOString()}
            title={exactTime(change.at, timeZone)}
          >
            {dayAndTime(change.at, now, timeZone)}
          </time>
          <span className={styles.what}>
            {change.title}
            <Detail change={change} />
          </span>
          <span className={styles.by}>{change.by}</span>
        </li>
      ))}
    </ol>
  )
}

function Detail({ change }: { change: ChangeRow }) {
  if (change.detail === null) return null
  const Text = change.machine ? 'code' : 'span'
  return (
    <>
      {' '}
      <Text className={styles.detail}>{change.detail}</Text>
    </>
  )
}
