import { type RefObject, useEffect, useState } from 'react'

/** The width of an element in px, followed as it changes; `usual` until it is measured. */
export function useWidth(element: RefObject<HTMLElement | null>, usual: number): number {
  const [width, setWidth] = useState(usual)
  useEffect(() => {
    const node = element.current
    if (node === null || typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(([entry]) => entry !== undefined && setWidth(entry.contentRect.width))
    observer.observe(node)
    return () => observer.disconnect()
  }, [element])
  return width
}
