import type { ReactNode } from 'react'
import { AttentionCard } from '../../ui/AttentionCard.tsx'
import { EmptyBox, LoadingBox } from '../../ui/Box.tsx'
import { CopyCommand } from '../../ui/CopyCommand.tsx'
import type { AttentionItem } from './attention.ts'
import styles from './Overview.module.css'
import { overviewWords as words } from './overview-words.ts'

interface AttentionListProps {
  items: readonly AttentionItem[]
  /** How far the items may be believed. */
  are: 'known' | 'too_old' | 'asking'
  /** MoltBot is not as it should be: that nothing is proposed does not mean that nothing is wrong. */
  urgent: boolean
  /** Draws the one button of an item that is put right in the console. */
  action(item: AttentionItem): ReactNode
}

export function AttentionList({ items, are, urgent, action }: AttentionListProps) {
  if (items.length === 0) {
    if (are === 'asking') return <LoadingBox what={words.loading.findings} />
    const known = urgent ? words.noFix : words.attentionEmpty
    const text = are === 'known' ? known : words.attentionUnknown
    return <EmptyBox title={text.title}>{text.why}</EmptyBox>
  }
  return (
    <ul>
      {items.map((item) => (
        <AttentionCard
          key={item.id}
          mark={are === 'known' ? item.mark : 'unknown'}
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
