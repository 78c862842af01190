import { canonicalHash } from '../src/consent/canonical-hash.ts'
import type { Confirmation, Job, JobStep } from '../src/wire.ts'
import { iso, now } from './fixtures.ts'

/** A proposal as the agent sends it, hashed over what it holds. */
export async function proposalOf(
  changes: { input?: Record<string, unknown>; wire?: Partial<Confirmation> } = {},
): Promise<Confirmation> {
  const steps = [
    { id: 'restart', title: 'Stop and start MoltBot', detail: null, moltbot_stopped: true },
    { id: 'verify', title: 'Check from outside that it answers', detail: null, moltbot_stopped: false },
  ]
  const target = { kind: 'instance', id: 'in_5fQ2', name: 'home-mini' }
  const said = {
    summary: 'Restart MoltBot on home-mini.',
    affects: ['Chats wait until MoltBot answers again.'],
    undo: 'Nothing has to be undone.',
    losses: [],
    risk: 'low' as const,
    reversible: true,
  }
  const plan_input = {
    agent_id: 'ag_1',
    instance_id: 'in_5fQ2',
    action: 'runOpsAction',
    params: { action: 'restart' },
    params_hash: 'sha256:41d0',
    target,
    steps,
    ...said,
    basis: { version: '2026.9.5' },
    ...changes.input,
  }
  return {
    id: 'cf_1',
    status: 'pending',
    action: 'runOpsAction',
    instance_id: 'in_5fQ2',
    target,
    plan: steps.map((step) => ({ ...step, seconds: 12 })),
    ...said,
    downtime_seconds: 12,
    typed_phrase: null,
    plan_input,
    plan_hash: await canonicalHash(plan_input),
    params_hash: 'sha256:41d0',
    reason: 'Telegram is silent.',
    required_role: 'admin',
    proposed_by: { subject: 'user:us_1', device_id: 'dev_1', name: 'anna', via: 'browser' },
    proposed_at: iso(now),
    expires_at: iso(now + 300_000),
    decided_by: null,
    decided_at: null,
    job_id: null,
    audit_event_id: null,
    ...changes.wire,
  }
}

export const stepOf = (name: string, status: JobStep['status']): JobStep => ({
  name,
  title: `Do ${name}`,
  status,
  started_at: iso(now),
  ended_at: status === 'running' ? null : iso(now + 3000),
  message: null,
})

export function jobOf(changes: Partial<Job> = {}): Job {
  return {
    id: 'job_1',
    kind: 'service',
    title: 'Restart MoltBot on home-mini.',
    instance_id: 'in_5fQ2',
    status: 'succeeded',
    progress: 1,
    stage: null,
    steps: [stepOf('restart', 'succeeded')],
    log_cursor: null,
    result: { message: 'MoltBot was restarted and answers.' },
    error: null,
    can_cancel: false,
    undo: null,
    confirmation_id: 'cf_1',
    audit_event_id: '41',
    created_at: iso(now),
    started_at: iso(now),
    ended_at: iso(now + 4000),
    ...changes,
  }
}

const installTitles = {
  account: 'Make the account',
  program: 'Install the program and its Node',
  config: 'Write a minimal safe configuration',
  service: 'Set up the service',
  verify: 'Check from outside that it answers',
}

/** The steps of an install that is at `at`, or ended there; all done where it is null. */
export function installSteps(at: keyof typeof installTitles | null, back?: 'undone' | 'undo_failed'): JobStep[] {
  const names = Object.keys(installTitles)
  const reached = at === null ? names.length : names.indexOf(at)
  return Object.entries(installTitles).map(([name, title], index) => {
    const ended = back === undefined ? ('waiting' as const) : ('skipped' as const)
    const status =
      index < reached ? (back === undefined ? 'succeeded' : 'undone') : index > reached ? ended : (back ?? 'running')
    const times = status === 'waiting' || status === 'skipped' ? { started_at: null, ended_at: null } : {}
    return { ...stepOf(name, status), ...times, title, message: status === 'running' ? 'OpenClaw 2026.9.6' : null }
  })
}

const login = '-l op garage.example'
export const tunnelSteps = [
  `Open the tunnel, and leave it open: ssh -N -L 127.0.0.1:7437:127.0.0.1:7337 ${login}`,
  'Open http://127.0.0.1:7437/ here: it is the console of garage.example.',
  `Let this browser in, from garage.example itself: ssh ${login} 'sudo moltbot-ops pair list', then \`pair approve\` with its code.`,
]
