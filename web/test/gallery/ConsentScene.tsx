import { useEffect, useState } from 'react'
import { ConsentDialogView } from '../../src/consent/ConsentDialog.tsx'
import { checkPlan } from '../../src/consent/check-plan.ts'
import type { ConsentRun, ConsentState } from '../../src/consent/consent-run.ts'
import { createSignal } from '../../src/session/signal.ts'
import { StatusSentence } from '../../src/ui/StatusSentence.tsx'
import { installSteps, jobOf, proposalOf } from '../consent-fixtures.ts'
import { fakeKey } from '../fake-key.ts'
import { iso, now } from '../fixtures.ts'
import { GalleryShell } from './GalleryShell.tsx'

const upgrade = {
  summary: 'Upgrade OpenClaw to 2026.9.6 on home-mini.',
  risk: 'high',
  steps: [
    { id: 'fetch', title: 'Fetch 2026.9.6, verify its integrity', detail: null, moltbot_stopped: false },
    { id: 'stop', title: 'Let running turns finish, then stop', detail: null, moltbot_stopped: true },
    {
      id: 'switch',
      title: 'Switch to generation 42',
      detail: '/var/lib/moltbot/generations/42',
      moltbot_stopped: true,
    },
    { id: 'verify', title: 'Check from outside that it answers', detail: null, moltbot_stopped: true },
  ],
  affects: ['Telegram and WhatsApp are silent for about 38 s.', 'One agent turn is running now.'],
  undo: 'By itself, if any step fails: back to generation 41, about 40 s.',
  losses: ['Messages and memory written after the snapshot', 'Cron runs since then may run twice'],
}

const longWord = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'
const overfull = {
  ...upgrade,
  summary: `Upgrade OpenClaw to 2026.9.6 on ${longWord}.`,
  steps: Array.from({ length: 20 }, (_, n) => ({
    id: `s${n}`,
    title: n % 4 === 0 ? `Check ${longWord} again` : `Do the thing number ${n}`,
    detail: n % 3 === 0 ? `/var/lib/moltbot/generations/${longWord}` : null,
    moltbot_stopped: n > 4 && n < 15,
  })),
  affects: Array.from(
    { length: 9 },
    (_, n) => `Thing ${n} that is touched by it, ${n % 3 === 0 ? longWord : 'in a sentence of usual length'}.`,
  ),
  undo: 'By itself, if any step fails: back to generation 41, about 40 s. '.repeat(3),
  losses: Array.from({ length: 6 }, (_, n) => `Messages of channel ${n} written after the snapshot`),
}

const proposals: Record<string, Parameters<typeof proposalOf>[0]> = {
  low: {},
  high: { input: upgrade, wire: { downtime_seconds: 38 } },
  overfull: {
    input: overfull,
    wire: {
      downtime_seconds: 3800,
      typed_phrase: longWord,
      plan: overfull.steps.map((s, n) => ({ ...s, seconds: n * 40 })),
    } as never,
  },
  expired: { wire: { proposed_at: iso(now - 301_000), expires_at: iso(now - 1000) } },
  running: { input: upgrade },
}

export const consentScenes = [...Object.keys(proposals), 'busy']

/** The dialog over an empty page. */
export function ConsentScene({ state }: { state: string }) {
  const [shown, setShown] = useState<ConsentState | null>(null)
  useEffect(() => {
    void stateOf(state).then(setShown)
  }, [state])
  return (
    <GalleryShell page="overview" link={{ kind: 'live', lastDataAt: now }}>
      <StatusSentence mark="fine" verdict="MoltBot is working." />
      {shown !== null && (
        <ConsentDialogView run={runOf(shown)} ownRole="owner" fingerprint={fakeKey.fingerprint} agentOffset={0} />
      )}
    </GalleryShell>
  )
}

async function stateOf(state: string): Promise<ConsentState> {
  if (state === 'busy') {
    const why =
      '“Install OpenClaw 2026.9.6 on home-mini with npm.” (jb_9fLcceEB0aJ7) runs. Wait until it has ended, or cancel it.'
    return { kind: 'stopped', title: 'Another job runs', why, again: true, jobId: 'jb_9fLcceEB0aJ7' }
  }
  const plan = await checkPlan(await proposalOf(proposals[state]), { agentId: 'ag_1', action: 'runOpsAction' })
  if (state !== 'running') return { kind: 'plan', plan, busy: null, notice: null, problem: null }
  const job = jobOf({ status: 'running', ended_at: null, can_cancel: true, steps: installSteps('program') })
  return { kind: 'running', plan, progress: { job, lines: [], missed: false }, problem: null }
}

function runOf(state: ConsentState): ConsentRun {
  const nothing = async () => {}
  return {
    ...{ state: createSignal(state), own: true, begin: nothing, propose: nothing, sign: nothing, deny: nothing },
    ...{ follow: nothing, cancel: nothing, close: () => {} },
  }
}
