import { Menu } from 'lucide-react'
import { type ComponentType, type ReactNode, useState } from 'react'
import { BrandMark } from './BrandMark.tsx'
import { classNames } from './class-names.ts'
import icon from './IconButton.module.css'
import { Rail, type RailGroup, type RailLink } from './Rail.tsx'
import styles from './Shell.module.css'
import { ThemeSwitch } from './ThemeSwitch.tsx'
import { uiWords } from './ui-words.ts'

interface ShellProps {
  groups: readonly RailGroup[]
  /** How a link goes to another page without leaving the console. */
  link: ComponentType<RailLink>
  instance: ReactNode
  linkState: ReactNode
  /** Stands before the theme switch. */
  tools?: ReactNode
  banner?: ReactNode
  foot: readonly string[]
  children: ReactNode
}

/** Top bar, rail, content. On phones the rail is a bar at the bottom. */
export function Shell({ groups, link, instance, linkState, tools, banner, foot, children }: ShellProps) {
  const [open, setOpen] = useState(false)
  return (
    <div className={classNames(styles.shell, banner !== undefined && styles.withBanner)}>
      <a className={styles.skip} href="#content">
        {uiWords.skip}
      </a>
      <header className={styles.head}>
        {banner}
        <div className={styles.top}>
          <button
            type="button"
            className={classNames(icon.icon, styles.menu)}
            aria-label={uiWords.menu}
            aria-expanded={open}
            aria-controls="rail"
            onClick={() => setOpen(!open)}
          >
            <Menu size={16} strokeWidth={1.75} aria-hidden />
          </button>
          <span className={styles.brand}>
            <BrandMark />
            <span>MoltBot Ops</span>
          </span>
          <span className={styles.instance}>{instance}</span>
          <span className={styles.link}>{linkState}</span>
          <span className={styles.tools}>
            {tools}
            <ThemeSwitch />
          </span>
        </div>
      </header>
      <Rail {...{ groups, link, foot, open }} onClose={() => setOpen(false)} onToggle={() => setOpen(!open)} />
      <main id="content" tabIndex={-1} className={styles.content}>
        {children}
      </main>
    </div>
  )
}
