import { useState } from 'react'
import { Field } from '../../ui/Field.tsx'
import styles from './Setup.module.css'

interface DraftFieldProps {
  label: string
  help?: string
  value: string
  /** Shown where what was typed cannot be taken. */
  problem: string
  inputMode?: 'numeric' | 'text'
  /** What was typed; false when it cannot be taken. */
  onLeave(text: string): boolean
}

/** Checked as soon as the field is left, or Enter is pressed in it. */
export function DraftField({ label, help, value, problem, inputMode = 'text', onLeave }: DraftFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const [refused, setRefused] = useState(false)
  const leave = () => {
    if (draft === null) return
    const taken = onLeave(draft.trim())
    setRefused(!taken)
    if (taken) setDraft(null)
  }
  return (
    <form
      className={styles.draft}
      onSubmit={(event) => {
        event.preventDefault()
        leave()
      }}
    >
      <Field
        label={label}
        {...(help !== undefined && { help })}
        inputMode={inputMode}
        autoComplete="off"
        spellCheck={false}
        value={draft ?? value}
        problem={refused ? problem : undefined}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={leave}
      />
    </form>
  )
}
