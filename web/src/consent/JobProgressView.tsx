import { Ladder } from '../ui/Ladder.tsx'
import { Mark } from '../ui/Mark.tsx'
import { consentWords } from './consent-words.ts'
import type { JobProgress } from './follow-steps.ts'
import styles from './JobProgressView.module.css'
import { endOf, ladderOf } from './job-words.ts'

const words = consentWords.job
const none: ReadonlySet<string> = new Set()

interface JobProgressViewProps {
  progress: JobProgress
  /** Ids of the steps during which MoltBot is stopped, where the plan is known. */
  stopped?: ReadonlySet<string>
  /** The page's first sentence says how it ended, and why. */
  told?: boolean
}

/** The ladder, how it ended, and what it wrote. */
export function JobProgressView({
  progress: { job, lines, missed },
  stopped = none,
  told = false,
}: JobProgressViewProps) {
  if (job === null) return <p role="status">{consentWords.sending}</p>
  const { steps, back } = ladderOf(job, stopped)
  const end = endOf(job)
  const running = job.steps.find((step) => step.status === 'running')
  return (
    <div className={styles.progress}>
      <div role="status" className={end === null || (told && end.remains.length === 0) ? 'hidden-text' : styles.end}>
        {end === null ? (
          running !== undefined && words.runs(running.title)
        ) : (
          <>
            {!told && (
              <p className={styles.verdict}>
                <Mark kind={end.mark} />
                {end.verdict}
              </p>
            )}
            {!told && end.why !== '' && <p className={styles.why}>{end.why}</p>}
            {end.remains.length > 0 && (
              <div className={styles.why}>
                {words.remains}:
                <ul className={styles.remains}>
                  {end.remains.map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </div>
            )}
          </>
        )}
      </div>
      <Ladder rows={steps} label={job.title} />
      {back.length > 0 && (
        <section>
          <h3>{words.goingBack}</h3>
          <Ladder rows={back} label={words.goingBack} />
        </section>
      )}
      {job.status === 'cancelling' && <p className={styles.why}>{words.stops}</p>}
      {(lines.length > 0 || missed) && (
        <section>
          <h3>{words.log}</h3>
          {missed && <p className={styles.missed}>{words.missed}</p>}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <pre className={styles.log} tabIndex={0}>
            {lines.map(({ line }) => line).join('\n')}
          </pre>
        </section>
      )}
    </div>
  )
}
