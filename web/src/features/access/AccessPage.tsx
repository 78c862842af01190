import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useConsole, useSessionState } from '../../session/console.ts'
import { devicesQuery, pendingQuery, sessionQuery } from '../../session/queries.ts'
import { useSilence } from '../../session/silence.ts'
import { EmptyBox } from '../../ui/Box.tsx'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import page from '../../ui/Page.module.css'
import { Patience } from '../../ui/Patience.tsx'
import { Section } from '../../ui/Section.tsx'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { useTitle } from '../../ui/use-title.ts'
import { accessWords as words } from './access-words.ts'
import { DevicesCard } from './DevicesCard.tsx'
import { judgeAccess } from './judge-access.ts'
import { RequestsCard } from './RequestsCard.tsx'
import { ThisBrowser } from './ThisBrowser.tsx'
import { TokensCard } from './TokensCard.tsx'

export function AccessPage({ passphraseButton }: { passphraseButton(label: string): ReactNode }) {
  const { client, session } = useConsole()
  const state = useSessionState()
  const role = state.kind === 'paired' ? state.role : 'viewer'
  const mine = useQuery(sessionQuery(client))
  const devices = useQuery({ ...devicesQuery(client), enabled: role !== 'viewer' })
  const pending = useQuery(pendingQuery(client, role === 'owner'))
  const logout = useMutation({ mutationFn: () => session.logout() })
  const waiting = pending.data?.filter((request) => request.status === 'pending').length ?? null
  const silence = useSilence()
  const head = judgeAccess({
    ...{ role, silence, devices: devices.data?.length ?? null, failed: devices.isError },
    waiting: role === 'owner' ? waiting : null,
  })
  useTitle(head.verdict)
  const ready = !mine.isPending && (role === 'viewer' || !devices.isPending) && (role !== 'owner' || !pending.isPending)
  return (
    <Patience ready={ready}>
      <div className={page.page}>
        <StatusSentence {...head} follows={mine.data?.can_approve === false ? words.followsNoKey : words.follows} />
        <div className={page.columns}>
          <div className={page.stack}>
            {role === 'owner' && (
              <Section title={words.requests.title}>
                <ErrorBoundary>
                  <RequestsCard />
                </ErrorBoundary>
              </Section>
            )}
            <Section title={words.devices.title}>
              <ErrorBoundary>
                {role === 'viewer' ? (
                  <EmptyBox title={words.viewer.title}>{words.viewer.why}</EmptyBox>
                ) : (
                  <DevicesCard />
                )}
              </ErrorBoundary>
            </Section>
            {role === 'owner' && (
              <Section title={words.tokens.title}>
                <ErrorBoundary>
                  <TokensCard />
                </ErrorBoundary>
              </Section>
            )}
          </div>
          {mine.data !== undefined && state.kind === 'paired' && (
            <ErrorBoundary>
              <ThisBrowser
                session={mine.data}
                fingerprint={state.key.fingerprint}
                busy={logout.isPending}
                onLogout={() => logout.mutate()}
                passphraseButton={passphraseButton}
              />
            </ErrorBoundary>
          )}
        </div>
      </div>
    </Patience>
  )
}
