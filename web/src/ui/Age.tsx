import { Clock as ClockIcon } from 'lucide-react'
import styles from './Age.module.css'
import { useClock } from './clock.ts'
import { ago, clockTime, exactTime } from './time-words.ts'
import { uiWords } from './ui-words.ts'

interface AgeProps {
  at: number | null
  now: number
  /** Older than twice its interval: it may no longer be true. */
  stale?: boolean
  prefix?: string
}

/** How old a value is: plain while fresh, a dashed badge once it may no longer be true. */
export function Age({ at, now, stale = false, prefix }: AgeProps) {
  const { timeZone } = useClock()
  if (at === null) return <span className={styles.badge}>{uiWords.neverMeasured}</span>
  const exact = exactTime(at, timeZone)
  const lead = prefix === undefined ? '' : `${prefix} `
  if (!stale) {
    return (
      <time className={styles.fresh} dateTime={new Date(at).toISOString()} title={exact}>
        {lead}
        {ago(at, now)}
      </time>
    )
  }
  return (
    <time className={styles.badge} dateTime={new Date(at).toISOString()} title={exact}>
      <ClockIcon size={12} strokeWidth={1.75} aria-hidden />
      {uiWords.lastSeen(clockTime(at, timeZone), ago(at, now))}
    </time>
  )
}
