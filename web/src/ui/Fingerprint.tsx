import styles from './Fingerprint.module.css'

/** Enough to compare by eye, in groups of four; the whole is in the title and is what gets copied. */
export function Fingerprint({ value }: { value: string }) {
  const colon = value.indexOf(':')
  const head = value.slice(0, colon + 1)
  const groups = value.slice(colon + 1, colon + 17).match(/.{1,4}/g) ?? []
  return (
    <code className={styles.fingerprint} title={value}>
      <span aria-hidden>
        {head}
        {groups.join(' ')}
      </span>
      <span className="hidden-text">{value}</span>
    </code>
  )
}
