import { Plus, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../../../ui/Button.tsx'
import { configWords } from '../../config-words.ts'
import { isList } from '../../document/config-path.ts'
import styles from '../Controls.module.css'
import { readTyped, textOf } from '../control-of.ts'
import { type ControlProps, useConfigForm } from '../form-context.ts'

const words = configWords.setting

/** A list of plain values: each can be changed and taken out, and one can be added. */
export function ListControl({ row, path, value, describedBy }: ControlProps) {
  const { actions, readOnly } = useConfigForm()
  const [added, setAdded] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const items = isList(value) ? value : []
  const type = row.setting.type.replace('list of ', '')
  const add = () => {
    const item = readTyped(added, type)
    if (item !== undefined) actions.set(path, [...items, item])
    setAdded('')
    field.current?.focus()
  }
  const removeAt = (position: number) => {
    const left = items.filter((_, index) => index !== position)
    actions.set(path, left)
    field.current?.focus()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the row needs it
    <div role="group" aria-label={row.label} aria-describedby={describedBy} className={styles.items}>
      {items.map((item, position) => {
        const name = words.item(position + 1, row.label)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: items of a list are known by their position
          <div key={position} className={styles.item}>
            <input
              className={styles.input}
              aria-label={name}
              readOnly={readOnly}
              value={textOf(item)}
              spellCheck={false}
              autoComplete="off"
              onChange={({ target }) => {
                const next = readTyped(target.value, type) ?? ''
                actions.set(
                  path,
                  items.map((other, index) => (index === position ? next : other)),
                )
              }}
            />
            {!readOnly && (
              <Button
                look="quiet"
                aria-label={words.removeItem(textOf(item), row.label)}
                title={words.remove}
                icon={<X size={16} strokeWidth={1.75} aria-hidden />}
                onClick={() => removeAt(position)}
              />
            )}
          </div>
        )
      })}
      {items.length === 0 && readOnly && <span className={styles.nothing}>{words.unset}</span>}
      {!readOnly && (
        <form
          className={styles.item}
          onSubmit={(event) => {
            event.preventDefault()
            add()
          }}
        >
          <input
            ref={field}
            className={styles.input}
            aria-label={words.addTo(row.label)}
            placeholder={words.newItem}
            value={added}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setAdded(event.target.value)}
          />
          <Button
            look="quiet"
            type="submit"
            aria-label={`${words.add}: ${row.label}`}
            title={words.add}
            icon={<Plus size={16} strokeWidth={1.75} aria-hidden />}
          />
        </form>
      )}
    </div>
  )
}
