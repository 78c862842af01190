import { type ReactNode, useEffect, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import { Mark, type MarkKind } from './Mark.tsx'
import styles from './StatusSentence.module.css'

export interface StatusSentenceProps {
  mark?: MarkKind
  tone?: 'plain' | 'warn' | 'bad'
  verdict: string
  cause?: string
  /** What follows from it, in one line. */
  follows?: ReactNode
  /** What is read aloud when it changes; the verdict where nothing is given. */
  said?: string
  /** The cause on a line of its own, for narrow pages. */
  stacked?: boolean
}

/** The first words of a page: how it stands, why, and what follows. */
export function StatusSentence({
  mark,
  tone = 'plain',
  verdict,
  cause,
  follows,
  said,
  stacked = false,
}: StatusSentenceProps) {
  return (
    <div
      className={classNames(
        styles.status,
        mark !== undefined && styles.marked,
        mark !== undefined && stacked && styles.hanging,
      )}
    >
      {mark !== undefined && (
        <span className={styles.mark}>
          <Mark kind={mark} size={28} />
        </span>
      )}
      <h1 className={styles.sentence} tabIndex={-1}>
        <span className={styles[tone]}>{verdict}</span>
        {cause !== undefined && <span className={classNames(styles.cause, stacked && styles.ownLine)}> {cause}</span>}
      </h1>
      {follows !== undefined && <p className={styles.follows}>{follows}</p>}
      <VerdictAnnouncer verdict={said ?? verdict} cause={said === undefined ? cause : undefined} />
    </div>
  )
}

/** Speaks when the verdict changes. The cause may count seconds, which nobody wants read aloud. */
function VerdictAnnouncer({ verdict, cause }: { verdict: string; cause: string | undefined }) {
  const [spoken, setSpoken] = useState('')
  const last = useRef(verdict)
  useEffect(() => {
    if (last.current === verdict) return
    last.current = verdict
    setSpoken(cause === undefined ? verdict : `${verdict} ${cause}`)
  }, [verdict, cause])
  return (
    <span role="status" className="hidden-text">
      {spoken}
    </span>
  )
}
