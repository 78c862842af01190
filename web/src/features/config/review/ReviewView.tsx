import { useId, useState } from 'react'
import { EmptyBox, ErrorBox, LoadingBox } from '../../../ui/Box.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Mark } from '../../../ui/Mark.tsx'
import { Section } from '../../../ui/Section.tsx'
import { ChangesView } from '../changes/ChangesView.tsx'
import type { ConfigDiff, Validation } from '../config-queries.ts'
import { configWords } from '../config-words.ts'
import { LineList } from './LineList.tsx'
import styles from './Review.module.css'

const words = configWords.review
const minutesToChoose = [2, 5, 15, 60]

/** What MoltBot's own validator said, or that it is still asked, or why it could not be. */
export type OwnVerdict = { kind: 'asking' } | { kind: 'said'; validation: Validation } | { kind: 'failed'; why: string }

interface ReviewViewProps {
  count: number
  /** Null while it is worked out. */
  diff: ConfigDiff | null
  failed: string | null
  verdict: OwnVerdict
  /** Why it cannot be applied yet. */
  notYet: string | undefined
  onBack(): void
  onAgain(): void
  /** The time for a person to confirm, in seconds; null to keep it at once. */
  onApply(trialSeconds: number | null): void
}

/** Everything that would change, what it costs, and the one decision. */
export function ReviewView({ count, diff, failed, verdict, notYet, onBack, onAgain, onApply }: ReviewViewProps) {
  const [trial, setTrial] = useState<number | null | undefined>(undefined)
  const suggested = diff !== null && diff.risk !== 'low' ? 5 : null
  const minutes = trial === undefined ? suggested : trial
  if (diff === null) {
    return (
      <Section title={words.title(count)}>
        {failed === null ? (
          <LoadingBox what={configWords.findings.checking} height={220} />
        ) : (
          <ErrorBox title={words.diffFailed} why={failed} onAgain={onAgain} height={220} />
        )}
        <Button decision onClick={onBack}>
          {words.back}
        </Button>
      </Section>
    )
  }
  return (
    <div className={styles.review}>
      <Section title={words.title(diff.changes.length)} aside={words.effects[diff.effect]}>
        <div className={styles.changes}>
          <ChangesView changes={diff.changes} />
        </div>
        {diff.comments_lost.length > 0 && (
          <p className={styles.note}>
            {words.comments(diff.comments_lost.length)} {diff.comments_lost.join(', ')}
          </p>
        )}
        <details className={styles.lines}>
          <summary>{words.lines}</summary>
          <LineList lines={diff.lines} />
        </details>
      </Section>
      <Own verdict={verdict} />
      <TrialChoice minutes={minutes} onMinutes={setTrial} />
      <p className={styles.note}>{notYet ?? words.before}</p>
      <div className={styles.decision}>
        <Button look="primary" decision notYet={notYet} onClick={() => onApply(minutes === null ? null : minutes * 60)}>
          {words.apply(diff.changes.length)}
        </Button>
        <Button decision onClick={onBack}>
          {words.back}
        </Button>
      </div>
    </div>
  )
}

function Own({ verdict }: { verdict: OwnVerdict }) {
  if (verdict.kind === 'asking') {
    return (
      <p role="status" className={styles.own}>
        <Mark kind="busy" />
        {words.asking}
      </p>
    )
  }
  if (verdict.kind === 'failed' || verdict.validation.checked_by !== 'moltbot') {
    return (
      <p role="status" className={styles.own}>
        <Mark kind="unknown" />
        {words.notAsked} {verdict.kind === 'failed' ? verdict.why : ''}
      </p>
    )
  }
  const { valid, errors } = verdict.validation
  return (
    <div role="status">
      <p className={styles.own}>
        <Mark kind={valid ? 'fine' : 'broken'} />
        {valid ? words.takes : words.refuses}
      </p>
      {errors.length > 0 && (
        <EmptyBox title="" height={0}>
          {errors.map(({ path, message }) => `${path}: ${message}`).join(' ')}
        </EmptyBox>
      )}
    </div>
  )
}

interface TrialChoiceProps {
  /** Null for no trial. */
  minutes: number | null
  onMinutes(minutes: number | null): void
}

function TrialChoice({ minutes, onMinutes }: TrialChoiceProps) {
  const id = useId()
  return (
    <div className={styles.trial}>
      <input
        id={id}
        type="checkbox"
        checked={minutes !== null}
        aria-describedby={`${id}-why`}
        onChange={(event) => onMinutes(event.target.checked ? 5 : null)}
      />
      <label htmlFor={id}>{words.trial}</label>
      <p id={`${id}-why`} className={styles.why}>
        {words.trialWhy}
      </p>
      {minutes !== null && (
        <select
          aria-label={words.trialTime}
          className={styles.time}
          value={minutes}
          onChange={(event) => onMinutes(Number(event.target.value))}
        >
          {minutesToChoose.map((each) => (
            <option key={each} value={each}>
              {words.minutes(each)}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}
