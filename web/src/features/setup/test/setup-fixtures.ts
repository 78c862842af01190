import { iso, now } from '../../../../test/fixtures.ts'
import type { Job } from '../../../wire.ts'
import type { Check, Preflight } from '../setup-model.ts'
import type { Versions } from '../VersionChoice.tsx'

const severities = { ok: 'info', warning: 'warning', blocking: 'critical', not_checked: 'info' } as const

export function checkOf(id: string, status: Check['status'], title = `About ${id}.`): Check {
  const fix = status === 'blocking' ? { fix_action: { title: `The fix of ${id}.`, command: null } } : {}
  return { id, status, finding: { id: `install_${id}`, severity: severities[status], title, evidence: [], ...fix } }
}

/** A bare host on which npm works. */
export function preflightOf(changes: Partial<Preflight> = {}): Preflight {
  return {
    ready: true,
    method: 'npm',
    methods: [
      { method: 'docker', available: false, recommended: false, reason: 'No container engine answers on this host.' },
      { method: 'npm', available: true, recommended: true, reason: 'OpenClaw 2026.9.6 can be installed.' },
      { method: 'brew', available: false, recommended: false, reason: 'There is no Homebrew on this host.' },
    ],
    channel: { channel: 'stable', version: '2026.9.6', tag: 'latest', fallback: null },
    version: '2026.9.6',
    port: 18_789,
    user: 'moltbot',
    service_manager: 'systemd',
    service_managers: [],
    state_dir: '/var/lib/moltbot/.openclaw',
    prefix: '/var/lib/moltbot/generations/1',
    needs_bytes: 2_147_483_648,
    checks: [checkOf('disk', 'ok')],
    checked_at: iso(now),
    ...changes,
  }
}

/** What the registry told: two versions, and a beta for which stable stands in. */
export function versionsOf(): Versions {
  const item = { channels: [], published_at: null, node: null, deprecated: null, installed: false }
  return {
    items: [
      { ...item, version: '2026.9.6', channels: ['stable'], published_at: '2026-11-12T08:00:00Z', installed: true },
      { ...item, version: '2026.9.5', deprecated: 'It loses messages.' },
    ],
    next_cursor: null,
    installed: '2026.9.6',
    channels: [
      { channel: 'stable', version: '2026.9.6', tag: 'latest', fallback: null },
      { channel: 'beta', version: '2026.9.6', tag: 'latest', fallback: 'There is no tag "beta", so stable stands in.' },
    ],
    checked_at: iso(now),
  }
}

export function jobOf(changes: Partial<Job> = {}): Job {
  return {
    id: 'job_1',
    kind: 'install_local',
    title: 'Install OpenClaw 2026.9.6 on home-mini with npm.',
    instance_id: null,
    status: 'succeeded',
    progress: 1,
    stage: 'verify',
    steps: [],
    log_cursor: null,
    result: {},
    error: null,
    can_cancel: false,
    undo: null,
    confirmation_id: null,
    audit_event_id: null,
    created_at: iso(now),
    started_at: iso(now),
    ended_at: iso(now),
    ...changes,
  }
}
