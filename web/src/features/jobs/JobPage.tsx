import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { followSteps, type JobProgress, noProgress } from '../../consent/follow-steps.ts'
import { JobProgressView } from '../../consent/JobProgressView.tsx'
import { endOf } from '../../consent/job-words.ts'
import { StopRunningJob } from '../../consent/StopRunningJob.tsx'
import { useConsole, useHostOffset } from '../../session/console.ts'
import { failureWords, silenceWords } from '../../session/failure-words.ts'
import { keys } from '../../session/queries.ts'
import { useSilence } from '../../session/silence.ts'
import { ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import page from '../../ui/Page.module.css'
import { Section } from '../../ui/Section.tsx'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { useTitle } from '../../ui/use-title.ts'
import type { Job } from '../../wire.ts'
import { JobFacts } from './JobFacts.tsx'
import styles from './Jobs.module.css'
import { jobsWords as words } from './jobs-words.ts'

interface JobPageProps {
  id: string
  backLink(label: string): ReactNode
  auditLink(id: string, label: string): ReactNode
}

/** One job, live until it ends: its steps, what it wrote, and how it ended. */
export function JobPage({ id, backLink, auditLink }: JobPageProps) {
  const { client } = useConsole()
  const agentOffset = useHostOffset()
  const silence = useSilence()
  const [progress, setProgress] = useState<JobProgress>(noProgress)
  const [failure, setFailure] = useState<unknown>(null)
  const [round, setRound] = useState(0)
  // A first answer also where the stream cannot be opened, so that a page that does not exist says so.
  const first = useQuery({
    queryKey: [...keys.jobs, id],
    queryFn: ({ signal }) => client.getJob({ path: { id }, signal }),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another round is another attempt
  useEffect(() => {
    const leaving = new AbortController()
    setFailure(null)
    followSteps(client, id, leaving.signal, setProgress).catch((error: unknown) => {
      if (!leaving.signal.aborted) setFailure(error)
    })
    return () => leaving.abort()
  }, [client, id, round])
  const job = progress.job ?? first.data ?? null
  const error = failure ?? first.error
  useTitle(job?.title ?? words.back)
  const shown: JobProgress = {
    ...progress,
    job,
    lines: progress.lines.length > 0 ? progress.lines : (first.data?.log_tail ?? []),
  }
  return (
    <div className={page.page}>
      <p className={page.back}>{backLink(words.back)}</p>
      {job !== null && (
        <>
          <JobSentence job={job} silence={silence} />
          <JobFacts job={job} agentOffset={agentOffset} auditLink={auditLink} />
        </>
      )}
      {error !== null && (
        <ErrorBox
          title={words.failed.one}
          why={failureWords(error)}
          onAgain={() => {
            setRound(round + 1)
            void first.refetch()
          }}
        />
      )}
      {job === null && error === null && <LoadingBox what={words.loading.one} />}
      {job !== null && (
        <Section title={words.steps}>
          <div className={styles.progress}>
            <JobProgressView progress={shown} told />
            <StopRunningJob job={job} />
          </div>
        </Section>
      )}
    </div>
  )
}

/** What the job is for, and how it stands: the first words of its page. */
export function JobSentence({ job, silence = null }: { job: Job; silence?: number | null }) {
  const end = endOf(job)
  if (end === null && silence !== null) {
    return <StatusSentence mark="unknown" verdict={job.title} cause={words.ran} follows={silenceWords(silence)} />
  }
  if (end === null) return <StatusSentence mark="busy" verdict={job.title} cause={words.running} said={words.running} />
  const why = end.why === '' ? {} : { follows: end.why }
  return <StatusSentence mark={end.mark} verdict={job.title} cause={end.verdict} said={end.verdict} {...why} />
}
