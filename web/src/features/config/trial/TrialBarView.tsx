import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../../ui/Button.tsx'
import { Countdown } from '../../../ui/Countdown.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { useNow } from '../../../ui/clock.ts'
import icon from '../../../ui/IconButton.module.css'
import { Mark } from '../../../ui/Mark.tsx'
import type { ConfigTrial } from '../../../wire.ts'
import styles from './TrialBar.module.css'
import { type Ending, whoBegan } from './trial-model.ts'
import { trialWords as words } from './trial-words.ts'

interface OpenTrialProps {
  trial: ConfigTrial
  /** Which MoltBot; null where there is one alone. */
  name: string | null
  /** The host's clock minus this browser's. */
  hostOffset: number
  mayDecide: boolean
  keeping: boolean
  problem: string | null
  onKeep(): void
  onBack(): void
}

/** What is on trial, how long still, and the two ways out. The countdown is spoken once a minute. */
export function OpenTrial(props: OpenTrialProps) {
  const { trial, name, hostOffset, mayDecide, keeping, problem, onKeep, onBack } = props
  const startedAt = Date.parse(trial.started_at) - hostOffset
  const endsAt = Date.parse(trial.ends_at) - hostOffset
  const over = useNow() >= endsAt
  return (
    <section className={styles.bar} aria-label={words.label}>
      <span className={styles.mark}>
        <Mark kind={over ? 'busy' : 'look'} />
      </span>
      <div className={styles.words}>
        <p className={styles.verdict}>
          {words.onTrial(name)} {!over && mayDecide && <span className={styles.question}>{words.question}</span>}
        </p>
        <p className={styles.detail}>
          {words.changed(trial.changed_paths ?? [], whoBegan(trial))}{' '}
          {trial.reason != null && words.because(trial.reason)}
        </p>
        {problem !== null && (
          <p role="alert" className={styles.problem}>
            {words.failed} {problem}
          </p>
        )}
      </div>
      <div className={styles.time}>
        {over ? (
          <p role="status">{words.over}</p>
        ) : (
          <Countdown startedAt={startedAt} endsAt={endsAt} lead={words.left} />
        )}
        {!mayDecide && <p className={styles.detail}>{words.viewer}</p>}
      </div>
      {mayDecide && !over && (
        <div className={styles.actions}>
          <Button onClick={onBack}>{words.back}</Button>
          <Button look="primary" busy={keeping} onClick={onKeep}>
            {words.keep}
          </Button>
        </div>
      )}
    </section>
  )
}

interface EndedTrialProps {
  ending: Ending
  historyLink: ReactNode
  onClose(): void
}

/** How it ended, until somebody has read it. */
export function EndedTrial({ ending, historyLink, onClose }: EndedTrialProps) {
  const { verdict, detail } = words.ended[ending]
  const unknown = ending === 'unknown'
  return (
    <section className={classNames(styles.bar, styles.ended)} aria-label={words.label}>
      <span className={styles.mark}>
        <Mark kind={unknown ? 'unknown' : 'info'} />
      </span>
      <div className={styles.words} role="status">
        <p className={styles.verdict}>{verdict}</p>
        <p className={styles.detail}>{detail}</p>
      </div>
      <div className={styles.actions}>
        {historyLink}
        <button type="button" className={icon.icon} aria-label={words.close} title={words.close} onClick={onClose}>
          <X size={16} strokeWidth={1.75} aria-hidden />
        </button>
      </div>
    </section>
  )
}
