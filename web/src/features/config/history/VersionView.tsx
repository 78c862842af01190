import type { ReactNode } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { useClock, useNow } from '../../../ui/clock.ts'
import page from '../../../ui/Page.module.css'
import { Section } from '../../../ui/Section.tsx'
import { StatusSentence } from '../../../ui/StatusSentence.tsx'
import { ago, exactTime } from '../../../ui/time-words.ts'
import { Difference, type DifferenceState } from './Difference.tsx'
import styles from './History.module.css'
import type { Neighbours } from './history-model.ts'
import { historyWords } from './history-words.ts'
import { PutBack } from './PutBack.tsx'
import { VersionFacts } from './VersionFacts.tsx'

export type Other = 'before' | 'now'

interface VersionViewProps {
  found: Neighbours
  /** What it is compared with. */
  other: Other
  onOther(other: Other): void
  difference: DifferenceState
  /** The host's clock minus this browser's. */
  hostOffset: number
  /** Why it cannot be put back. */
  notYet: string | undefined
  onRevert(wish: { reason: string; trialSeconds: number | null }): void
  backLink(label: string): ReactNode
  jobLink(id: string, label: string): ReactNode
  auditLink(id: string, label: string): ReactNode
}

const words = historyWords.version

export function VersionView(props: VersionViewProps) {
  const { found, other, onOther, difference, hostOffset, notYet, onRevert, backLink, jobLink, auditLink } = props
  const { version, next } = found
  const now = useNow(10_000)
  const { timeZone } = useClock()
  const here = (at: string) => Date.parse(at) - hostOffset
  const verdict = next === null ? words.current : words.past(ago(here(next.at), now))
  const invalid = version.valid === false
  return (
    <div className={page.page}>
      <p className={page.back}>{backLink(historyWords.back)}</p>
      <StatusSentence
        {...(invalid ? { mark: 'look' as const } : {})}
        verdict={verdict}
        cause={invalid ? words.invalid : version.cause}
      />
      <div className={page.columns}>
        <Section title={words.compare}>
          {!version.current && (
            <fieldset className={styles.choice}>
              <legend>{words.with}</legend>
              {(['before', 'now'] as const).map((each) => (
                <label key={each}>
                  <input type="radio" name="other" checked={other === each} onChange={() => onOther(each)} />
                  {each === 'before' ? words.withBefore : words.withNow}
                </label>
              ))}
            </fieldset>
          )}
          <Difference {...{ found, other, difference }} />
        </Section>
        <div className={classNames(page.stack, styles.side)}>
          <VersionFacts {...{ version, hostOffset, jobLink, auditLink }} />
          {!version.current && (
            <PutBack
              notYet={notYet}
              reason={historyWords.revert.reason(exactTime(here(version.at), timeZone))}
              onRevert={onRevert}
            />
          )}
        </div>
      </div>
    </div>
  )
}
