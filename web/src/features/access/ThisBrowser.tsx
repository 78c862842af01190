import type { ReactNode } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Fingerprint } from '../../ui/Fingerprint.tsx'
import { Section } from '../../ui/Section.tsx'
import type { Session } from '../../wire.ts'
import styles from './Access.module.css'
import { accessWords } from './access-words.ts'

const words = accessWords.here

interface ThisBrowserProps {
  session: Session
  fingerprint: string
  busy: boolean
  onLogout(): void
  passphraseButton(label: string): ReactNode
}

/** What this browser is to the agent, and the way out. */
export function ThisBrowser({ session, fingerprint, busy, onLogout, passphraseButton }: ThisBrowserProps) {
  return (
    <Section title={words.title} aside={session.device?.name}>
      <dl className={styles.hereFacts}>
        <dt>{words.role}</dt>
        <dd>{accessWords.dialog.roles[session.role].name}</dd>
        <dt>{words.key}</dt>
        <dd>
          <Fingerprint value={fingerprint} />
        </dd>
        <dt>{words.agent}</dt>
        <dd>
          <Fingerprint value={session.agent.key_fingerprint} />
        </dd>
        <dt>{words.passphrase}</dt>
        <dd>
          {words.passphraseStates[session.passphrase]}{' '}
          {session.passphrase === 'unset' && session.role === 'owner' && passphraseButton(words.setPassphrase)}
        </dd>
      </dl>
      <div className={styles.logout}>
        <Button busy={busy} onClick={onLogout}>
          {words.logout}
        </Button>
        <p className={styles.note}>{words.logoutNote}</p>
      </div>
    </Section>
  )
}
