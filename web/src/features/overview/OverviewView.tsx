import type { ReactNode } from 'react'
import { Age } from '../../ui/Age.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx'
import { Evidence } from '../../ui/Evidence.tsx'
import page from '../../ui/Page.module.css'
import { Section } from '../../ui/Section.tsx'
import { StatusSentence } from '../../ui/StatusSentence.tsx'
import { AttentionList } from './AttentionList.tsx'
import type { AttentionItem } from './attention.ts'
import { ChangeList } from './ChangeList.tsx'
import styles from './Overview.module.css'
import type { OverviewView as View } from './overview-model.ts'
import { overviewWords as words } from './overview-words.ts'
import { ReadingList } from './ReadingList.tsx'

interface OverviewViewProps {
  view: View
  now: number
  /** The tape, or what stands in its place. */
  tape: ReactNode
  /** Stands in for the readings while there are none. */
  readingsFallback: ReactNode
  changesFallback: ReactNode
  action(item: AttentionItem): ReactNode
  /** Buttons that command MoltBot as a whole. */
  service?: ReactNode
}

/** Overview as it looks, from a view that is already worked out. */
export function OverviewView({
  view,
  now,
  tape,
  readingsFallback,
  changesFallback,
  action,
  service,
}: OverviewViewProps) {
  const { verdict } = view
  const { sections } = words
  const { urgent } = view
  const age = view.readingsAt !== null && (
    <>
      {sections.fromOutside} <Age at={view.readingsAt} now={now} />
    </>
  )
  const readings = (shape: 'rows' | 'columns') => (
    <Section title={view.broken ? sections.elsewhere : sections.readings} aside={verdict.state !== 'unknown' && age}>
      <ErrorBoundary>
        {view.readings.length === 0 ? (
          readingsFallback
        ) : (
          <ReadingList readings={view.readings} now={now} shape={shape} />
        )}
      </ErrorBoundary>
    </Section>
  )
  return (
    <div className={page.page}>
      <div className={styles.head}>
        <div>
          <StatusSentence {...verdict} follows={verdict.follows} />
          {service}
        </div>
        <div className={styles.tapeBox}>
          <ErrorBoundary height={124}>{tape}</ErrorBoundary>
        </div>
      </div>
      <div className={classNames(page.columns, view.broken && styles.broken)}>
        <div className={page.stack}>
          <Section
            title={urgent ? sections.needs : sections.minute}
            aside={!urgent && view.attention.length > 0 ? sections.notUrgent : undefined}
          >
            <ErrorBoundary>
              <AttentionList items={view.attention} are={view.attentionIs} urgent={urgent} action={action} />
            </ErrorBoundary>
          </Section>
          <Section title={sections.changed}>
            <ErrorBoundary>
              {view.changes === null ? changesFallback : <ChangeList changes={view.changes} now={now} />}
            </ErrorBoundary>
          </Section>
        </div>
        {view.broken ? (
          <Section title={sections.evidence}>
            <Evidence items={view.evidence} />
          </Section>
        ) : (
          readings('rows')
        )}
      </div>
      {view.broken && readings('columns')}
    </div>
  )
}
