import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react'
import { type Consent, ConsentContext } from './consent-context.ts'
import type { Opened } from './consent-run.ts'

// Comes when somebody wants to change something; until then the console only watches.
const ConsentFlow = lazy(() => import('./ConsentFlow.tsx').then((module) => ({ default: module.ConsentFlow })))

/** Holds the one consent dialog of the console. */
export function ConsentProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<{ opened: Opened; id: number } | null>(null)
  const consent = useMemo((): Consent => {
    const show = (opened: Opened) => setOpen((before) => ({ opened, id: (before?.id ?? 0) + 1 }))
    return { ask: (request) => show({ request }), review: (proposed) => show({ proposed }) }
  }, [])
  const close = useCallback(() => setOpen(null), [])
  return (
    <ConsentContext value={consent}>
      {children}
      {open !== null && (
        <Suspense>
          <ConsentFlow key={open.id} opened={open.opened} onClosed={close} />
        </Suspense>
      )}
    </ConsentContext>
  )
}
