import { classNames } from './class-names.ts'
import styles from './Tape.module.css'
import { placeChanges, type TapeChange } from './tape-layout.ts'

interface TapeChangesProps {
  changes: readonly TapeChange[]
  from: number
  to: number
  /** Width of the tape in px. */
  trackWidth: number
  /** Begin of the bar under the cursor: its changes show their names. */
  cursor: number | null
}

const letter = 6.7

/** Triangles over the tape with their names. */
export function TapeChanges({ changes, from, to, trackWidth, cursor }: TapeChangesProps) {
  const placed = placeChanges(changes, { from, to, trackWidth, widthOf: (name) => name.length * letter })
  const newest = placed.at(-1)?.key
  const step = 300_000
  return (
    <div className={styles.lane} aria-hidden>
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
              change.covered && styles.covered,
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
