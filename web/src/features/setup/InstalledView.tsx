import type { ReactNode } from 'react'
import { Section } from '../../ui/Section.tsx'
import type { Job } from '../../wire.ts'
import styles from './Setup.module.css'
import { nextSteps } from './setup-model.ts'
import { setupWords as words } from './setup-words.ts'

/** What comes after the install. */
export function InstalledView({ job, overviewLink }: { job: Job; overviewLink: ReactNode }) {
  const steps = nextSteps(job)
  return (
    <div className={styles.main}>
      {steps.length > 0 && (
        <Section title={words.sections.next}>
          <ol className={styles.steps}>
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Section>
      )}
      <div className={styles.decision}>{overviewLink}</div>
    </div>
  )
}
