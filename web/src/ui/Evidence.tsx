import { Fragment } from 'react'
import styles from './Evidence.module.css'

export interface EvidenceItem {
  label: string
  statement: string
  quote: string | null
}

/** What was seen, in full: quotes are wrapped, never cut. */
export function Evidence({ items }: { items: readonly EvidenceItem[] }) {
  return (
    <ol className={styles.list}>
      {items.map((item) => (
        <li key={item.label} className={styles.item} id={`evidence-${item.label}`}>
          <span className={styles.label}>{item.label}</span>
          <div className={styles.words}>
            <p>{item.statement}</p>
            {item.quote !== null && <pre className={styles.quote}>{breakable(item.quote)}</pre>}
          </div>
        </li>
      ))}
    </ol>
  )
}

/** A path may go on in the next line after any of its slashes; what is copied stays the same. */
function breakable(text: string) {
  return text.split(/(?<=\/)(?=\w)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one quote never change places
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
