import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useConsent } from '../../consent/consent-context.ts'
import { useConsole } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import { keys } from '../../session/queries.ts'
import { ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import { useClock, useNow } from '../../ui/clock.ts'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { Patience } from '../../ui/Patience.tsx'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { SetupView } from './SetupView.tsx'
import { installRequest, judgeSetup, type Preflight, type Wishes } from './setup-model.ts'
import { preflightQuery, versionsQuery } from './setup-queries.ts'
import { setupWords as words } from './setup-words.ts'

interface LocalSetupProps {
  /** The choice between this host and another one. */
  place: ReactNode
  /** Another job that runs. */
  busy: boolean
  mayInstall: boolean
}

/** Whether MoltBot can be installed on this host, and how; then the install itself, by consent. */
export function LocalSetup({ place, busy, mayInstall }: LocalSetupProps) {
  const { client } = useConsole()
  const clock = useClock()
  const now = useNow()
  const queries = useQueryClient()
  const ask = useConsent()
  const [wishes, setWishes] = useState<Wishes>({ channel: 'stable' })
  const preflight = useQuery(preflightQuery(client, wishes, clock.now))
  const versions = useQuery(versionsQuery(client, preflight.data?.value.version != null))
  // After a failed look an older answer would speak for a choice that nobody checked.
  const checked = preflight.isError ? undefined : preflight.data
  const status = judgeSetup({ preflight: checked?.value ?? null, failed: preflight.isError, job: null })
  useTitle(status.verdict)
  const again = () => {
    void preflight.refetch()
    void queries.invalidateQueries({ queryKey: ['versions'] })
  }
  const install = (seen: Preflight) => {
    const body = installRequest(seen, wishes)
    ask({
      action: 'installLocal',
      params: { ...body },
      suggestedReason: words.reason,
      act: async (headers) => {
        const accepted = await client.installLocal({ body, headers })
        // The dialog may be closed before the end, so the page finds the job by itself.
        void queries.invalidateQueries({ queryKey: keys.jobs })
        return accepted
      },
      onEnd: () => void queries.invalidateQueries(),
    })
  }
  return (
    <Patience ready={!preflight.isPending}>
      <StatusSentence {...status} />
      {place}
      <ErrorBoundary>
        {checked !== undefined ? (
          <SetupView
            checked={checked}
            versions={versions.data}
            wishes={wishes}
            now={now}
            checking={preflight.isFetching}
            busy={busy}
            mayInstall={mayInstall}
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
    </Patience>
  )
}
