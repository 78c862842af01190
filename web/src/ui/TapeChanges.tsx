import { useEffect, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './Tape.module.css'
import { placeChanges, type TapeChange } from './tape-layout.ts'

interface TapeChangesProps {
  changes: readonly TapeChange[]
  from: number
  to: number
  /** Begin of the bar under the cursor: its changes show their names. */
  cursor: number | null
}

const usualWidth = 1152
const letter = 6.7

/** Triangles over the tape with their names. */
export function TapeChanges({ changes, from, to, cursor }: TapeChangesProps) {
  const lane = useRef<HTMLDivElement>(null)
  const trackWidth = useWidth(lane)
  const placed = placeChanges(changes, { from, to, trackWidth, widthOf: (name) => name.length * letter })
  const newest = placed.at(-1)?.key
  const step = 300_000
  return (
    <div ref={lane} className={styles.lane} aria-hidden>
      {placed.map((change) => {
        const at = from + change.position * (to - from)
        const called = cursor !== null && at >= cursor && at < cursor + step
        return (
          <span
            key={change.key}
            className={classNames(
              styles.change,
              change.position > 0.5 ? styles.toLeft : styles.toRight,
              change.side === 'left' && styles.toLeft,
              change.side === 'right' && styles.toRight,
              change.side === null && styles.yielded,
              called && styles.called,
              change.key === newest && styles.newest,
            )}
            style={{ left: `${change.position * 100}%` }}
          >
            <span className={styles.changeName}>{change.name}</span>
          </span>
        )
      })}
    </div>
  )
}

function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(usualWidth)
  useEffect(() => {
    const node = element.current
    if (node === null || typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(([entry]) => entry !== undefined && setWidth(entry.contentRect.width))
    observer.observe(node)
    return () => observer.disconnect()
  }, [element])
  return width
}
