import type { ReactNode } from 'react'
import styles from './AttentionCard.module.css'
import { Mark, type MarkKind } from './Mark.tsx'

interface AttentionCardProps {
  mark: MarkKind
  title: string
  why?: ReactNode
  /** One button or one command, never more. */
  action?: ReactNode
  /** What the machine said. */
  children?: ReactNode
}

/** One thing that is worth a person's time. A list item; hairlines come from the list. */
export function AttentionCard({ mark, title, why, action, children }: AttentionCardProps) {
  return (
    <li className={styles.card}>
      <span className={styles.mark}>
        <Mark kind={mark} />
      </span>
      <div className={styles.words}>
        <h3>{title}</h3>
        {why !== undefined && <p className={styles.why}>{why}</p>}
        {children}
      </div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </li>
  )
}
