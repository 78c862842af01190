import { Section } from '../../../ui/Section.tsx'
import { ChoiceList } from '../ChoiceList.tsx'
import { DraftField } from '../DraftField.tsx'
import setup from '../Setup.module.css'
import type { Channel } from '../setup-model.ts'
import { setupWords } from '../setup-words.ts'
import styles from './Ssh.module.css'
import { type HostFacts, methodFor, type SshDraft } from './ssh-model.ts'
import { sshWords as words } from './ssh-words.ts'

const channels: Channel[] = ['stable', 'beta', 'nightly']
const version = /^[0-9A-Za-z][0-9A-Za-z.+-]{0,63}$/

interface RemoteChoicesProps {
  draft: SshDraft
  facts: HostFacts
  onChange(change: Partial<SshDraft>): void
}

/** Method, channel or version, and whether a key is stored for later, which is never chosen beforehand. */
export function RemoteChoices({ draft, facts, onChange }: RemoteChoicesProps) {
  const { docker, native } = words.methods
  const hasDocker = facts.docker !== null
  const recommended = { tag: setupWords.recommended }
  return (
    <>
      <Section title={words.sections.method}>
        <ChoiceList
          name={words.sections.method}
          chosen={methodFor(draft, facts)}
          onChoose={(method) => onChange({ method })}
          options={[
            {
              ...{ value: 'docker', name: docker.name, off: !hasDocker },
              why: facts.docker === null ? words.noDocker : docker.why(facts.docker),
              ...(hasDocker && recommended),
            },
            { value: 'native', name: native.name, why: native.why, ...(!hasDocker && recommended) },
          ]}
        />
      </Section>
      <Section title={words.sections.version}>
        <ChoiceList
          name={words.sections.version}
          chosen={draft.version === '' ? draft.channel : null}
          onChoose={(channel) => onChange({ channel, version: '' })}
          options={channels.map((value) => ({
            ...{ value, name: setupWords.channels[value], why: setupWords.channelWhy[value] },
            ...(value === 'stable' && recommended),
          }))}
        />
        <div className={setup.exact}>
          <DraftField
            label={words.fields.version}
            help={words.fields.versionWhy}
            value={draft.version}
            problem={words.fields.versionProblem}
            onLeave={(text) => {
              const taken = text === '' || version.test(text)
              if (taken) onChange({ version: text })
              return taken
            }}
          />
        </div>
      </Section>
      <Section title={words.sections.later}>
        <label className={styles.remember}>
          <input
            type="checkbox"
            checked={draft.rememberKey}
            onChange={(event) => onChange({ rememberKey: event.target.checked })}
          />
          <span>
            <strong>{words.rememberKey.name}</strong>
            <span className={setup.why}>{words.rememberKey.why}</span>
          </span>
        </label>
      </Section>
    </>
  )
}
