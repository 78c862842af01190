import { Age } from '../../ui/Age.tsx'
import { Mark } from '../../ui/Mark.tsx'
import styles from './ReadingList.module.css'
import type { Reading } from './readings.ts'

interface ReadingListProps {
  readings: readonly Reading[]
  now: number
  /** Rows beside the text, or columns below it. */
  shape: 'rows' | 'columns'
}

export function ReadingList({ readings, now, shape }: ReadingListProps) {
  return (
    <dl className={styles[shape]}>
      {readings.map((reading) => (
        <div key={reading.id} className={styles.reading}>
          <dt className={styles.label}>{reading.label}</dt>
          <dd className={styles.value}>
            <span className={styles.mark}>{reading.mark !== null && <Mark kind={reading.mark} />}</span>
            <span className={styles.main}>{reading.value}</span>
            <span className={styles.detail}>
              {reading.lastSeenAt === null ? reading.detail : <Age at={reading.lastSeenAt} now={now} stale />}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
