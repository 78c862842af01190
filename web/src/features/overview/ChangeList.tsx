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
            <Sentence change={change} />
          </span>
          <span className={styles.by}>{change.by}</span>
        </li>
      ))}
    </ol>
  )
}

/** What a machine said follows a colon; a sentence about it stands for itself. */
function Sentence({ change }: { change: ChangeRow }) {
  const { title, detail, machine, times } = change
  const said = words.change(title, times)
  if (detail === null) return `${said}.`
  const Text = machine ? 'code' : 'span'
  return (
    <>
      {said}
      {machine ? ':' : '.'} <Text className={styles.detail}>{detail}</Text>
    </>
  )
}
