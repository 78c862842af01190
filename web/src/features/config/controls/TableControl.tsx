import { X } from 'lucide-react'
import { Button } from '../../../ui/Button.tsx'
import { configWords } from '../config-words.ts'
import { isObject } from '../document/config-path.ts'
import { AddName } from './AddName.tsx'
import styles from './Controls.module.css'
import { readTyped, textOf } from './control-of.ts'
import { type ControlProps, useConfigForm } from './form-context.ts'
import { SecretControl } from './SecretControl.tsx'

const words = configWords.setting

/**
 * A table of names. With parts, each name has settings of its own, which stand below as settings; without, it has one
 * plain value, or a secret.
 */
export function TableControl({ row, path, value, describedBy, parts }: ControlProps & { parts: boolean }) {
  const { actions, readOnly, mask } = useConfigForm()
  const entries = Object.entries(isObject(value) ? value : {})
  const secret = row.setting.sensitive || entries.some(([, one]) => one === mask)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the row needs it
    <div role="group" aria-label={row.label} aria-describedby={describedBy} className={styles.items}>
      {entries.map(([name, one]) => (
        <div key={name} className={parts ? styles.item : styles.pair}>
          <code className={styles.name}>{name}</code>
          {!parts && one !== mask && (
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
          {!parts && one === mask && (
            <SecretControl name={name} path={[...path, name]} value={one} describedBy={describedBy} />
          )}
          {!readOnly && (parts || one !== mask) && (
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
