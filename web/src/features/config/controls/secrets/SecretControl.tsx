import { useEffect, useRef, useState } from 'react'
import { Button } from '../../../../ui/Button.tsx'
import { configWords } from '../../config-words.ts'
import { type ConfigPath, formatPath, type Json } from '../../document/config-path.ts'
import styles from '../Controls.module.css'
import { useConfigForm } from '../form-context.ts'
import { useTypedSecret } from './typed-secrets.ts'

const words = configWords.secret

interface SecretControlProps {
  name: string
  path: ConfigPath
  value: Json | undefined
  describedBy: string
}

/** A secret can be put in, replaced and taken out, and is never shown. */
export function SecretControl({ name, path, value, describedBy }: SecretControlProps) {
  const { actions, readOnly, mask } = useConfigForm()
  const typed = useTypedSecret(formatPath(path))
  const [open, setOpen] = useState(false)
  // Not held by React, which would write the secret into the page.
  const field = useRef<HTMLInputElement>(null)
  const opener = useRef<HTMLDivElement>(null)
  const wasOpen = useRef(false)
  useEffect(() => {
    if (open) field.current?.focus()
    else if (wasOpen.current) opener.current?.querySelector('button')?.focus()
    wasOpen.current = open
  }, [open])
  const state = typed
    ? words.typed
    : value === undefined
      ? words.unset
      : value === mask
        ? words.set
        : JSON.stringify(value)
  const take = () => {
    const secret = field.current?.value ?? ''
    if (secret !== '') actions.setSecret(path, secret)
    setOpen(false)
  }
  if (open) {
    return (
      <form
        className={styles.items}
        onSubmit={(event) => {
          event.preventDefault()
          take()
        }}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
      >
        <input
          ref={field}
          type="password"
          className={styles.input}
          aria-label={words.field(name)}
          aria-describedby={describedBy}
          autoComplete="new-password"
          spellCheck={false}
        />
        <p className={styles.nothing}>{words.help}</p>
        <div className={styles.buttons}>
          <Button type="submit">{words.take}</Button>
          <Button look="quiet" onClick={() => setOpen(false)}>
            {words.keep}
          </Button>
        </div>
      </form>
    )
  }
  const verb = value === undefined && !typed ? words.enter : words.replace
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the row needs it
    <div ref={opener} role="group" aria-label={name} aria-describedby={describedBy} className={styles.secret}>
      <span className={styles.state}>{state}</span>
      {!readOnly && (
        <span className={styles.buttons}>
          <Button aria-label={words.named(verb, name)} onClick={() => setOpen(true)}>
            {verb}
          </Button>
          {(value !== undefined || typed) && (
            <Button
              look="quiet"
              aria-label={words.named(words.remove, name)}
              onClick={() => (value === undefined ? actions.takeBack(path) : actions.remove(path))}
            >
              {words.remove}
            </Button>
          )}
        </span>
      )}
    </div>
  )
}
