import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useSyncExternalStore } from 'react'
import { useConsole, useSessionOffset, useSessionState } from '../../session/console.ts'
import { failureWords } from '../../session/failure-words.ts'
import { useClock } from '../../ui/clock.ts'
import { useTitle } from '../../ui/use-title.ts'
import { AuditView } from './AuditView.tsx'
import { checkpointsQuery, entriesQuery, entryQuery, verifyQuery } from './audit-queries.ts'
import type { AuditFilter, AuditSearch } from './audit-search.ts'
import { damagedIn } from './audit-verdict.ts'
import { auditWords as words } from './audit-words.ts'
import { EntryDialog } from './EntryDialog.tsx'
import { createKeyPin, type KeyPinDeps } from './pinned-key.ts'
import { useExport } from './use-export.ts'

interface AuditPageProps {
  search: AuditSearch
  onSearch(search: AuditSearch): void
  /** Where the key that the log is held to is kept. */
  storage: KeyPinDeps['storage']
  entryLink(seq: number, label: string): ReactNode
  filterLink(filter: AuditFilter, label: string): ReactNode
  jobLink(id: string, label: string): ReactNode
}

/** Who did what, and whether the record of it can be relied on. */
export function AuditPage(props: AuditPageProps) {
  const { search, onSearch, storage, entryLink, filterLink, jobLink } = props
  const { entry: open, ...filter } = search
  const { client } = useConsole()
  const { now } = useClock()
  const agentOffset = useSessionOffset()
  const session = useSessionState()
  const agentId = session.kind === 'paired' ? session.agentId : ''
  const pin = useMemo(() => createKeyPin({ storage, agentId, now }), [storage, agentId, now])
  const pinned = useSyncExternalStore(pin.key.subscribe, pin.key.read)
  const check = useQuery(verifyQuery(client, pinned?.fingerprint ?? null, now))
  const entries = useInfiniteQuery(entriesQuery(client, filter))
  const checkpoints = useInfiniteQuery(checkpointsQuery(client))
  const listed = entries.data?.pages.flatMap(({ items }) => items) ?? null
  const known = listed?.find(({ seq }) => seq === open)
  const one = useQuery({ ...entryQuery(client, open), enabled: open !== undefined && known === undefined })
  const exporting = useExport()
  useTitle(words.title)
  return (
    <>
      <AuditView
        check={{
          verified:
            check.data === undefined ? null : { verification: check.data.value, receivedAt: check.data.receivedAt },
          failure: check.isError ? failureWords(check.error) : null,
          busy: check.isFetching,
          onAgain: () => void check.refetch(),
        }}
        pin={{ pinned, onKeep: pin.keep, onForget: pin.forget }}
        list={{
          entries: listed,
          failure: entries.isError ? failureWords(entries.error) : null,
          busy: entries.isFetchingNextPage,
          hasMore: entries.hasNextPage,
          onMore: () => void entries.fetchNextPage(),
          onAgain: () => void entries.refetch(),
        }}
        filter={filter}
        onFilter={onSearch}
        checkpoints={{
          checkpoints: checkpoints.data?.pages.flatMap(({ items }) => items) ?? null,
          failure: checkpoints.isError ? failureWords(checkpoints.error) : null,
          hasMore: checkpoints.hasNextPage,
          onMore: () => void checkpoints.fetchNextPage(),
          onAgain: () => void checkpoints.refetch(),
        }}
        {...{ exporting, agentOffset, entryLink }}
      />
      {open !== undefined && (
        <EntryDialog
          key={open}
          seq={open}
          entry={known ?? one.data ?? null}
          failure={known === undefined && one.isError ? failureWords(one.error) : null}
          damaged={!check.isError && damagedIn(check.data?.value ?? null).has(open)}
          onClose={() => onSearch(filter)}
          onAgain={() => void one.refetch()}
          {...{ agentOffset, jobLink, filterLink }}
        />
      )}
    </>
  )
}
