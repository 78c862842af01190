import { classNames } from './class-names.ts'
import styles from './Mark.module.css'

export type MarkKind = 'fine' | 'look' | 'broken' | 'unknown' | 'busy' | 'info'

interface MarkProps {
  kind: MarkKind
  size?: 16 | 28
}

/** How something stands, by shape first and colour second. It is silent: the words beside it say the same. */
export function Mark({ kind, size = 16 }: MarkProps) {
  return (
    <svg
      aria-hidden
      className={classNames(styles.mark, styles[kind])}
      width={size}
      height={size}
      viewBox="0 0 28 28"
      fill="none"
      data-mark={kind}
    >
      {shapes[kind]}
    </svg>
  )
}

const shapes = {
  fine: (
    <>
      <circle cx="14" cy="14" r="13" className={styles.body} />
      <path d="m8.4 14.4 3.9 3.9 7.3-8" className={styles.sign} />
    </>
  ),
  look: (
    <>
      <path d="M14 3.4 26 24.4H2z" className={classNames(styles.body, styles.rounded)} />
      <path d="M14 11v5.6" className={styles.sign} />
      <circle cx="14" cy="20.6" r="1.55" className={styles.dot} />
    </>
  ),
  broken: (
    <>
      <path d="M9 1.6h10L26.4 9v10L19 26.4H9L1.6 19V9z" className={classNames(styles.body, styles.rounded)} />
      <path d="m9.9 9.9 8.2 8.2m0-8.2-8.2 8.2" className={styles.sign} />
    </>
  ),
  unknown: <circle cx="14" cy="14" r="12" className={styles.dashes} pathLength="48" />,
  busy: (
    <>
      <circle cx="14" cy="14" r="11.5" className={styles.track} />
      <path d="M14 2.5A11.5 11.5 0 0 1 25.5 14" className={styles.arc} />
    </>
  ),
  info: (
    <>
      <circle cx="14" cy="14" r="12" className={styles.ring} />
      <path d="M14 13v6.8" className={styles.stem} />
      <circle cx="14" cy="8.7" r="1.6" className={styles.point} />
    </>
  ),
} satisfies Record<MarkKind, React.ReactNode>
