import { iso, now } from '../../../../../test/fixtures.ts'
import type { ConfigVersion } from '../../../../wire.ts'

const hour = 3_600_000

export function versionOf(changes: Partial<ConfigVersion> = {}): ConfigVersion {
  return {
    hash: `sha256:${'9f2c41d07ab36e58'.repeat(4)}`,
    at: iso(now - 12 * 60_000),
    author: 'moltbot_ops',
    by: { subject: 'user:anna', device_id: 'dev_3kP9', name: 'user:anna', via: 'browser' },
    cause: 'Changed through MoltBot Ops.',
    reason: 'The old port is taken.',
    valid: true,
    size_bytes: 4120,
    changed_paths: ['gateway.port'],
    job_id: 'jb_7Qa2',
    audit_event_id: '43',
    current: false,
    restorable: true,
    ...changes,
  }
}

const hashOf = (digits: string) => `sha256:${digits.repeat(16)}`

/** One of every author, newest first. */
export const someVersions: readonly ConfigVersion[] = [
  versionOf({ current: true }),
  versionOf({
    hash: hashOf('41d0'),
    at: iso(now - 3 * hour),
    author: 'person',
    by: null,
    cause: 'Changed by hand in the file.',
    reason: null,
    valid: false,
    changed_paths: ['channels.telegram.streamMode', 'logging.level', 'agents.defaults.model', 'tools.allow', 'cron'],
    job_id: null,
    audit_event_id: null,
  }),
  versionOf({
    hash: hashOf('77aa'),
    at: iso(now - 27 * hour),
    author: 'moltbot',
    by: null,
    cause: 'Written by MoltBot 2026.9.6.',
    reason: null,
    changed_paths: ['meta.lastTouchedVersion'],
    job_id: null,
    audit_event_id: null,
  }),
  versionOf({
    hash: hashOf('c3d4'),
    at: iso(now - 50 * hour),
    by: null,
    cause: 'Put back by itself: nobody confirmed it in time.',
    reason: null,
  }),
  versionOf({
    hash: hashOf('e5f6'),
    at: iso(now - 90 * hour),
    author: 'unknown',
    by: null,
    cause: 'It was there when MoltBot Ops first looked.',
    reason: null,
    valid: null,
    changed_paths: [],
    job_id: null,
    audit_event_id: null,
    restorable: false,
  }),
]
