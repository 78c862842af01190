import { useId } from 'react'
import { configWords } from '../../config-words.ts'
import type { Section, Shelf } from './choose-settings.ts'
import styles from './ShelfNav.module.css'

const words = configWords.shelves

interface ShelfNavProps {
  /** Null while a search goes through all of them. */
  shelf: Shelf | null
  sections: readonly Section[]
  changed: number
  set: number
  onShelf(shelf: Shelf): void
}

interface Entry {
  key: string
  shelf: Shelf
  label: string
  count: number
}

/** Which settings are shown: a column beside the list, and a menu above it where there is no room. */
export function ShelfNav({ shelf, sections, changed, set, onShelf }: ShelfNavProps) {
  const id = useId()
  const general: Entry[] = [
    { key: 'essential', shelf: { kind: 'essential' }, label: words.essential, count: 0 },
    { key: 'set', shelf: { kind: 'set' }, label: words.set, count: set },
    { key: 'changed', shelf: { kind: 'changed' }, label: words.changed, count: changed },
  ]
  const parts: Entry[] = sections.map(({ name, label, set: count }) => ({
    key: `section ${name}`,
    shelf: { kind: 'section', section: name },
    label,
    count,
  }))
  const current = shelf === null ? '' : shelf.kind === 'section' ? `section ${shelf.section}` : shelf.kind
  const button = ({ key, shelf: other, label, count }: Entry) => (
    <li key={key}>
      <button
        type="button"
        className={styles.entry}
        aria-current={key === current || undefined}
        onClick={() => onShelf(other)}
      >
        <span className={styles.name}>{label}</span>
        {count > 0 && <span className={styles.count}>{count}</span>}
      </button>
    </li>
  )
  const option = ({ key, label, count }: Entry) => (
    <option key={key} value={key}>
      {count > 0 ? `${label} (${count})` : label}
    </option>
  )
  return (
    <>
      <nav aria-label={words.label} className={styles.column}>
        <ul>{general.map(button)}</ul>
        <h2 className={styles.head}>{words.sections}</h2>
        <ul>{parts.map(button)}</ul>
      </nav>
      <div className={styles.menu}>
        <label htmlFor={id} className="hidden-text">
          {words.label}
        </label>
        <select
          id={id}
          className={styles.select}
          value={current}
          onChange={({ target }) => {
            const entry = [...general, ...parts].find(({ key }) => key === target.value)
            if (entry !== undefined) onShelf(entry.shelf)
          }}
        >
          {shelf === null && <option value="">{words.results}</option>}
          {general.map(option)}
          <optgroup label={words.sections}>{parts.map(option)}</optgroup>
        </select>
      </div>
    </>
  )
}
