import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useConsole, useHostOffset } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import { jobsQuery, mostJobs } from '../../session/queries.ts'
import { useSilence } from '../../session/silence.ts'
import { EmptyBox, ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import page from '../../ui/Page.module.css'
import { Section } from '../../ui/Section.tsx'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { JobTable } from './JobTable.tsx'
import { jobsWords as words } from './jobs-words.ts'
import { judgeJobs } from './judge-jobs.ts'

interface JobsPageProps {
  jobLink(id: string, label: string): ReactNode
}

export function JobsPage({ jobLink }: JobsPageProps) {
  const { client } = useConsole()
  const agentOffset = useHostOffset()
  const jobs = useQuery(jobsQuery(client))
  const status = judgeJobs({ jobs: jobs.data ?? null, failed: jobs.isError, silence: useSilence() })
  useTitle(status.verdict)
  return (
    <div className={page.page}>
      <StatusSentence {...status} follows={words.follows} />
      <Section title={words.list} aside={jobs.data?.length === mostJobs && words.newest(mostJobs)}>
        {jobs.isError && (
          <ErrorBox
            title={words.failed.list}
            why={failureWords(jobs.error)}
            onAgain={() => void jobs.refetch()}
            busy={jobs.isFetching}
          />
        )}
        {jobs.data === undefined ? (
          !jobs.isError && <LoadingBox what={words.loading.list} />
        ) : jobs.data.length === 0 ? (
          <EmptyBox title={words.empty.title}>{words.empty.why}</EmptyBox>
        ) : (
          <JobTable jobs={jobs.data} agentOffset={agentOffset} jobLink={jobLink} />
        )}
      </Section>
    </div>
  )
}
