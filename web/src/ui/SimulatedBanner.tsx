import styles from './SimulatedBanner.module.css'

interface SimulatedBannerProps {
  title: string
  scenario: string
  detail: string
}

/** Stays for as long as the host is simulated; it cannot be closed. */
export function SimulatedBanner({ title, scenario, detail }: SimulatedBannerProps) {
  return (
    <div className={styles.banner} role="note">
      <p className={styles.words}>
        <strong>{title}</strong> {scenario} <span className={styles.detail}>{detail}</span>
      </p>
    </div>
  )
}
