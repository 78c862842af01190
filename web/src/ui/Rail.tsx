import { Ellipsis, type LucideIcon } from 'lucide-react'
import { type ComponentType, type KeyboardEvent, type ReactNode, useEffect } from 'react'
import { classNames } from './class-names.ts'
import styles from './Rail.module.css'
import { uiWords } from './ui-words.ts'

export interface RailItem {
  href: string
  label: string
  icon: LucideIcon
  current: boolean
  /** How many things wait there; 0 shows nothing. */
  count: number
  /** Stays in the bar of a phone; the others come with More. */
  pinned?: boolean
}

export interface RailGroup {
  label: string
  items: readonly RailItem[]
}

export interface RailLink {
  href: string
  className: string
  current: boolean
  children: ReactNode
}

interface RailProps {
  groups: readonly RailGroup[]
  link: ComponentType<RailLink>
  foot: readonly string[]
  /** Below desk width the rail stands behind a button: the menu, or More on a phone. */
  open: boolean
  onClose(): void
  onToggle(): void
}

/** The pages that exist. One that is not built is not listed. */
export function Rail({ groups, link: Link, foot, open, onClose, onToggle }: RailProps) {
  useEffect(() => {
    if (!open) return
    const outside = (event: PointerEvent) => {
      const target = event.target instanceof Element ? event.target : null
      if (target?.closest('#rail, [aria-controls="rail"]') == null) onClose()
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [open, onClose])
  const behindMore = groups.flatMap(({ items }) => items).filter(({ pinned }) => pinned !== true)
  const waiting = behindMore.reduce((sum, { count }) => sum + count, 0)
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return
    onClose()
    document.querySelector<HTMLElement>('[aria-controls="rail"]')?.focus()
  }
  return (
    <nav
      id="rail"
      aria-label={uiWords.navigation}
      className={classNames(styles.rail, open && styles.open)}
      onKeyDown={closeOnEscape}
      onClick={onClose}
    >
      {groups.map((group) => (
        <div key={group.label} className={styles.group}>
          <span className={styles.label}>{group.label}</span>
          <ul className={styles.items}>
            {group.items.map((item) => (
              <li key={item.href} className={classNames(styles.item, item.pinned !== true && styles.behindMore)}>
                <Link href={item.href} current={item.current} className={styles.link ?? ''}>
                  <item.icon size={16} strokeWidth={1.75} aria-hidden />
                  <span className={styles.name}>{item.label}</span>
                  {item.count > 0 && <span className={styles.count}>{item.count}</span>}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <button
        type="button"
        className={classNames(styles.link, styles.more)}
        aria-expanded={open}
        aria-controls="rail"
        onClick={(event) => {
          event.stopPropagation()
          onToggle()
        }}
      >
        <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
        <span className={styles.name}>{open ? uiWords.less : uiWords.more}</span>
        {!open && waiting > 0 && <span className={styles.count}>{waiting}</span>}
      </button>
      <p className={styles.foot}>
        {foot.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </p>
    </nav>
  )
}
