import { Outlet, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { PairFrame } from './features/pair/PairFrame.tsx'
import { paths } from './paths.ts'
import { useConsole, useSessionState } from './session/console.ts'
import { shellWords as words } from './shell-words.ts'
import { CopyCommand } from './ui/CopyCommand.tsx'
import { useClock } from './ui/clock.ts'
import { StatusSentence } from './ui/StatusSentence.tsx'

const retryMs = 3000

// Pairing happens once per browser; every other visit does without it.
const PairPage = lazy(() => import('./features/pair/PairPage.tsx').then((module) => ({ default: module.PairPage })))

/** No page and no data without a session. What stands in the way has a page of its own. */
export function Gate() {
  const { linkSecret } = useConsole()
  const state = useSessionState()
  useAfterPairing(state.kind)
  switch (state.kind) {
    case 'paired':
      return <Outlet />
    case 'unpaired':
      return (
        <Suspense fallback={<Opening />}>
          <PairPage why={state.why} linkSecret={state.why === 'logged_out' ? null : linkSecret} />
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
    <PairFrame host={null}>
      <StatusSentence stacked mark="busy" verdict={verdict} cause={cause} />
    </PairFrame>
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

/** The first owner of a host where MoltBot shares the agent's user is asked for the passphrase at once. */
function useAfterPairing(kind: string): void {
  const { client } = useConsole()
  const navigate = useNavigate()
  const before = useRef(kind)
  useEffect(() => {
    const fresh = before.current === 'unpaired' && kind === 'paired'
    before.current = kind
    if (!fresh) return
    client.getSession().then(
      (session) => {
        if (session.passphrase === 'unset' && session.role === 'owner') void navigate({ to: paths.passphrase })
      },
      // The page that follows asks again by itself and says so.
      () => undefined,
    )
  }, [kind, client, navigate])
}
