import { ChevronDown } from 'lucide-react'
import { AttentionCard } from '../../../ui/AttentionCard.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Mark } from '../../../ui/Mark.tsx'
import type { ConfigError } from '../config-queries.ts'
import { configWords } from '../config-words.ts'
import styles from './Findings.module.css'

const words = configWords.findings
/** The agent finds two hundred at most; nobody reads as many at once. */
const mostShown = 60

interface FindingListProps {
  findings: readonly ConfigError[]
  /** Why nothing or not all could be found; null where all was looked at. */
  unchecked: string | null
  /** Leads to the place of a finding; null where there is none to go to. */
  goTo(finding: ConfigError): { label: string; onClick(): void } | null
}

/**
 * What is refused and what is worth a look, folded into one line. It is always there and opens only when it is asked to,
 * so that nothing moves under the hands of whoever types.
 */
export function FindingList({ findings, unchecked, goTo }: FindingListProps) {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const warnings = findings.filter(({ severity }) => severity === 'warning')
  const mark = errors.length > 0 ? 'broken' : warnings.length > 0 ? 'look' : unchecked === null ? 'info' : 'unknown'
  const found = words.title(errors.length, warnings.length)
  const title = unchecked === null ? found : findings.length === 0 ? unchecked : `${found}. ${unchecked}`
  if (findings.length === 0) {
    return (
      <p className={styles.line}>
        <Mark kind={mark} />
        {title}
      </p>
    )
  }
  return (
    <details>
      <summary className={styles.line}>
        <Mark kind={mark} />
        {title}
        <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
      </summary>
      <Cards findings={[...errors, ...warnings].slice(0, mostShown)} goTo={goTo} />
      {findings.length > mostShown && <p className={styles.more}>{words.more(findings.length - mostShown)}</p>}
    </details>
  )
}

function Cards({ findings, goTo }: Pick<FindingListProps, 'findings' | 'goTo'>) {
  return (
    <ul>
      {findings.map((finding, position) => {
        const way = goTo(finding)
        return (
          <AttentionCard
            // biome-ignore lint/suspicious/noArrayIndexKey: two findings may say the same of one place
            key={`${position} ${finding.path} ${finding.message}`}
            mark={finding.severity === 'error' ? 'broken' : 'look'}
            title={finding.path === '' ? words.whole : finding.path}
            why={finding.message}
            action={way !== null && <Button onClick={way.onClick}>{way.label}</Button>}
          />
        )
      })}
    </ul>
  )
}
