import type { ReactNode } from 'react'
import { EmptyBox, ErrorBox, LoadingBox } from '../../../ui/Box.tsx'
import { Button } from '../../../ui/Button.tsx'
import { useNow } from '../../../ui/clock.ts'
import page from '../../../ui/Page.module.css'
import { Section } from '../../../ui/Section.tsx'
import { StatusSentence } from '../../../ui/StatusSentence.tsx'
import type { ConfigVersion } from '../../../wire.ts'
import styles from './History.module.css'
import { headOf } from './history-model.ts'
import { historyWords as words } from './history-words.ts'
import { VersionTable } from './VersionTable.tsx'

interface HistoryViewProps {
  /** Newest first; null while nothing was read. */
  versions: readonly ConfigVersion[] | null
  failure: string | null
  busy: boolean
  hostOffset: number
  hasMore: boolean
  onMore(): void
  onAgain(): void
  versionLink(key: string, label: string): ReactNode
  configLink(label: string): ReactNode
}

export function HistoryView(props: HistoryViewProps) {
  const { versions, failure, busy, hostOffset, hasMore, onMore, onAgain, versionLink, configLink } = props
  const now = useNow(10_000)
  const head =
    failure !== null
      ? { mark: 'unknown' as const, ...words.unknown }
      : versions === null
        ? words.asking
        : headOf(versions, now, hostOffset)
  return (
    <div className={page.page}>
      <p className={page.back}>{configLink(words.config)}</p>
      <StatusSentence {...head} follows={words.follows} />
      <Section
        title={words.list}
        {...(versions !== null && versions.length > 0 ? { aside: words.known(versions.length, hasMore) } : {})}
      >
        {failure !== null && <ErrorBox title={words.failed.list} why={failure} onAgain={onAgain} busy={busy} />}
        {versions === null ? (
          failure === null && <LoadingBox what={words.loading.list} />
        ) : versions.length === 0 ? (
          <EmptyBox title={words.empty.title}>{words.empty.why}</EmptyBox>
        ) : (
          <>
            <VersionTable versions={versions} hostOffset={hostOffset} versionLink={versionLink} />
            {hasMore && (
              <div className={styles.more}>
                <Button busy={busy} onClick={onMore}>
                  {words.older}
                </Button>
              </div>
            )}
          </>
        )}
      </Section>
    </div>
  )
}
