import { JobProgressView } from '../../src/consent/JobProgressView.tsx'
import { JobFacts } from '../../src/features/jobs/JobFacts.tsx'
import { JobSentence } from '../../src/features/jobs/JobPage.tsx'
import styles from '../../src/features/jobs/Jobs.module.css'
import { JobTable } from '../../src/features/jobs/JobTable.tsx'
import { judgeJobs } from '../../src/features/jobs/judge-jobs.ts'
import { EmptyBox, ErrorBox } from '../../src/ui/Box.tsx'
import page from '../../src/ui/Page.module.css'
import { Section } from '../../src/ui/Section.tsx'
import { StatusSentence } from '../../src/ui/StatusSentence.tsx'
import type { Job } from '../../src/wire.ts'
import { installSteps, jobOf, stepOf } from '../consent-fixtures.ts'
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

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
const full: Job[] = Array.from({ length: 50 }, (_, n) =>
  jobOf({
    id: `job_${n}`,
    title:
      n % 4 === 0
        ? `Install OpenClaw 2026.9.6 on ${longWord} with npm.`
        : 'Change the configuration of MoltBot on workshop.',
    status: (['succeeded', 'failed', 'cancelled', 'interrupted'] as const)[n % 4] ?? 'succeeded',
    undo: n % 3 === 0 ? undo : null,
    created_at: iso(now - n * 77 * minute),
    ended_at: iso(now - n * 77 * minute + (n + 1) * 23_000),
  }),
)
const many: Job = jobOf({
  title: `Upgrade OpenClaw to 2026.9.6 on ${longWord}.`,
  status: 'running',
  ended_at: null,
  steps: Array.from({ length: 20 }, (_, n) => ({
    ...stepOf(`s${n}`, 'succeeded'),
    title: n % 5 === 0 ? `Check ${longWord} again and again until it answers` : `Step ${n} of it`,
    status: n < 7 ? ('succeeded' as const) : n === 7 ? ('running' as const) : ('waiting' as const),
    started_at: n <= 7 ? iso(now - 60_000 + n * 1000) : null,
    ended_at: n < 7 ? iso(now - 50_000 + n * 2000) : null,
    message: n % 4 === 3 ? `/var/lib/moltbot/generations/${longWord}` : null,
  })),
})

export const jobsScenes = ['several', 'empty', 'one', 'failed', 'full', 'many']

/** The list of jobs, and one of them. */
export function JobsScene({ state }: { state: string }) {
  return (
    <GalleryShell page="overview" link={{ kind: 'live', lastDataAt: now }}>
      <div className={page.page}>
        {state === 'one' || state === 'many' ? (
          <>
            <JobSentence job={state === 'many' ? many : one} />
            <JobFacts
              job={state === 'many' ? many : one}
              agentOffset={0}
              auditLink={(_id, label) => <a href="#audit">{label}</a>}
            />
            <Section title="Steps">
              <div className={styles.progress}>
                <JobProgressView
                  progress={{
                    job: state === 'many' ? many : one,
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
                <JobTable
                  jobs={state === 'full' ? full : several}
                  agentOffset={0}
                  jobLink={(id, label) => <a href={`#${id}`}>{label}</a>}
                />
              )}
            </Section>
          </>
        )}
      </div>
    </GalleryShell>
  )
}
