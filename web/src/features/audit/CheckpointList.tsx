import { useState } from 'react'
import { EmptyBox, ErrorBox, LoadingBox } from '../../ui/Box.tsx'
import { Button } from '../../ui/Button.tsx'
import { useClock, useNow } from '../../ui/clock.ts'
import { Section } from '../../ui/Section.tsx'
import { dayAndTime, exactTime } from '../../ui/time-words.ts'
import type { AuditCheckpoint } from '../../wire.ts'
import styles from './Audit.module.css'
import { auditWords } from './audit-words.ts'

interface CheckpointListProps {
  /** Newest first; null while they are read. */
  checkpoints: readonly AuditCheckpoint[] | null
  failure: string | null
  agentOffset: number
  hasMore: boolean
  onMore(): void
  onAgain(): void
  /** Replaced in tests; browsers refuse it where the page has no focus. */
  write?: (text: string) => Promise<void>
}

const words = auditWords.checkpoints

export function CheckpointList(props: CheckpointListProps) {
  const { checkpoints, failure, agentOffset, hasMore, onMore, onAgain, write } = props
  const now = useNow(10_000)
  const { timeZone } = useClock()
  return (
    <Section title={words.title}>
      {failure !== null ? (
        <ErrorBox title={auditWords.failed.checkpoints} why={failure} onAgain={onAgain} />
      ) : checkpoints === null ? (
        <LoadingBox what={auditWords.loading.checkpoints} />
      ) : checkpoints[0] === undefined ? (
        <EmptyBox title={words.none.title}>{words.none.why}</EmptyBox>
      ) : (
        <>
          <ol className={styles.checkpoints}>
            {checkpoints.map(({ seq, at, key_fingerprint }) => {
              const here = Date.parse(at) - agentOffset
              return (
                <li key={`${seq} ${at}`} title={key_fingerprint}>
                  <span>{words.over(seq)}</span>
                  <time dateTime={at} title={exactTime(here, timeZone)}>
                    {dayAndTime(here, now, timeZone)}
                  </time>
                </li>
              )
            })}
          </ol>
          <div className={styles.card}>
            <p className={styles.note}>{words.why}</p>
            <div className={styles.links}>
              <CopySignature signature={checkpoints[0].signature} {...(write === undefined ? {} : { write })} />
              {hasMore && (
                <Button look="quiet" onClick={onMore}>
                  {words.older}
                </Button>
              )}
            </div>
          </div>
        </>
      )}
    </Section>
  )
}

function CopySignature({
  signature,
  write = copyText,
}: {
  signature: string
  write?: (text: string) => Promise<void>
}) {
  const [said, setSaid] = useState('')
  const copy = () =>
    void write(signature).then(
      () => setSaid(words.copied),
      () => setSaid(words.refused),
    )
  return (
    <>
      <Button onClick={copy}>{words.copy}</Button>
      <span role="status" className={styles.said}>
        {said}
      </span>
    </>
  )
}

async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text)
}
