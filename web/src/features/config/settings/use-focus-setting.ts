import { useEffect, useRef } from 'react'

/** Puts the focus into a setting as soon as it is drawn. */
export function useFocusSetting(): (key: string) => void {
  const wanted = useRef<string | null>(null)
  useEffect(() => {
    if (wanted.current === null) return
    const row = document.querySelector(`[data-setting=${CSS.escape(wanted.current)}]`)
    const control = row?.querySelector<HTMLElement>('input, select, textarea, button')
    if (control == null) return
    wanted.current = null
    row?.scrollIntoView({ block: 'center' })
    control.focus({ preventScroll: true })
  })
  return (key) => {
    wanted.current = key
  }
}
