import { Search, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import styles from './SearchBox.module.css'

interface SearchBoxProps {
  value: string
  /** What is searched, and how many there are. */
  words: { label: string; placeholder: string; clear: string }
  onValue(value: string): void
}

/** A slash leads here from anywhere on the page, Esc empties it. */
export function SearchBox({ value, words, onValue }: SearchBoxProps) {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const inField = event.target instanceof Element && event.target.closest('input, textarea, select, [role=dialog]')
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || inField) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <div className={styles.box}>
      <Search size={16} strokeWidth={1.75} className={styles.icon} aria-hidden />
      <input
        ref={field}
        type="search"
        className={styles.input}
        aria-label={words.label}
        placeholder={words.placeholder}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => onValue(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault()
            onValue('')
          }
        }}
      />
      {value === '' ? (
        <kbd className={styles.key} aria-hidden>
          /
        </kbd>
      ) : (
        <button
          type="button"
          className={styles.clear}
          aria-label={words.clear}
          title={words.clear}
          onClick={() => {
            onValue('')
            field.current?.focus()
          }}
        >
          <X size={16} strokeWidth={1.75} aria-hidden />
        </button>
      )}
    </div>
  )
}
