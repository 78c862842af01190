import { Plus } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { Button } from '../../../../ui/Button.tsx'
import { configWords } from '../../config-words.ts'
import styles from '../Controls.module.css'

const words = configWords.setting

interface AddNameProps {
  label: string
  taken: readonly string[]
  withValue: boolean
  secret: boolean
  onAdd(name: string, value: string): void
}

/** One more name of a table, with its value where it has one. */
export function AddName({ label, taken, withValue, secret, onAdd }: AddNameProps) {
  const id = useId()
  const [name, setName] = useState('')
  const nameField = useRef<HTMLInputElement>(null)
  // Not held by React, which would write a secret into the page.
  const valueField = useRef<HTMLInputElement>(null)
  const isTaken = taken.includes(name.trim())
  const notYet = name.trim() === '' ? words.noName : isTaken ? words.taken : undefined
  const add = () => {
    if (notYet !== undefined) return
    onAdd(name.trim(), valueField.current?.value ?? '')
    setName('')
    if (valueField.current !== null) valueField.current.value = ''
    nameField.current?.focus()
  }
  return (
    <form
      className={withValue ? styles.pair : styles.item}
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <input
        ref={nameField}
        className={styles.input}
        aria-label={words.addTo(label)}
        aria-invalid={isTaken || undefined}
        aria-describedby={isTaken ? id : undefined}
        placeholder={words.newName}
        value={name}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      {withValue && (
        <input
          ref={valueField}
          type={secret ? 'password' : 'text'}
          className={styles.input}
          aria-label={`${words.newValue}: ${label}`}
          placeholder={words.newValue}
          spellCheck={false}
          autoComplete={secret ? 'new-password' : 'off'}
        />
      )}
      <Button
        look="quiet"
        type="submit"
        aria-label={`${words.add}: ${label}`}
        title={words.add}
        notYet={notYet}
        icon={<Plus size={16} strokeWidth={1.75} aria-hidden />}
      />
      {isTaken && (
        <p id={id} className={styles.problem}>
          {words.taken}
        </p>
      )}
    </form>
  )
}
