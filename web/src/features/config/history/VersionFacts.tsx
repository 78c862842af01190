import type { ReactNode } from 'react'
import { useClock, useNow } from '../../../ui/clock.ts'
import { Section } from '../../../ui/Section.tsx'
import { size } from '../../../ui/size-words.ts'
import { dayAndTime, exactTime } from '../../../ui/time-words.ts'
import type { ConfigVersion } from '../../../wire.ts'
import styles from './History.module.css'
import { shortHash, whoWrote } from './history-model.ts'
import { historyWords } from './history-words.ts'

interface VersionFactsProps {
  version: ConfigVersion
  hostOffset: number
  jobLink(id: string, label: string): ReactNode
  auditLink(id: string, label: string): ReactNode
}

const words = historyWords.version

export function VersionFacts({ version, hostOffset, jobLink, auditLink }: VersionFactsProps) {
  const now = useNow(10_000)
  const { timeZone } = useClock()
  const at = Date.parse(version.at) - hostOffset
  const { facts } = words
  const rows: [string, ReactNode][] = [
    [
      facts.when,
      <time key="at" dateTime={version.at} title={exactTime(at, timeZone)}>
        {dayAndTime(at, now, timeZone)}
      </time>,
    ],
    [facts.who, whoWrote(version)],
    [facts.why, version.reason ?? <span className={styles.quiet}>{words.noReason}</span>],
    [facts.size, size(version.size_bytes)],
    [facts.valid, historyWords.valid(version.valid)],
    [
      facts.hash,
      <code key="hash" title={version.hash}>
        {shortHash(version.hash)}
      </code>,
    ],
  ]
  const links = [
    version.job_id === null ? null : jobLink(version.job_id, words.job),
    version.audit_event_id === null ? null : auditLink(version.audit_event_id, words.audit),
  ].filter((link) => link !== null)
  if (links.length > 0) {
    rows.push([
      facts.record,
      <span key="record" className={styles.links}>
        {links}
      </span>,
    ])
  }
  return (
    <Section title={words.title(dayAndTime(at, now, timeZone))}>
      <dl className={styles.facts}>
        {rows.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
