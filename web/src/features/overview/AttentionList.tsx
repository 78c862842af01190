import type { ReactNode } from 'react'
import { AttentionCard } from '../../ui/AttentionCard.tsx'
import { EmptyBox } from '../../ui/Box.tsx'
import { CopyCommand } from '../../ui/CopyCommand.tsx'
import type { AttentionItem } from './attention.ts'
import styles from './Overview.module.css'
import { overviewWords as words } from './overview-words.ts'

interface AttentionListProps {
  items: readonly AttentionItem[]
  known: boolean
  /** Draws the one button of an item that is put right in the console. */
  action(item: AttentionItem): ReactNode
}

export function AttentionList({ items, known, action }: AttentionListProps) {
  if (items.length === 0) {
    const text = known ? words.attentionEmpty : words.attentionUnknown
    return <EmptyBox title={text.title}>{text.why}</EmptyBox>
  }
  return (
    <ul>
      {items.map((item) => (
        <AttentionCard
          key={item.id}
          mark={known ? item.mark : 'unknown'}
          title={item.title}
          why={item.why}
          {...(item.href === null ? {} : { action: action(item) })}
        >
          {item.quotes.map((quote) => (
            <pre key={quote} className={styles.quote}>
              {quote}
            </pre>
          ))}
          {item.command !== null && (
            <div className={styles.command}>
              <CopyCommand command={item.command} />
            </div>
          )}
        </AttentionCard>
      ))}
    </ul>
  )
}
