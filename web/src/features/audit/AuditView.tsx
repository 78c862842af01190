import type { ComponentProps, ReactNode } from 'react'
import { EmptyBox, ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import { Button } from '../../ui/Button.tsx'
import { useClock, useNow } from '../../ui/clock.ts'
import page from '../../ui/Page.module.css'
import { Section } from '../../ui/Section.tsx'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import type { AuditEvent } from '../../wire.ts'
import styles from './Audit.module.css'
import { type AuditFilter, isFiltered } from './audit-search.ts'
import { damagedIn, sentenceOf, type Verified } from './audit-verdict.ts'
import { auditWords as words } from './audit-words.ts'
import { BrokenCard } from './BrokenCard.tsx'
import { CheckpointList } from './CheckpointList.tsx'
import { EntryTable } from './EntryTable.tsx'
import { ExportButton, ExportPart, type ExportState } from './ExportPart.tsx'
import { FilterForm } from './FilterForm.tsx'
import { KeyCard } from './KeyCard.tsx'
import type { PinnedKey } from './pinned-key.ts'

interface AuditViewProps {
  check: { verified: Verified | null; failure: string | null; busy: boolean; onAgain(): void }
  pin: { pinned: PinnedKey | null; onKeep(fingerprint: string): void; onForget(): void }
  list: {
    /** Newest first; null while they are read. */
    entries: readonly AuditEvent[] | null
    failure: string | null
    busy: boolean
    hasMore: boolean
    onMore(): void
    onAgain(): void
  }
  filter: AuditFilter
  onFilter(filter: AuditFilter): void
  checkpoints: Omit<ComponentProps<typeof CheckpointList>, 'agentOffset'>
  exporting: ExportState
  /** The agent's clock minus this browser's. */
  agentOffset: number
  entryLink(seq: number, label: string): ReactNode
}

export function AuditView(props: AuditViewProps) {
  const { check, pin, list, filter, checkpoints, exporting, agentOffset, entryLink } = props
  const now = useNow(1000)
  const { timeZone } = useClock()
  const newest = isFiltered(filter) ? null : (list.entries?.[0]?.seq ?? null)
  const { verified, failure } = check
  const sentence = sentenceOf({ verified, failure, pinned: pin.pinned, newest, now, timeZone })
  const broken = failure === null && verified?.verification.verdict === 'broken' ? verified.verification : null
  return (
    <div className={page.page}>
      <div className={styles.head}>
        <StatusSentence {...sentence} />
        <Button busy={check.busy} onClick={check.onAgain}>
          {words.again}
        </Button>
      </div>
      {broken !== null && (
        <BrokenCard
          problems={broken.problems}
          pinned={pin.pinned !== null}
          exportButton={<ExportButton {...exporting} />}
          entryLink={entryLink}
        />
      )}
      <div className={page.columns}>
        <Section
          title={words.list}
          {...(list.entries !== null && list.entries.length > 0
            ? { aside: words.shown(list.entries.length, list.hasMore) }
            : {})}
        >
          <FilterForm filter={filter} onFilter={props.onFilter} />
          <Entries {...{ list, filter, agentOffset, entryLink }} damaged={damagedIn(broken)} />
        </Section>
        <div className={page.stack}>
          <KeyCard {...pin} signer={verified?.verification.checkpoint?.key_fingerprint ?? null} />
          <ExportPart state={exporting} pinned={pin.pinned?.fingerprint ?? null} />
          <CheckpointList {...checkpoints} agentOffset={agentOffset} />
        </div>
      </div>
    </div>
  )
}

type EntriesProps = Pick<AuditViewProps, 'list' | 'filter' | 'agentOffset' | 'entryLink'> & {
  damaged: ReadonlySet<number>
}

function Entries(props: EntriesProps) {
  const { list, filter, agentOffset, damaged, entryLink } = props
  const { entries, failure, busy, hasMore, onMore, onAgain } = list
  if (failure !== null) return <ErrorBox title={words.failed.list} why={failure} onAgain={onAgain} busy={busy} />
  if (entries === null) return <LoadingBox what={words.loading.list} height={240} />
  const empty = isFiltered(filter) ? words.nothing : words.empty
  return (
    <>
      {entries.length > 0 ? (
        <EntryTable {...{ entries, agentOffset, damaged, entryLink }} />
      ) : (
        // The log has no index: a page can end before anything was found.
        <EmptyBox title={empty.title}>{hasMore ? words.searching : empty.why}</EmptyBox>
      )}
      {hasMore && (
        <div className={styles.more}>
          <Button busy={busy} onClick={onMore}>
            {entries.length > 0 ? words.older : words.goOn}
          </Button>
        </div>
      )}
    </>
  )
}
