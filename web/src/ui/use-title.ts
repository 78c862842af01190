import { useEffect } from 'react'

/** The words in the browser's tab: a person with twenty tabs sees the verdict there. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · MoltBot Ops`
  }, [title])
}
