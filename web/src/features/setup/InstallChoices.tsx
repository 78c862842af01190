import { useState } from 'react'
import { Field } from '../../ui/Field.tsx'
import { Section } from '../../ui/Section.tsx'
import { ChoiceList } from './ChoiceList.tsx'
import styles from './Setup.module.css'
import { type Channel, type Preflight, type ReleaseChannel, readPort, type Wishes } from './setup-model.ts'
import { setupWords as words } from './setup-words.ts'

const channels: Channel[] = ['stable', 'beta', 'nightly']

interface InstallChoicesProps {
  preflight: Preflight
  /** What each channel is now; undefined until the registry told it. */
  releases: readonly ReleaseChannel[] | undefined
  wishes: Wishes
  onWish(wishes: Wishes): void
}

/** Method, channel and port: everything that a person decides about the first install. */
export function InstallChoices({ preflight, releases, wishes, onWish }: InstallChoicesProps) {
  const method = wishes.method ?? preflight.method
  const known = releases ?? [preflight.channel]
  return (
    <>
      <Section title={words.sections.method}>
        <ChoiceList
          name={words.sections.method}
          chosen={method}
          onChoose={(value) => onWish({ ...wishes, method: value })}
          options={preflight.methods.map(({ method: value, available, recommended, reason }) => ({
            value,
            name: words.methods[value],
            why: reason,
            off: !available,
            ...(recommended && { tag: words.recommended }),
          }))}
        />
      </Section>
      <Section title={words.sections.version}>
        {method === 'docker' ? (
          <p className={styles.note}>{words.imageDecides}</p>
        ) : (
          <ChoiceList
            name={words.sections.version}
            chosen={wishes.channel}
            onChoose={(channel) => onWish({ ...wishes, channel })}
            options={channels.map((channel) => ({
              value: channel,
              name: words.channels[channel],
              why: versionOf(known.find((release) => release.channel === channel)),
            }))}
          />
        )}
      </Section>
      <Section title={words.sections.port}>
        <PortField port={wishes.port ?? preflight.port} onPort={(port) => onWish({ ...wishes, port })} />
      </Section>
    </>
  )
}

function versionOf(release: ReleaseChannel | undefined): string {
  if (release === undefined) return words.versionUnknown
  const { version, fallback, tag } = release
  if (version === null) return tag === null ? words.versionUnknown : words.noVersion
  return fallback === null ? `${words.is(version)}.` : `${words.is(version)}. ${fallback}`
}

/** Checked as soon as the field is left. */
function PortField({ port, onPort }: { port: number; onPort(port: number): void }) {
  const [draft, setDraft] = useState<string | null>(null)
  const [problem, setProblem] = useState<string>()
  const leave = () => {
    if (draft === null) return
    const read = readPort(draft)
    setProblem(read === null ? words.portProblem : undefined)
    if (read === null) return
    setDraft(null)
    if (read !== port) onPort(read)
  }
  return (
    <form
      className={styles.port}
      onSubmit={(event) => {
        event.preventDefault()
        leave()
      }}
    >
      <Field
        label={words.portLabel}
        inputMode="numeric"
        autoComplete="off"
        value={draft ?? String(port)}
        problem={problem}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={leave}
      />
    </form>
  )
}
