import { Button } from '../../../ui/Button.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Section } from '../../../ui/Section.tsx'
import { ChoiceList } from '../ChoiceList.tsx'
import setup from '../Setup.module.css'
import { KeyField } from './KeyField.tsx'
import styles from './Ssh.module.css'
import type { AuthType, DraftField, DraftProblem, SshDraft } from './ssh-model.ts'
import { sshWords as words } from './ssh-words.ts'

const auths: AuthType[] = ['password', 'key', 'agent']

interface LoginFormProps {
  draft: SshDraft
  /** Shown once the person has asked for the look. */
  problems: Partial<Record<DraftField, DraftProblem>>
  /** Whether the host has been looked at, so that looking again is not the page's one decision. */
  looked: boolean
  busy: boolean
  onChange(change: Partial<SshDraft>): void
  onLook(): void
}

/** Which host, and how to log in. No browser is to keep any of it. */
export function LoginForm({ draft, problems, looked, busy, onChange, onLook }: LoginFormProps) {
  const problem = (name: DraftField) => {
    const found = problems[name]
    return found === undefined ? undefined : words.problems[found]
  }
  const text = (name: 'host' | 'port' | 'username' | 'password' | 'passphrase') => ({
    label: words.fields[name],
    value: draft[name],
    problem: problem(name),
    autoComplete: 'off',
    autoCapitalize: 'off',
    spellCheck: false,
    onChange: (event: { target: { value: string } }) => onChange({ [name]: event.target.value }),
  })
  return (
    <form
      className={setup.main}
      autoComplete="off"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!busy) onLook()
      }}
    >
      <Section title={words.sections.host}>
        <div className={styles.target}>
          <Field {...text('host')} maxLength={253} />
          <Field {...text('port')} inputMode="numeric" maxLength={5} />
        </div>
      </Section>
      <Section title={words.sections.login}>
        <div className={styles.login}>
          <Field {...text('username')} maxLength={64} help={words.fields.usernameWhy} />
          <ChoiceList
            name={words.sections.login}
            chosen={draft.auth}
            onChoose={(auth) => onChange({ auth })}
            options={auths.map((value) => ({ value, ...words.auths[value] }))}
          />
          {draft.auth === 'password' && <Field {...text('password')} type="password" maxLength={1024} />}
          {draft.auth === 'key' && (
            <>
              <KeyField
                value={draft.privateKey}
                problem={problem('privateKey')}
                onValue={(privateKey) => onChange({ privateKey })}
              />
              <Field {...text('passphrase')} type="password" maxLength={1024} />
            </>
          )}
          {draft.auth !== 'agent' && <p className={setup.note}>{words.kept}</p>}
        </div>
      </Section>
      <div className={setup.decision}>
        <Button type="submit" look={looked ? 'secondary' : 'primary'} decision busy={busy}>
          {looked ? words.lookAgain : words.look}
        </Button>
      </div>
    </form>
  )
}
