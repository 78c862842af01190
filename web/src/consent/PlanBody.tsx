import type { ReactNode } from 'react'
import { classNames } from '../ui/class-names.ts'
import type { CheckedPlan } from './check-plan.ts'
import { consentWords as words } from './consent-words.ts'
import styles from './Plan.module.css'

/** What will happen, what it touches, how it is undone and what is lost. */
export function PlanBody({ plan }: { plan: CheckedPlan }) {
  return (
    <div className={styles.columns}>
      <section className={styles.steps}>
        <div className={styles.sectionHead}>
          <h3>{words.happens}</h3>
          {plan.steps.some((step) => step.moltbot_stopped) && <span className={styles.legend}>{words.stopped}</span>}
        </div>
        {plan.steps.length === 0 ? (
          <p className={styles.text}>{words.noSteps}</p>
        ) : (
          <ol className={styles.list}>
            {plan.steps.map((step, index) => (
              <li key={step.id} className={classNames(styles.step, step.moltbot_stopped && styles.stoppedStep)}>
                <span className={styles.number} aria-hidden>
                  {index + 1}
                </span>
                <span className={styles.stepTitle}>
                  {step.title}
                  {step.moltbot_stopped && <span className="hidden-text"> {words.stopped}.</span>}
                  {step.detail !== null && <span className={styles.detail}>{step.detail}</span>}
                </span>
                <span className={styles.seconds}>{step.seconds === null ? '' : words.takes(step.seconds)}</span>
              </li>
            ))}
          </ol>
        )}
      </section>
      <div className={styles.facts}>
        <Fact title={words.affects}>
          <Lines lines={plan.affects} none={words.nothingAffected} />
        </Fact>
        <Fact title={words.undone}>
          <p className={styles.text}>{plan.undo ?? words.notUndone}</p>
        </Fact>
        <Fact title={words.lost}>
          <Lines lines={plan.losses} none={words.nothingLost} />
        </Fact>
      </div>
    </div>
  )
}

function Fact({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

function Lines({ lines, none }: { lines: readonly string[]; none: string }) {
  if (lines.length <= 1) return <p className={styles.text}>{lines[0] ?? none}</p>
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
