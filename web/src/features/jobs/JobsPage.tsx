import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useConsole, useSessionOffset } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import { jobsQuery } from '../../session/queries.ts'
import { EmptyBox, ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import { Section } from '../../ui/Section.tsx'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { useTitle } from '../../ui/use-title.ts'
import styles from './Jobs.module.css'
import { JobTable } from './JobTable.tsx'
import { jobsWords as words } from './jobs-words.ts'

interface JobsPageProps {
  jobLink(id: string, label: string): ReactNode
}

export function JobsPage({ jobLink }: JobsPageProps) {
  const { client } = useConsole()
  const agentOffset = useSessionOffset()
  const jobs = useQuery(jobsQuery(client))
  const running = jobs.data?.filter((job) => job.ended_at === null) ?? []
  const [first] = running
  const verdict =
    first === undefined
      ? words.verdict.quiet
      : running.length === 1
        ? words.verdict.running(first.title)
        : words.verdict.several(running.length)
  useTitle(verdict)
  return (
    <div className={styles.page}>
      <StatusSentence {...(first === undefined ? {} : { mark: 'busy' })} verdict={verdict} follows={words.follows} />
      <Section title={words.list}>
        {jobs.isError ? (
          <ErrorBox
            title={words.failed.list}
            why={failureWords(jobs.error)}
            onAgain={() => void jobs.refetch()}
            busy={jobs.isFetching}
          />
        ) : jobs.data === undefined ? (
          <LoadingBox what={words.loading.list} />
        ) : jobs.data.length === 0 ? (
          <EmptyBox title={words.empty.title}>{words.empty.why}</EmptyBox>
        ) : (
          <JobTable jobs={jobs.data} agentOffset={agentOffset} jobLink={jobLink} />
        )}
      </Section>
    </div>
  )
}
