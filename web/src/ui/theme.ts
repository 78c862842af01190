/** The reader's choice of theme. public/theme.js applies it before the first paint, by the same key. */
export type Theme = 'system' | 'light' | 'dark'

const key = 'moltbot-ops.theme'

export function storedTheme(storage: Pick<Storage, 'getItem'>): Theme {
  try {
    const value = storage.getItem(key)
    return value === 'light' || value === 'dark' ? value : 'system'
  } catch {
    return 'system'
  }
}

export function applyTheme(theme: Theme, root: HTMLElement, storage: Pick<Storage, 'setItem' | 'removeItem'>): void {
  if (theme === 'system') delete root.dataset.theme
  else root.dataset.theme = theme
  try {
    if (theme === 'system') storage.removeItem(key)
    else storage.setItem(key, theme)
  } catch {
    // Blocked storage: the choice then holds until the page is left.
  }
}

export function nextTheme(theme: Theme): Theme {
  return { system: 'light', light: 'dark', dark: 'system' }[theme] as Theme
}
