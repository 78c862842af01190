import { Moon, Sun, SunMoon } from 'lucide-react'
import { useState } from 'react'
import styles from './IconButton.module.css'
import { applyTheme, nextTheme, storedTheme, type Theme } from './theme.ts'
import { uiWords } from './ui-words.ts'

const icons = { system: SunMoon, light: Sun, dark: Moon }

export function ThemeSwitch() {
  const [theme, setTheme] = useState<Theme>(() => storedTheme(localStorage))
  const next = nextTheme(theme)
  const Icon = icons[theme]
  const label = `${uiWords.theme[theme]}. ${uiWords.theme.next[next]}`
  const change = () => {
    applyTheme(next, document.documentElement, localStorage)
    setTheme(next)
  }
  return (
    <button type="button" className={styles.icon} aria-label={label} title={label} onClick={change}>
      <Icon size={16} strokeWidth={1.75} aria-hidden />
    </button>
  )
}
