import { type FormEvent, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { CopyCommand } from '../../ui/CopyCommand.tsx'
import { useClock, useNow } from '../../ui/clock.ts'
import { Field } from '../../ui/Field.tsx'
import { Fingerprint } from '../../ui/Fingerprint.tsx'
import { Section } from '../../ui/Section.tsx'
import { since } from '../../ui/time-words.ts'
import styles from './Audit.module.css'
import { auditWords } from './audit-words.ts'
import { isFingerprint, type PinnedKey } from './pinned-key.ts'

interface KeyCardProps {
  pinned: PinnedKey | null
  /** Fingerprint of the newest checkpoint's key; null where there is no checkpoint. */
  signer: string | null
  onKeep(fingerprint: string): void
  onForget(): void
}

const words = auditWords.key

/** What the log is held to. The agent cannot vouch for itself, so the key is kept in this browser. */
export function KeyCard({ pinned, signer, onKeep, onForget }: KeyCardProps) {
  const now = useNow(60_000)
  const { timeZone } = useClock()
  if (pinned !== null) {
    return (
      <Section title={words.title}>
        <div className={styles.card}>
          <p>
            <Fingerprint value={pinned.fingerprint} />
          </p>
          <p className={styles.note}>{words.kept(since(pinned.since, now, timeZone))}</p>
          <Button onClick={onForget}>{words.forget}</Button>
        </div>
      </Section>
    )
  }
  return (
    <Section title={words.title}>
      <div className={styles.card}>
        <p>{words.none}</p>
        {signer === null ? (
          <p className={styles.note}>{words.later}</p>
        ) : (
          <>
            <p>
              {words.signs} <Fingerprint value={signer} />
            </p>
            <p className={styles.note}>{words.compare}</p>
            <CopyCommand command={words.command} />
            <Button onClick={() => onKeep(signer)}>{words.keep}</Button>
            <p className={styles.note}>{words.meaning}</p>
          </>
        )}
        <NotedKey only={signer === null} onKeep={onKeep} />
      </div>
    </Section>
  )
}

function NotedKey({ only, onKeep }: { only: boolean; onKeep(fingerprint: string): void }) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const fingerprint = typed.trim()
    if (isFingerprint(fingerprint)) onKeep(fingerprint)
    else setProblem(words.pattern)
  }
  return (
    <form className={styles.noted} onSubmit={submit}>
      <Field
        label={words.noteYours(only)}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        problem={problem}
        onChange={({ target }) => {
          setTyped(target.value)
          setProblem(undefined)
        }}
      />
      <Button type="submit">{words.keepYours}</Button>
    </form>
  )
}
