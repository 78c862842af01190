import { X } from 'lucide-react'
import { Button } from '../../../../ui/Button.tsx'
import { configWords } from '../../config-words.ts'
import { isObject, type Json } from '../../document/config-path.ts'
import { handsSecretsOn } from '../../draft/may-hold-secret.ts'
import styles from '../Controls.module.css'
import { readTyped, textOf } from '../control-of.ts'
import { type ControlProps, useConfigForm } from '../form-context.ts'
import { SecretControl } from '../secrets/SecretControl.tsx'
import { useTypedNames } from '../secrets/typed-secrets.ts'
import { AddName } from './AddName.tsx'

const words = configWords.setting

/**
 * A table of names. With parts, each name has settings of its own, which stand below as settings; without, it has one
 * plain value, or a secret.
 */
export function TableControl({ row, path, value, describedBy, parts }: ControlProps & { parts: boolean }) {
  const { actions, readOnly, mask } = useConfigForm()
  const table = isObject(value) ? value : {}
  const typed = useTypedNames(path).filter((name) => !Object.hasOwn(table, name))
  const entries: [string, Json | undefined][] = [
    ...Object.entries(table),
    ...typed.map((name): [string, undefined] => [name, undefined]),
  ]
  const secret = row.setting.sensitive || handsSecretsOn(path) || entries.some(([, one]) => one === mask)
  const isHidden = (one: Json | undefined) => !parts && (one === mask || one === undefined)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the row needs it
    <div role="group" aria-label={row.label} aria-describedby={describedBy} className={styles.items}>
      {entries.map(([name, one]) => (
        <div key={name} className={parts ? styles.item : styles.pair}>
          <code className={styles.name}>{name}</code>
          {!parts && !isHidden(one) && (
            <input
              className={styles.input}
              aria-label={`${row.label}: ${name}`}
              readOnly={readOnly}
              value={textOf(one)}
              spellCheck={false}
              autoComplete="off"
              onChange={({ target }) => actions.set([...path, name], readTyped(target.value, 'string') ?? '')}
            />
          )}
          {isHidden(one) && <SecretControl name={name} path={[...path, name]} value={one} describedBy={describedBy} />}
          {!readOnly && !isHidden(one) && (
            <Button
              look="quiet"
              aria-label={words.removeItem(name, row.label)}
              title={words.remove}
              icon={<X size={16} strokeWidth={1.75} aria-hidden />}
              onClick={() => actions.remove([...path, name])}
            />
          )}
        </div>
      ))}
      {entries.length === 0 && readOnly && <span className={styles.nothing}>{words.unset}</span>}
      {!readOnly && (
        <AddName
          label={row.label}
          taken={entries.map(([name]) => name)}
          withValue={!parts}
          secret={secret}
          onAdd={(name, text) => {
            if (parts) actions.set([...path, name], {})
            else if (secret) actions.setSecret([...path, name], text)
            else actions.set([...path, name], text)
          }}
        />
      )}
    </div>
  )
}
