import { EmptyBox } from '../../../ui/Box.tsx'
import { Button } from '../../../ui/Button.tsx'
import { CopyCommand } from '../../../ui/CopyCommand.tsx'
import { ErrorBoundary } from '../../../ui/ErrorBoundary.tsx'
import page from '../../../ui/Page.module.css'
import { Section } from '../../../ui/Section.tsx'
import setup from '../Setup.module.css'
import { setupWords } from '../setup-words.ts'
import { ChangedKey } from './ChangedKey.tsx'
import { HostFactsView } from './HostFactsView.tsx'
import { HostKeyDialog } from './HostKeyDialog.tsx'
import { HostReady } from './HostReady.tsx'
import type { LookState, Ready, SeenKey } from './host-look.ts'
import { LoginForm } from './LoginForm.tsx'
import styles from './Ssh.module.css'
import type { DraftField, DraftProblem, SshDraft } from './ssh-model.ts'
import { sshWords as words } from './ssh-words.ts'

type Failed = Extract<LookState, { kind: 'failed' }>

interface SshViewProps {
  state: LookState
  draft: SshDraft
  problems: Partial<Record<DraftField, DraftProblem>>
  busy: boolean
  mayInstall: boolean
  onChange(change: Partial<SshDraft>): void
  onLook(): void
  onVouch(key: SeenKey): void
  onForget(): void
  onInstall(found: Ready): void
}

/** The form, and below it what the look brought. */
export function SshView(props: SshViewProps) {
  const { state, draft, problems, busy, mayInstall, onChange, onLook, onVouch, onForget, onInstall } = props
  // What was found stays on the page while it is looked at again.
  const found = state.kind === 'ready' ? state : state.kind === 'asking' ? state.last : null
  return (
    <ErrorBoundary>
      <div className={found !== null ? page.columns : setup.main}>
        <div className={setup.main}>
          {state.kind === 'failed' && <FailedLook state={state} draft={draft} />}
          {state.kind === 'changed' && (
            <ChangedKey
              key={state.key.sha256}
              hostKey={state.key}
              confirmed={state.confirmed}
              onVouch={() => onVouch(state.key)}
            />
          )}
          {found !== null ? (
            <HostReady
              found={found}
              draft={draft}
              busy={busy}
              asking={state.kind === 'asking'}
              mayInstall={mayInstall}
              onChange={onChange}
              onInstall={() => onInstall(found)}
              again={
                <>
                  <Button decision busy={state.kind === 'asking'} onClick={onLook}>
                    {words.lookAgain}
                  </Button>
                  <Button look="quiet" decision onClick={onForget}>
                    {words.otherHost}
                  </Button>
                </>
              }
            />
          ) : !mayInstall ? (
            <EmptyBox title={setupWords.viewer.title}>{setupWords.viewer.why}</EmptyBox>
          ) : (
            <LoginForm
              draft={draft}
              problems={problems}
              looked={state.kind === 'failed' || state.kind === 'changed'}
              busy={state.kind === 'asking'}
              onChange={onChange}
              onLook={onLook}
            />
          )}
        </div>
        {found !== null && (
          <Section title={words.sections.facts}>
            <HostFactsView facts={found.facts} />
          </Section>
        )}
      </div>
      {state.kind === 'unknown' && (
        <HostKeyDialog host={state.host} hostKey={state.key} onSame={() => onVouch(state.key)} onNotNow={onForget} />
      )}
    </ErrorBoundary>
  )
}

/** What the host or the agent said, what to do about it, and the command that shows it. */
function FailedLook({ state, draft }: { state: Failed; draft: SshDraft }) {
  const { because, why } = state
  const advice = because === 'auth' ? words.advice.auth[draft.auth] : words.advice[because]
  const command = commandFor(because, draft)
  return (
    <Section title={words.sections.whatToDo}>
      <div className={styles.failed} role="alert">
        <p className={styles.said}>{why}</p>
        <p>{advice}</p>
        {command !== null && <CopyCommand command={command} />}
      </div>
    </Section>
  )
}

const plainWord = /^[\w.@:[\]-]+$/

function commandFor(because: Failed['because'], { auth, host, port, username }: SshDraft): string | null {
  if (because === 'auth') return auth === 'agent' ? 'ssh-add -l' : null
  const target = host.trim()
  const user = username.trim()
  if (because === 'other' || !plainWord.test(target) || !plainWord.test(user)) return null
  return `ssh -p ${port.trim()} -l ${user} ${target} true`
}
