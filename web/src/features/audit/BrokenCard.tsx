import { type ReactNode, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import type { AuditVerification } from '../../wire.ts'
import styles from './Audit.module.css'
import { auditWords } from './audit-words.ts'

interface BrokenCardProps {
  problems: AuditVerification['problems']
  /** Whether a key is kept here, which another key could have replaced on purpose. */
  pinned: boolean
  exportButton: ReactNode
  entryLink(seq: number, label: string): ReactNode
}

const words = auditWords.what
const shownAtFirst = 10

/** What to do about a broken log, then everything that was found. */
export function BrokenCard({ problems, pinned, exportButton, entryLink }: BrokenCardProps) {
  const [all, setAll] = useState(false)
  const shown = all ? problems : problems.slice(0, shownAtFirst)
  const otherKey = pinned && problems.some(({ kind }) => kind === 'bad_checkpoint')
  return (
    <section className={styles.broken} aria-label={words.title}>
      <h2>{words.title}</h2>
      <ol className={styles.steps}>
        {words.steps.map((step, index) => (
          <li key={step}>
            {step}
            {index === 0 && <div className={styles.inStep}>{exportButton}</div>}
          </li>
        ))}
        {otherKey && <li>{words.otherKey}</li>}
      </ol>
      <h3>{words.found(problems.length)}</h3>
      <ul className={styles.problems}>
        {shown.map(({ kind, seq, file, offset, message }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one entry can have the same problem twice; the list never changes
          <li key={index}>
            <span className={styles.kind}>{auditWords.problems[kind]}</span>
            <div>
              <p>{message}</p>
              <p className={styles.note}>
                {seq !== null && entryLink(seq, words.entry(seq))}
                {file !== null && <span>{words.place(file, offset)}</span>}
              </p>
            </div>
          </li>
        ))}
      </ul>
      {shown.length < problems.length && (
        <Button look="quiet" onClick={() => setAll(true)}>
          {words.more(problems.length - shown.length)}
        </Button>
      )}
    </section>
  )
}
