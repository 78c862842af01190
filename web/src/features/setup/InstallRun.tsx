import type { ReactNode } from 'react'
import { JobProgressView } from '../../consent/JobProgressView.tsx'
import { Button } from '../../ui/Button.tsx'
import { Section } from '../../ui/Section.tsx'
import type { Job } from '../../wire.ts'
import { Essentials } from './Essentials.tsx'
import type { Essential } from './essentials.ts'
import { NextSteps, type SetupLinks } from './NextSteps.tsx'
import { nextSteps } from './next-step.ts'
import styles from './Setup.module.css'
import { setupWords as words } from './setup-words.ts'

interface InstallRunProps {
  job: Job
  links: SetupLinks
  /** Of the new configuration; null where it was not read. */
  essentials: readonly Essential[] | null
  /** Stops it, where that may be done. */
  stop: ReactNode
  /** Somebody has read how it ended. */
  onSeen(): void
}

/** An install that runs, or how it ended, as the agent tells it: the same in every tab and after a reload. */
export function InstallRun({ job, links, essentials, stop, onSeen }: InstallRunProps) {
  const ended = job.ended_at !== null
  const succeeded = job.status === 'succeeded'
  const steps = succeeded ? nextSteps(job) : []
  return (
    <div className={styles.main}>
      {steps.length > 0 && (
        <Section title={words.sections.next}>
          <NextSteps steps={steps} links={links} here={job.kind === 'install_local'} />
        </Section>
      )}
      {essentials !== null && (
        <Essentials essentials={essentials} configLink={links.config(words.openConfig, 'plain')} />
      )}
      {ended && (
        <div className={styles.decision}>
          {succeeded && job.kind === 'install_local' && links.overview(words.overview)}
          <Button look={succeeded ? 'secondary' : 'primary'} decision onClick={onSeen}>
            {succeeded ? words.another : words.startAgain}
          </Button>
        </div>
      )}
      <Section title={words.sections.run} aside={links.job(job.id, words.wholeRecord)}>
        <div className={styles.run}>
          <JobProgressView progress={{ job, lines: job.log_tail ?? [], missed: false }} told={succeeded} />
          {stop}
        </div>
      </Section>
    </div>
  )
}
