import type { ConfigDiff } from '../config-queries.ts'
import styles from './Review.module.css'

const signs = { same: ' ', added: '+', removed: '−', skipped: '' }
const kinds = { same: '', added: 'added: ', removed: 'removed: ', skipped: '' }

/** The file before and after, line by line. */
export function LineList({ lines }: { lines: ConfigDiff['lines'] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <pre className={styles.file} tabIndex={0}>
      {lines.map(({ kind, text, line }, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of one answer stay where they are
        <span key={position} className={styles[kind]}>
          <span className={styles.number} aria-hidden>
            {line ?? ''}
          </span>
          <span className={styles.sign} aria-hidden>
            {signs[kind]}
          </span>
          <span className="hidden-text">{kinds[kind]}</span>
          {text}
          {'\n'}
        </span>
      ))}
    </pre>
  )
}
