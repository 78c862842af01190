import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useConsole, useHostOffset, useLink } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import { instancesQuery, sessionQuery, statusQuery, systemQuery, timelineQuery } from '../../session/queries.ts'
import { ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import { useClock, useNow } from '../../ui/clock.ts'
import { Patience } from '../../ui/Patience.tsx'
import { Tape } from '../../ui/Tape.tsx'
import { useTitle } from '../../ui/use-title.ts'
import type { MoltBotStatus } from '../../wire.ts'
import { OverviewView } from './OverviewView.tsx'
import { overviewOf } from './overview-model.ts'
import { overviewWords as words } from './overview-words.ts'
import { tapeOf } from './tape-model.ts'

interface OverviewPageProps {
  /** The gateway that is shown; null for the default one. */
  instance: string | null
  /** The button that leads to where the passphrase is set; the page is another feature's. */
  passphraseButton(label: string): ReactNode
  /** Starts, stops and restarts MoltBot; another feature's. */
  serviceButtons(status: MoltBotStatus): ReactNode
  /** The button that leads to where MoltBot is installed; the page is another feature's. */
  setupButton(label: string): ReactNode
  /** The button that leads to the configuration; the page is another feature's. */
  configButton(label: string): ReactNode
}

export function OverviewPage(props: OverviewPageProps) {
  const { instance, passphraseButton, serviceButtons, setupButton, configButton } = props
  const { client } = useConsole()
  const clock = useClock()
  const now = useNow()
  const link = useLink()
  const agentOffset = useHostOffset()
  const status = useQuery(statusQuery(client, instance, clock.now))
  const timeline = useQuery(timelineQuery(client, instance))
  const system = useQuery(systemQuery(client, clock.now))
  const session = useQuery(sessionQuery(client))
  const instances = useQuery(instancesQuery(client))
  const hostname =
    system.data?.value.hostname ?? session.data?.agent.hostname ?? instances.data?.[0]?.label ?? location.hostname
  const view = overviewOf({
    status: status.data ?? null,
    system: system.data ?? null,
    timeline: timeline.data ?? null,
    session: session.data ?? null,
    here: { now, timeZone: clock.timeZone, agentOffset, link: link.kind, hostname },
  })
  useTitle(view.verdict.verdict)
  const tape =
    timeline.data !== undefined ? (
      <Tape {...tapeOf(timeline.data, agentOffset, view)} />
    ) : timeline.isError ? (
      <ErrorBox
        title={words.failed.timeline}
        why={failureWords(timeline.error)}
        onAgain={() => void timeline.refetch()}
        busy={timeline.isFetching}
        height={124}
      />
    ) : (
      <LoadingBox what={words.loading.timeline} height={124} />
    )
  const buttons = { passphrase: passphraseButton, setup: setupButton, config: configButton }
  const fallback = system.isError ? (
    <ErrorBox title={words.failed.system} why={failureWords(system.error)} onAgain={() => void system.refetch()} />
  ) : (
    <LoadingBox what={words.loading.status} height={420} />
  )
  return (
    <Patience ready={!status.isPending && !timeline.isPending && !system.isPending && !session.isPending}>
      <OverviewView
        view={view}
        now={now}
        service={status.data === undefined ? null : serviceButtons(status.data.value)}
        tape={tape}
        readingsFallback={fallback}
        changesFallback={
          timeline.isError ? (
            <ErrorBox title={words.failed.changes} why={failureWords(timeline.error)} />
          ) : (
            <LoadingBox what={words.loading.changes} />
          )
        }
        action={(item) => item.href !== null && buttons[item.href.to](item.href.label)}
      />
    </Patience>
  )
}
