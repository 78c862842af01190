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
            {item.quote !== null && <pre className={styles.quote}>{item.quote}</pre>}
          </div>
        </li>
      ))}
    </ol>
  )
}
