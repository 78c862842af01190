import { ApiError } from '@moltbot-ops/sdk'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useConsole } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import { EmptyBox, ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import { Button } from '../../ui/Button.tsx'
import { useClock, useNow } from '../../ui/clock.ts'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { Patience } from '../../ui/Patience.tsx'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { useTitle } from '../../ui/use-title.ts'
import styles from './Config.module.css'
import { ConfigEditor } from './ConfigEditor.tsx'
import { configQuery } from './config-queries.ts'
import { judgeConfig } from './config-verdict.ts'
import { configWords as words } from './config-words.ts'

export interface ConfigPageProps {
  /** The gateway that is meant; null for the default one. */
  instance: string | null
  setupLink(label: string): ReactNode
  historyLink(label: string): ReactNode
  /** Told whether something would be lost by leaving now. */
  onGuard(guarded: boolean): void
}

/** The configuration of MoltBot: found by search, changed in a draft, reviewed, and applied by consent. */
export function ConfigPage(props: ConfigPageProps) {
  const { client } = useConsole()
  const clock = useClock()
  const config = useQuery(configQuery(client, props.instance, clock.now))
  return (
    <Patience ready={!config.isPending}>
      <div className={styles.page}>
        {config.data !== undefined ? (
          <ErrorBoundary>
            <ConfigEditor {...props} config={config.data} error={config.error} />
          </ErrorBoundary>
        ) : (
          <Unread
            error={config.error}
            busy={config.isFetching}
            onAgain={() => void config.refetch()}
            setupLink={props.setupLink}
            historyLink={props.historyLink}
          />
        )}
      </div>
    </Patience>
  )
}

interface UnreadProps extends Pick<ConfigPageProps, 'setupLink' | 'historyLink'> {
  error: unknown
  busy: boolean
  onAgain(): void
}

/** While there is nothing to edit: it is read, there is none, or it cannot be read. */
export function Unread({ error, busy, onAgain, setupLink, historyLink }: UnreadProps) {
  const now = useNow()
  const status = judgeConfig({ config: undefined, error, now, valid: null, waiting: 0, refused: 0, textBroken: false })
  useTitle(status.verdict)
  const code = error instanceof ApiError ? error.code : null
  return (
    <>
      <StatusSentence {...status} />
      {error === null ? (
        <LoadingBox what={words.loading} height={420} />
      ) : code === 'not_installed' ? (
        <>
          <EmptyBox title={words.setupTitle}>{words.setupWhy}</EmptyBox>
          <p>{setupLink(words.setup)}</p>
        </>
      ) : code === 'config_unreadable' ? (
        <p className={styles.ways}>
          <Button busy={busy} onClick={onAgain}>
            {words.readAgain}
          </Button>
          {historyLink(words.place.history)}
        </p>
      ) : (
        <ErrorBox title={words.failedRead} why={failureWords(error)} onAgain={onAgain} busy={busy} />
      )}
    </>
  )
}
