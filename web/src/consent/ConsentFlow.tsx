import { useEffect, useState, useSyncExternalStore } from 'react'
import { useConsole, useSessionState } from '../session/console.ts'
import type { SessionState } from '../session/session.ts'
import { ConsentDialog } from './ConsentDialog.tsx'
import { createConsentRun, type Opened } from './consent-run.ts'

interface ConsentFlowProps {
  opened: Opened
  onClosed(): void
}

/** Makes the run of one opened dialog and ends with it. Without a session there is nothing to sign with. */
export function ConsentFlow({ opened, onClosed }: ConsentFlowProps) {
  const state = useSessionState()
  return state.kind === 'paired' ? <PairedFlow opened={opened} onClosed={onClosed} session={state} /> : null
}

type Paired = Extract<SessionState, { kind: 'paired' }>

function PairedFlow({ opened, onClosed, session }: ConsentFlowProps & { session: Paired }) {
  const { client, agentClock } = useConsole()
  const { agentId, key, role } = session
  const [run] = useState(() => createConsentRun({ client, agentId, key, now: agentClock.sessionNow }, opened))
  const { kind } = useSyncExternalStore(run.state.subscribe, run.state.read)
  useEffect(() => void run.begin(), [run])
  useEffect(() => {
    if (kind === 'closed') onClosed()
  }, [kind, onClosed])
  return <ConsentDialog run={run} ownRole={role} fingerprint={key.fingerprint} />
}
