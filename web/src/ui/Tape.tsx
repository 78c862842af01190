import { useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { useClock } from './clock.ts'
import styles from './Tape.module.css'
import { TapeBars } from './TapeBars.tsx'
import { TapeChanges } from './TapeChanges.tsx'
import { TapeTable } from './TapeTable.tsx'
import type { TapeBar, TapeChange } from './tape-layout.ts'
import { barReading } from './tape-reading.ts'
import { clockTime, latency } from './time-words.ts'
import { uiWords } from './ui-words.ts'
import { useWidth } from './use-width.ts'

export interface TapeEnding {
  words: string
  tone: 'warn' | 'bad'
}

export interface TapeProps {
  bars: readonly TapeBar[]
  changes: readonly TapeChange[]
  from: number
  to: number
  medianMs: number | null
  slowestMs: number | null
  /** "down 15 min", where it does not answer now; `warn` where that was wanted. */
  ending?: TapeEnding | undefined
}

const usualWidth = 1152

/** The last 24 hours as they were measured from outside. */
export function Tape({ bars, changes, from, to, medianMs, slowestMs, ending }: TapeProps) {
  const { timeZone } = useClock()
  const track = useRef<HTMLDivElement>(null)
  const trackWidth = useWidth(track, usualWidth)
  const [cursor, setCursor] = useState<number | null>(null)
  const [open, setOpen] = useState(false)
  const words = uiWords.tape
  const summary =
    medianMs === null || slowestMs === null ? words.nothing : words.summary(latency(medianMs), latency(slowestMs))
  const reading = cursor === null ? null : barReading(bars, changes, cursor, timeZone)
  return (
    <figure className={styles.tape}>
      <figcaption className={styles.head}>
        <span className={styles.title}>{words.title}</span>
        <span className={styles.titleShort}>{words.titleShort}</span>
        <span className={styles.summary}>{reading ?? summary}</span>
        <TapeKey />
        <button type="button" className={styles.asTable} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? words.hideTable : words.asTable}
        </button>
      </figcaption>
      <div ref={track} className={styles.track}>
        <TapeChanges
          changes={changes}
          from={from}
          to={to}
          trackWidth={trackWidth}
          cursor={cursor === null ? null : (bars[cursor]?.at ?? null)}
        />
        <TapeBars
          bars={bars}
          trackWidth={trackWidth}
          cursor={cursor}
          onCursor={setCursor}
          valueText={barReading(bars, changes, cursor ?? bars.length - 1, timeZone)}
        />
      </div>
      <TapeAxis from={from} to={to} ending={ending} timeZone={timeZone} />
      {open && <TapeTable bars={bars} changes={changes} />}
    </figure>
  )
}

function TapeKey() {
  const words = uiWords.tape
  return (
    <span className={styles.key} aria-hidden>
      <span>
        <i className={styles.keySlow} />
        {words.slow}
      </span>
      <span>
        <i className={styles.keyGap} />
        {words.notMeasured}
      </span>
      <span>
        <i className={styles.keyChange} />
        {words.change}
      </span>
    </span>
  )
}

interface TapeAxisProps {
  from: number
  to: number
  ending: TapeEnding | undefined
  timeZone: string
}

function TapeAxis({ from, to, ending, timeZone }: TapeAxisProps) {
  const words = uiWords.tape
  const quarter = (to - from) / 4
  // Whole hours near the quarters read better than the quarters themselves.
  const ticks = [1, 2, 3].map((index) => Math.round((from + index * quarter) / 3_600_000) * 3_600_000)
  return (
    <div className={styles.axis} aria-hidden>
      <span className={styles.axisFrom}>{words.yesterday(clockTime(from, timeZone))}</span>
      <span className={styles.axisShort}>{words.dayAgo}</span>
      {ticks.map((tick) => (
        <span key={tick} className={styles.tick} style={{ left: `${((tick - from) / (to - from)) * 100}%` }}>
          {clockTime(tick, timeZone)}
        </span>
      ))}
      <span className={classNames(styles.axisTo, ending !== undefined && styles[ending.tone])}>
        {ending?.words ?? words.now}
      </span>
    </div>
  )
}
