import { JobProgressView } from '../../src/consent/JobProgressView.tsx'
import { JobSentence } from '../../src/features/jobs/JobPage.tsx'
import styles from '../../src/features/jobs/Jobs.module.css'
import { JobTable } from '../../src/features/jobs/JobTable.tsx'
import { judgeJobs } from '../../src/features/jobs/judge-jobs.ts'
import { EmptyBox, ErrorBox } from '../../src/ui/Box.tsx'
import page from '../../src/ui/Page.module.css'
import { Section } from '../../src/ui/Section.tsx'
import { StatusSentence } from '../../src/ui/StatusSentence.tsx'
import type { Job } from '../../src/wire.ts'
import { installSteps, jobOf } from '../consent-fixtures.ts'
import { iso, now } from '../fixtures.ts'
import { GalleryShell } from './GalleryShell.tsx'

const minute = 60_000
const undo = { status: 'incomplete' as const, message: 'One folder stays.', remains: ['The folder /var/lib/moltbot.'] }
const several: Job[] = [
  jobOf({ id: 'job_5', status: 'running', created_at: iso(now - 40_000), ended_at: null }),
  jobOf({ id: 'job_4', created_at: iso(now - 90 * minute), ended_at: iso(now - 89 * minute) }),
  jobOf({
    ...{ id: 'job_3', title: 'Install MoltBot on a-very-long-name-of-a-host.example.org:2222 over SSH.' },
    ...{ status: 'interrupted', undo, created_at: iso(now - 2000 * minute), ended_at: iso(now - 1990 * minute) },
  }),
  jobOf({ id: 'job_2', status: 'failed', created_at: iso(now - 9000 * minute), ended_at: iso(now - 8999 * minute) }),
]

const one = jobOf({
  ...{ title: 'Install OpenClaw 2026.9.6 on home-mini with npm.', status: 'interrupted', undo },
  steps: installSteps('program', 'undo_failed'),
})

export const jobsScenes = ['several', 'empty', 'one', 'failed']

/** The list of jobs, and one of them. */
export function JobsScene({ state }: { state: string }) {
  return (
    <GalleryShell page="overview" link={{ kind: 'live', lastDataAt: now }}>
      <div className={page.page}>
        {state === 'one' ? (
          <>
            <JobSentence job={one} />
            <Section title="Steps">
              <div className={styles.progress}>
                <JobProgressView
                  progress={{
                    job: one,
                    lines: [{ cursor: '1', line: 'added 412 packages in 21 s' }],
                    missed: true,
                  }}
                  told
                />
              </div>
            </Section>
          </>
        ) : (
          <>
            <StatusSentence
              {...judgeJobs({
                jobs: state === 'empty' ? [] : state === 'failed' ? null : several,
                failed: state === 'failed',
              })}
              follows="Every change to MoltBot is a job that was signed first."
            />
            <Section title="Latest jobs">
              {state === 'failed' ? (
                <ErrorBox
                  title="The jobs could not be read"
                  why="The agent took too long to answer."
                  onAgain={() => {}}
                />
              ) : state === 'empty' ? (
                <EmptyBox title="No job yet">A change that was signed appears here.</EmptyBox>
              ) : (
                <JobTable jobs={several} agentOffset={0} jobLink={(id, label) => <a href={`#${id}`}>{label}</a>} />
              )}
            </Section>
          </>
        )}
      </div>
    </GalleryShell>
  )
}
