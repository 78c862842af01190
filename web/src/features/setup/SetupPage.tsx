import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useConsent } from '../../consent/consent-context.ts'
import { useConsole, useSessionState } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import { ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import { useClock, useNow } from '../../ui/clock.ts'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { Patience } from '../../ui/Patience.tsx'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { InstalledView } from './InstalledView.tsx'
import styles from './Setup.module.css'
import { SetupView } from './SetupView.tsx'
import { installRequest, judgeSetup, type Preflight, type Wishes } from './setup-model.ts'
import { installQuery, preflightQuery, versionsQuery } from './setup-queries.ts'
import { setupWords as words } from './setup-words.ts'

/** Whether MoltBot can be installed here, and how; then the install itself, by consent. */
export function SetupPage({ overviewLink }: { overviewLink(label: string): ReactNode }) {
  const { client } = useConsole()
  const clock = useClock()
  const now = useNow()
  const queries = useQueryClient()
  const session = useSessionState()
  const ask = useConsent()
  const [wishes, setWishes] = useState<Wishes>({ channel: 'stable' })
  const [jobId, setJobId] = useState<string | null>(null)
  const job = useQuery(installQuery(client, jobId)).data ?? null
  const preflight = useQuery(preflightQuery(client, wishes, clock.now))
  const versions = useQuery(versionsQuery(client, preflight.data?.value.version != null))
  // After a failed look an older answer would speak for a choice that nobody checked.
  const checked = preflight.isError ? undefined : preflight.data
  const status = judgeSetup({ preflight: checked?.value ?? null, failed: preflight.isError, job })
  useTitle(status.verdict)
  const succeeded = job?.status === 'succeeded'
  const again = () => {
    setJobId(null)
    void preflight.refetch()
    void queries.invalidateQueries({ queryKey: ['versions'] })
  }
  const install = (seen: Preflight) => {
    const body = installRequest(seen)
    ask({
      action: 'installLocal',
      params: { ...body },
      suggestedReason: words.reason,
      act: async (headers) => {
        const accepted = await client.installLocal({ body, headers })
        // The dialog may be closed before the end, so the page follows the job by itself.
        setJobId(accepted.job_id)
        return accepted
      },
      onEnd: () => void queries.invalidateQueries(),
    })
  }
  return (
    <Patience ready={!preflight.isPending}>
      <div className={styles.page}>
        <StatusSentence {...status} />
        <ErrorBoundary>
          {job !== null && succeeded ? (
            <InstalledView job={job} overviewLink={overviewLink(words.overview)} />
          ) : checked !== undefined ? (
            <SetupView
              checked={checked}
              releases={versions.data?.channels}
              wishes={wishes}
              now={now}
              checking={preflight.isFetching}
              installing={job !== null && job.ended_at === null}
              mayInstall={session.kind === 'paired' && session.role !== 'viewer'}
              onWish={setWishes}
              onAgain={again}
              onInstall={install}
            />
          ) : preflight.isError ? (
            <ErrorBox
              title={words.failedRead}
              why={failureWords(preflight.error)}
              verb={words.again}
              onAgain={again}
              busy={preflight.isFetching}
            />
          ) : (
            <LoadingBox what={words.loading} height={420} />
          )}
        </ErrorBoundary>
      </div>
    </Patience>
  )
}
