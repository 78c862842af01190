import type { ReactNode } from 'react'
import { Button } from './Button.tsx'
import styles from './FixCard.module.css'
import { uiWords } from './ui-words.ts'

interface FixCardProps {
  title: string
  takes: string
  does: ReactNode
  because: ReactNode
  lost: ReactNode
  undoneBy: ReactNode
  review: { label: string; onClick(): void }
  others?: { label: string; onClick(): void } | undefined
}

/** The one decision of a broken page: what you get, its price, and the way back. */
export function FixCard({ title, takes, does, because, lost, undoneBy, review, others }: FixCardProps) {
  const words = uiWords.fix
  const rows: [string, ReactNode][] = [
    [words.does, does],
    [words.because, because],
    [words.lost, lost],
    [words.undone, undoneBy],
  ]
  return (
    <section className={styles.card} aria-label={words.proposed}>
      <div className={styles.body}>
        <p className={styles.lead}>
          <span>{words.proposed}</span>
          <span>{takes}</span>
        </p>
        <h2 className={styles.title}>{title}</h2>
        <dl className={styles.rows}>
          {rows.map(([term, text]) => (
            <div key={term} className={styles.row}>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className={styles.foot}>
        <Button look="primary" decision onClick={review.onClick}>
          {review.label}
        </Button>
        {others !== undefined && (
          <Button decision onClick={others.onClick}>
            {others.label}
          </Button>
        )}
        <span className={styles.note}>{words.nothingBefore}</span>
      </div>
    </section>
  )
}
