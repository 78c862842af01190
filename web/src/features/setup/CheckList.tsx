import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { AttentionCard } from '../../ui/AttentionCard.tsx'
import { CopyCommand } from '../../ui/CopyCommand.tsx'
import { Mark } from '../../ui/Mark.tsx'
import styles from './Setup.module.css'
import type { Check } from './setup-model.ts'
import { setupWords as words } from './setup-words.ts'

const marks = { ok: 'fine', warning: 'look', blocking: 'broken', not_checked: 'unknown' } as const

interface CheckListProps {
  checks: readonly Check[]
  /** The button that puts a check right, where one can. */
  action?: (check: Check) => ReactNode
}

/** Each check with its detail and its fix. */
export function CheckList({ checks, action }: CheckListProps) {
  return (
    <ul>
      {checks.map((check) => {
        const { finding, id, status } = check
        const fix = finding.fix_action
        const button = action?.(check)
        return (
          <AttentionCard
            key={id}
            mark={marks[status]}
            title={finding.title}
            {...(finding.detail !== undefined && { why: finding.detail })}
            {...(button != null && { action: button })}
          >
            {fix != null && <p className={styles.fix}>{fix.title}</p>}
            {fix?.command != null && <CopyCommand command={fix.command} />}
          </AttentionCard>
        )
      })}
    </ul>
  )
}

/** What is in good order, folded in one line. */
export function FineChecks({ checks }: { checks: readonly Check[] }) {
  if (checks.length === 0) return null
  return (
    <details className={styles.fine}>
      <summary>
        <Mark kind="fine" />
        <span>{words.fine(checks.length)}</span>
        <span className={styles.names}>{checks.map(({ id }) => id).join(', ')}</span>
        <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
      </summary>
      <ul className={styles.fineList}>
        {checks.map(({ id, finding }) => (
          <li key={id}>{finding.title}</li>
        ))}
      </ul>
    </details>
  )
}
