import type { ReactNode } from 'react'
import { EmptyBox } from '../../../ui/Box.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CopyCommand } from '../../../ui/CopyCommand.tsx'
import { Section } from '../../../ui/Section.tsx'
import { CheckList, FineChecks } from '../CheckList.tsx'
import setup from '../Setup.module.css'
import { sortChecks } from '../setup-model.ts'
import { setupWords } from '../setup-words.ts'
import type { Ready } from './host-look.ts'
import { RemoteChoices } from './RemoteChoices.tsx'
import styles from './Ssh.module.css'
import type { SshDraft } from './ssh-model.ts'
import { sshWords as words } from './ssh-words.ts'

interface HostReadyProps {
  found: Ready
  draft: SshDraft
  /** Another job that runs. */
  busy: boolean
  /** It is being looked at again; what stands here is of the look before. */
  asking: boolean
  mayInstall: boolean
  onChange(change: Partial<SshDraft>): void
  onInstall(): void
  /** Looks again. */
  again: ReactNode
}

/** What was found on the host, what can be chosen, and the one decision. */
export function HostReady({ found, draft, busy, asking, mayInstall, onChange, onInstall, again }: HostReadyProps) {
  const { blocking, look, fine } = sortChecks(found.checks)
  const stopped = blocking.length > 0 ? words.waits.stopped : undefined
  const wait = busy ? setupWords.waits.busy : asking ? words.waits.asking : stopped
  return (
    <div className={setup.main}>
      {blocking.length > 0 && (
        <Section title={setupWords.sections.stops}>
          <CheckList checks={blocking} />
          {found.facts.root === 'sudo_with_password' && <AllowSudo user={found.facts.user} />}
        </Section>
      )}
      {look.length > 0 && (
        <Section title={setupWords.sections.look}>
          <CheckList checks={look} />
        </Section>
      )}
      <FineChecks checks={fine} />
      <RemoteChoices draft={draft} facts={found.facts} onChange={onChange} />
      {mayInstall ? (
        <p className={setup.note}>{wait ?? words.before}</p>
      ) : (
        <EmptyBox title={setupWords.viewer.title}>{setupWords.viewer.why}</EmptyBox>
      )}
      <div className={setup.decision}>
        {mayInstall && (
          <Button look="primary" decision notYet={wait} onClick={onInstall}>
            {words.install(found.host)}
          </Button>
        )}
        {again}
      </div>
    </div>
  )
}

const plainUser = /^[A-Za-z_][\w.-]{0,63}$/

/** Two commands for the host: the one that lets the user become root, and the one that takes it back. */
function AllowSudo({ user }: { user: string }) {
  if (!plainUser.test(user)) return null
  const file = '/etc/sudoers.d/moltbot-ops-setup'
  return (
    <div className={styles.sudo}>
      <h3>{words.sudo.title}</h3>
      <p>{words.sudo.why}</p>
      <CopyCommand command={`echo '${user} ALL=(ALL) NOPASSWD: ALL' | sudo tee ${file}`} />
      <p>{words.sudo.after}</p>
      <CopyCommand command={`sudo rm ${file}`} />
    </div>
  )
}
