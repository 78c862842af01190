import { classNames } from './class-names.ts'
import styles from './Ladder.module.css'

export interface LadderRow {
  id: string
  title: string
  /** Ring with a tick, arc, small ring, octagon. */
  mark: 'done' | 'now' | 'todo' | 'failed'
  detail: string | null
  /** How long it took, or a short word. */
  aside: string
  /** MoltBot is stopped during it. */
  edge: boolean
}

/** Steps as they are done, one under the other. */
export function Ladder({ rows, label }: { rows: readonly LadderRow[]; label: string }) {
  return (
    <ol className={styles.ladder} aria-label={label}>
      {rows.map((row) => (
        <li
          key={row.id}
          className={classNames(styles.row, styles[row.mark], row.edge && styles.edge)}
          aria-current={row.mark === 'now' ? 'step' : undefined}
          data-mark={row.mark}
        >
          <svg className={styles.node} width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden>
            {nodes[row.mark]}
          </svg>
          <span className={styles.title}>
            {row.title}
            {row.detail !== null && row.detail !== '' && <span className={styles.detail}>{row.detail}</span>}
          </span>
          <span className={styles.aside}>{row.aside}</span>
        </li>
      ))}
    </ol>
  )
}

const nodes = {
  done: (
    <>
      <circle cx="8" cy="8" r="7" className={styles.ring} />
      <path d="m5 8.2 2.1 2.1 4-4.4" className={styles.tick} />
    </>
  ),
  now: (
    <>
      <circle cx="8" cy="8" r="6.5" className={styles.track} />
      <path d="M8 1.5A6.5 6.5 0 0 1 14.5 8" className={styles.arc} />
    </>
  ),
  todo: <circle cx="8" cy="8" r="3.5" className={styles.ring} />,
  failed: (
    <>
      <path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" className={styles.octagon} />
      <path d="m5.5 5.5 5 5m0-5-5 5" className={styles.cross} />
    </>
  ),
} satisfies Record<LadderRow['mark'], React.ReactNode>
