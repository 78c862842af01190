import { Inbox } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import styles from './Tray.module.css'

interface TrayProps {
  name: string
  /** Name and count in words. */
  label: string
  count: number
  children(close: () => void): ReactNode
}

/** A button in the top bar with a count, and the list that opens under it. Esc and a click outside close it. */
export function Tray({ name, label, count, children }: TrayProps) {
  const [open, setOpen] = useState(false)
  const id = useId()
  const whole = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (!open) return
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && whole.current?.contains(event.target) !== true) setOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [open])
  // Whatever opens next gives the focus back to the button when it ends.
  const close = () => {
    setOpen(false)
    button.current?.focus()
  }
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && open) close()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears Esc from the controls inside it
    <div ref={whole} className={styles.whole} onKeyDown={closeOnEscape}>
      <button
        ref={button}
        type="button"
        className={styles.button}
        aria-label={label}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        <Inbox size={16} strokeWidth={1.75} aria-hidden />
        <span className={styles.name}>{name}</span>
        {count > 0 && <span className={styles.count}>{count}</span>}
      </button>
      {open && (
        <section id={id} className={styles.panel} aria-label={name}>
          {children(close)}
        </section>
      )}
    </div>
  )
}
