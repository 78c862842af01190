import { useState } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { Section } from '../../../ui/Section.tsx'
import styles from './History.module.css'
import { historyWords } from './history-words.ts'

interface PutBackProps {
  notYet: string | undefined
  /** Stands in the field for the reason at first. */
  reason: string
  onRevert(wish: { reason: string; trialSeconds: number | null }): void
}

const words = historyWords.revert
const trialSeconds = 300

/** The way back to this version. The consent dialog has the plan. */
export function PutBack({ notYet, reason, onRevert }: PutBackProps) {
  const [trial, setTrial] = useState(false)
  return (
    <Section title={words.title}>
      <div className={styles.putBack}>
        <p>{words.explain}</p>
        <p>{words.verified}</p>
        <label className={styles.trial}>
          <input type="checkbox" checked={trial} onChange={(event) => setTrial(event.target.checked)} />
          <span>
            {words.trial}
            <span className={styles.trialWhy}>{words.trialWhy}</span>
          </span>
        </label>
        <Button
          look="primary"
          decision
          notYet={notYet}
          onClick={() => onRevert({ reason, trialSeconds: trial ? trialSeconds : null })}
        >
          {words.button}
        </Button>
        {notYet !== undefined && <p className={styles.quiet}>{notYet}</p>}
      </div>
    </Section>
  )
}
