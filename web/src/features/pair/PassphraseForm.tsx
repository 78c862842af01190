import { type FormEvent, useState } from 'react'
import { Button } from '../../ui/Button.tsx'
import { Field } from '../../ui/Field.tsx'
import styles from './Pair.module.css'
import { pairWords } from './pair-words.ts'

const words = pairWords.passphrase
const least = 8

interface PassphraseFormProps {
  busy: boolean
  problem: string | undefined
  onSet(passphrase: string): void
  onLater(): void
}

/** Asked for once, after the first pairing on a host where MoltBot shares the agent's user. */
export function PassphraseForm({ busy, problem, onSet, onLater }: PassphraseFormProps) {
  const [first, setFirst] = useState('')
  const [second, setSecond] = useState('')
  const [tried, setTried] = useState(false)
  const short = first.length < least ? words.short : undefined
  const differ = first !== second ? words.differ : undefined
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!busy && short === undefined && differ === undefined) onSet(first)
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field
        label={words.field}
        type="password"
        autoComplete="new-password"
        value={first}
        onChange={(event) => setFirst(event.target.value)}
        problem={tried ? short : undefined}
      />
      <Field
        label={words.repeat}
        type="password"
        autoComplete="new-password"
        value={second}
        onChange={(event) => setSecond(event.target.value)}
        problem={tried && short === undefined ? (differ ?? problem) : problem}
      />
      <div className={styles.actions}>
        <Button type="submit" look="primary" decision busy={busy}>
          {words.set}
        </Button>
        <Button decision onClick={onLater}>
          {words.later}
        </Button>
      </div>
    </form>
  )
}
