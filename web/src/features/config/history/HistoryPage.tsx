import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useConsole, useHostOffset } from '../../../session/console.ts'
import { failureWords } from '../../../session/failure-words.ts'
import { useTitle } from '../../../ui/use-title.ts'
import { HistoryView } from './HistoryView.tsx'
import { historyQuery } from './history-queries.ts'
import { historyWords as words } from './history-words.ts'

interface HistoryPageProps {
  /** The gateway that is meant; null for the default one. */
  instance: string | null
  versionLink(key: string, label: string): ReactNode
  configLink(label: string): ReactNode
}

/** How the configuration came to be as it is. */
export function HistoryPage({ instance, versionLink, configLink }: HistoryPageProps) {
  const { client } = useConsole()
  const hostOffset = useHostOffset()
  const history = useInfiniteQuery(historyQuery(client, instance))
  useTitle(words.title)
  return (
    <HistoryView
      versions={history.data?.pages.flatMap(({ items }) => items) ?? null}
      failure={history.isError ? failureWords(history.error) : null}
      busy={history.isFetching}
      hostOffset={hostOffset}
      hasMore={history.hasNextPage}
      onMore={() => void history.fetchNextPage()}
      onAgain={() => void history.refetch()}
      {...{ versionLink, configLink }}
    />
  )
}
