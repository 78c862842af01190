import type { KeyboardEvent, PointerEvent } from 'react'
import { classNames } from './class-names.ts'
import styles from './Tape.module.css'
import { barsPath, gapsPath, grouped, type TapeBar, tapeHeight } from './tape-layout.ts'
import { uiWords } from './ui-words.ts'

interface TapeBarsProps {
  bars: readonly TapeBar[]
  /** Width of the tape in px. */
  trackWidth: number
  cursor: number | null
  onCursor(index: number | null): void
  valueText: string
}

const hourOfBars = 12

/** The bars, with one cursor for keyboard and pointer. A slider is what lets a screen reader say each value. */
export function TapeBars({ bars, trackWidth, cursor, onCursor, valueText }: TapeBarsProps) {
  const last = Math.max(0, bars.length - 1)
  const at = cursor ?? last
  const walk = (event: KeyboardEvent) => {
    const to = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      PageUp: at + hourOfBars,
      PageDown: at - hourOfBars,
      Home: 0,
      End: last,
    }[event.key]
    if (event.key === 'Escape') onCursor(null)
    if (to === undefined) return
    event.preventDefault()
    onCursor(Math.min(last, Math.max(0, to)))
  }
  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    if (box.width === 0) return
    onCursor(Math.min(last, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * bars.length))))
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={uiWords.tape.label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={at}
      aria-valuetext={valueText}
      className={styles.bars}
      onKeyDown={walk}
      onPointerMove={point}
      onPointerLeave={() => onCursor(null)}
      onBlur={() => onCursor(null)}
      onFocus={() => cursor === null && onCursor(last)}
    >
      <BarDrawing bars={bars} className={styles.fine} width={trackWidth} />
      <BarDrawing bars={grouped(bars, 3)} className={styles.coarse} width={trackWidth} />
      {cursor !== null && (
        <i
          className={styles.cursor}
          style={{ left: `${(cursor / bars.length) * 100}%`, width: `${100 / bars.length}%` }}
        />
      )}
    </div>
  )
}

interface BarDrawingProps {
  bars: readonly TapeBar[]
  className: string | undefined
  width: number
}

function BarDrawing({ bars, className, width }: BarDrawingProps) {
  return (
    <svg
      className={classNames(styles.drawing, className)}
      viewBox={`0 0 ${Math.max(1, width)} ${tapeHeight}`}
      preserveAspectRatio="none"
      aria-hidden
    >
      <path className={styles.well} d={barsPath(bars, 'well', width)} />
      <path className={styles.slow} d={barsPath(bars, 'slow', width)} />
      <path className={styles.down} d={barsPath(bars, 'down', width)} />
      <path className={styles.gap} d={gapsPath(bars, width)} />
    </svg>
  )
}
