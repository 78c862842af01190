import { Plus, X } from 'lucide-react'
import { Button } from '../../../../ui/Button.tsx'
import { configWords } from '../../config-words.ts'
import { isList, isObject, type Json } from '../../document/config-path.ts'
import styles from '../Controls.module.css'
import { type ControlProps, useConfigForm } from '../form-context.ts'

const words = configWords.setting

/** A list whose items have settings of their own, which stand below as settings. */
export function EntriesControl({ row, path, value, describedBy }: ControlProps) {
  const { actions, readOnly } = useConfigForm()
  const items = isList(value) ? value : []
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as the row needs it
    <div role="group" aria-label={row.label} aria-describedby={describedBy} className={styles.items}>
      {items.length === 0 && <span className={styles.nothing}>{words.entries(0)}</span>}
      {items.map((item, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items of a list are known by their position
        <div key={position} className={styles.item}>
          <span className={styles.name}>{nameOf(item) ?? words.entry(position + 1)}</span>
          {!readOnly && (
            <Button
              look="quiet"
              aria-label={words.removeItem(words.entry(position + 1), row.label)}
              title={words.remove}
              icon={<X size={16} strokeWidth={1.75} aria-hidden />}
              onClick={() =>
                actions.set(
                  path,
                  items.filter((_, index) => index !== position),
                )
              }
            />
          )}
        </div>
      ))}
      {!readOnly && (
        <Button
          className={styles.start}
          icon={<Plus size={16} strokeWidth={1.75} aria-hidden />}
          aria-label={`${words.addEntry}: ${row.label}`}
          onClick={() => actions.set(path, [...items, {}])}
        >
          {words.addEntry}
        </Button>
      )}
    </div>
  )
}

/** What an item calls itself. */
function nameOf(item: Json): string | null {
  if (!isObject(item)) return null
  const name = item.id ?? item.name
  return typeof name === 'string' && name !== '' ? name : null
}
