import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { roleCovers } from '../../../consent/not-yet.ts'
import { useConsole, useHostOffset, useSessionState } from '../../../session/console.ts'
import { failureWords } from '../../../session/failure-words.ts'
import { trialsQuery } from '../../../session/queries.ts'
import { ErrorBox, LoadingBox } from '../../../ui/Box.tsx'
import page from '../../../ui/Page.module.css'
import { StatusSentence } from '../../../ui/StatusSentence.tsx'
import { useTitle } from '../../../ui/use-title.ts'
import { findVersion, notYetBack } from './history-model.ts'
import { differenceQuery, historyQuery } from './history-queries.ts'
import { historyWords as words } from './history-words.ts'
import { useRevert } from './use-revert.ts'
import { type Other, VersionView } from './VersionView.tsx'

interface VersionPageProps {
  instance: string | null
  /** Of the version, as `versionKey` makes it. */
  version: string
  backLink(label: string): ReactNode
  jobLink(id: string, label: string): ReactNode
  auditLink(id: string, label: string): ReactNode
}

/** One version: who wrote it and why, what is different, and how it comes back. */
export function VersionPage({ instance, version: key, backLink, jobLink, auditLink }: VersionPageProps) {
  const { client } = useConsole()
  const hostOffset = useHostOffset()
  const session = useSessionState()
  const [other, setOther] = useState<Other | null>(null)
  const history = useInfiniteQuery(historyQuery(client, instance))
  const trials = useQuery(trialsQuery(client))
  const versions = history.data?.pages.flatMap(({ items }) => items) ?? []
  const found = findVersion(versions, key)
  const current = versions.find((version) => version.current)
  const { hasNextPage, isFetching, isError, fetchNextPage } = history
  // The one that was asked for, and the one before it, may stand on a later page.
  const wantsMore = found?.previous == null && hasNextPage && !isFetching && !isError
  useEffect(() => {
    if (wantsMore) void fetchNextPage()
  }, [wantsMore, fetchNextPage])

  // The oldest has nothing before it to be compared with.
  const first: Other = found?.previous === null && !hasNextPage ? 'now' : 'before'
  const shown: Other = found?.version.current === true ? 'before' : (other ?? first)
  const partner = shown === 'before' ? found?.previous : current
  const kept = found?.version.restorable === true && partner?.restorable === true
  const hashes = [partner?.hash ?? '', found?.version.hash ?? ''] as const
  const compared = kept ? { from: hashes[0], to: hashes[1] } : null
  const difference = useQuery(differenceQuery(client, instance, compared))
  const revert = useRevert(instance)
  useTitle(words.title)

  if (found === null) {
    const { verdict, cause } = words.version.missing
    return (
      <div className={page.page}>
        <p className={page.back}>{backLink(words.back)}</p>
        {isError ? (
          <>
            <StatusSentence mark="unknown" {...words.unknown} />
            <ErrorBox
              title={words.failed.list}
              why={failureWords(history.error)}
              onAgain={() => void history.refetch()}
              busy={isFetching}
            />
          </>
        ) : isFetching || hasNextPage ? (
          <>
            <StatusSentence {...words.asking} />
            <LoadingBox what={words.loading.list} />
          </>
        ) : (
          <StatusSentence mark="unknown" verdict={verdict} cause={cause} />
        )}
      </div>
    )
  }
  const { version } = found
  const mayChange = session.kind === 'paired' && roleCovers(session.role, 'admin')
  return (
    <VersionView
      found={found}
      other={shown}
      onOther={setOther}
      difference={{
        changes: kept ? (difference.data?.changes ?? null) : null,
        failure: kept && difference.isError ? failureWords(difference.error) : null,
        partnerKept: partner?.restorable ?? null,
        onAgain: () => void difference.refetch(),
        busy: difference.isFetching,
      }}
      notYet={notYetBack({ version, current, mayChange, trials: trials.data ?? [] })}
      onRevert={(wish) => revert({ ...wish, hash: version.hash, base: current?.hash })}
      {...{ hostOffset, backLink, jobLink, auditLink }}
    />
  )
}
