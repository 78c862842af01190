import { type ButtonHTMLAttributes, type ReactNode, useId } from 'react'
import styles from './Button.module.css'
import { classNames } from './class-names.ts'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  look?: 'primary' | 'secondary' | 'quiet'
  /** The page's one decision is taller. */
  decision?: boolean
  busy?: boolean
  /** Why it cannot be used yet. It stays focusable, so that the reason can be found. */
  notYet?: string | undefined
  icon?: ReactNode
}

export function Button({
  look = 'secondary',
  decision = false,
  busy = false,
  notYet,
  icon,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const reasonId = useId()
  const blocked = busy || notYet !== undefined
  return (
    <>
      <button
        {...rest}
        type={type}
        className={classNames(
          styles.button,
          styles[look],
          decision && styles.decision,
          notYet !== undefined && styles.notYet,
          className,
        )}
        aria-disabled={blocked || undefined}
        aria-busy={busy || undefined}
        aria-describedby={notYet === undefined ? rest['aria-describedby'] : reasonId}
        title={notYet}
        onClick={(event) => {
          if (blocked) event.preventDefault()
          else onClick?.(event)
        }}
      >
        {busy ? <BusyArc /> : icon}
        {children}
      </button>
      {notYet !== undefined && (
        <span id={reasonId} className="hidden-text">
          {notYet}
        </span>
      )}
    </>
  )
}

function BusyArc() {
  return (
    <svg className={styles.arc} width="16" height="16" viewBox="0 0 16 16" fill="none" aria-hidden>
      <path d="M8 2a6 6 0 1 1-6 6" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
    </svg>
  )
}
