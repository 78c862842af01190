import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { PairFrame } from './features/pair/PairFrame.tsx'
import { useConsole, useSessionState } from './session/console.ts'
import { shellWords as words } from './shell-words.ts'
import { CopyCommand } from './ui/CopyCommand.tsx'
import { useClock } from './ui/clock.ts'
import { Patience } from './ui/Patience.tsx'
import { StatusSentence } from './ui/StatusSentence.tsx'

const retryMs = 3000

// Pairing happens once per browser; every other visit does without it.
const PairPage = lazy(() => import('./features/pair/PairPage.tsx').then((module) => ({ default: module.PairPage })))

/** No page and no data without a session. What stands in the way has a page of its own. */
export function Gate() {
  const state = useSessionState()
  switch (state.kind) {
    case 'paired':
      return <Outlet />
    case 'unpaired':
      return (
        <Suspense fallback={<Opening />}>
          <PairPage why={state.why} />
        </Suspense>
      )
    case 'unreachable':
      return <Unreachable />
    case 'starting':
      return <Opening />
  }
}

function Opening() {
  const { verdict, cause } = words.starting
  return (
    <Patience ready={false}>
      <PairFrame host={null}>
        <StatusSentence stacked mark="busy" verdict={verdict} cause={cause} />
      </PairFrame>
    </Patience>
  )
}

function Unreachable() {
  const { session } = useConsole()
  const clock = useClock()
  useEffect(() => clock.every(retryMs, () => void session.start()), [clock, session])
  const { verdict, cause, follows, command } = words.unreachable
  return (
    <PairFrame host={null}>
      <StatusSentence stacked mark="unknown" verdict={verdict} cause={cause} follows={follows} />
      <CopyCommand large command={command} />
    </PairFrame>
  )
}
