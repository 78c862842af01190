import styles from './Countdown.module.css'
import { classNames } from './class-names.ts'
import { useNow } from './clock.ts'
import { countdown, spokenCountdown } from './time-words.ts'
import { uiWords } from './ui-words.ts'

interface CountdownProps {
  startedAt: number
  endsAt: number
  lead?: string
  /** Said in place of the time once nothing is left. */
  over?: string
}

/** What is left of a limit, with a draining line. Spoken once a minute, not once a second. */
export function Countdown({ startedAt, endsAt, lead = uiWords.endsIn, over }: CountdownProps) {
  // The shared clock ticks once a second, so it may lie before the start.
  const left = Math.max(0, endsAt - Math.max(startedAt, useNow()))
  const share = Math.min(1, left / (endsAt - startedAt))
  return (
    <div className={classNames(styles.countdown, left <= 30_000 && styles.short)}>
      <span>
        {left === 0 && over !== undefined ? (
          over
        ) : (
          <>
            {lead} <span className={styles.time}>{countdown(left)}</span>
          </>
        )}
      </span>
      <span className={styles.line} aria-hidden>
        <i style={{ transform: `scaleX(${share})` }} />
      </span>
      <span role="status" className="hidden-text">
        {spokenCountdown(left)}
      </span>
    </div>
  )
}
