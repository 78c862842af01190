import { useEffect, useRef, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import type { Job } from '../wire.ts'
import { consentWords } from './consent-words.ts'
import { stepsToTakeBack } from './job-words.ts'
import styles from './StopJob.module.css'

const words = consentWords.job.stopping

interface StopJobProps {
  job: Job
  /** What the plan says of going back, where it is known. */
  undo?: string | null
  /** Why it could not be stopped. */
  problem?: string | null
  onStop(): void
}

/** Says what is taken back before it asks. Nothing is shown once it stops, or has ended. */
export function StopJob({ job, undo = null, problem = null, onStop }: StopJobProps) {
  const [asking, setAsking] = useState(false)
  const place = useRef<HTMLElement>(null)
  const wasAsked = useRef(false)
  useEffect(() => {
    // What had the focus has gone: it goes to the question, and back to the button that asked it.
    if (asking) place.current?.querySelector('h3')?.focus()
    else if (wasAsked.current) place.current?.querySelector('button')?.focus()
    wasAsked.current = asking
  }, [asking])
  if (job.ended_at !== null || job.status === 'cancelling') return null
  if (!job.can_cancel) return <p className={styles.note}>{words.cannot}</p>
  if (!asking) {
    return (
      <section ref={place} className={styles.rest}>
        <Button decision onClick={() => setAsking(true)}>
          {consentWords.job.stop}
        </Button>
      </section>
    )
  }
  const back = stepsToTakeBack(job)
  return (
    <section ref={place} className={styles.ask} aria-label={words.title}>
      <h3 tabIndex={-1}>{words.title}</h3>
      <p>{words.safePoint}</p>
      {back.length === 0 ? (
        <p>{words.nothingYet}</p>
      ) : (
        <>
          <p>{words.takesBack}</p>
          <ol className={styles.steps}>
            {back.map(({ name, title }) => (
              <li key={name}>{title}</li>
            ))}
          </ol>
        </>
      )}
      {undo !== null && <p>{undo}</p>}
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <div className={styles.buttons}>
        <Button decision onClick={() => setAsking(false)}>
          {words.goOn}
        </Button>
        <Button look="primary" decision onClick={onStop}>
          {words.stop}
        </Button>
      </div>
    </section>
  )
}
