import { iso, now } from '../../../../test/fixtures.ts'
import type { LookState } from '../ssh/host-look.ts'
import { emptyDraft, type HostFacts, type SshDraft, type SshProbe } from '../ssh/ssh-model.ts'
import { checkOf } from './setup-fixtures.ts'

export const firstKey = `SHA256:${'Kx3v'.repeat(10)}abc`
export const otherKey = `SHA256:${'9Qpz'.repeat(10)}xyz`

export const factsOf = (changes: Partial<HostFacts> = {}): HostFacts => ({
  os: 'Debian GNU/Linux 12 (bookworm)',
  arch: 'x64',
  hostname: 'garage',
  cpu_cores: 4,
  memory_bytes: 8_589_934_592,
  disk_free_bytes: 42_949_672_960,
  init: 'systemd',
  docker: null,
  node: '24.21.0',
  moltbot: null,
  user: 'op',
  root: 'sudo_without_password',
  ...changes,
})

/** What the agent answers: the key alone, or with it what it found. */
export const probeOf = (sha256: string, changes: Partial<SshProbe> = {}): SshProbe => ({
  host: 'garage.example',
  port: 22,
  host_key: { type: 'ssh-ed25519', sha256, known: 'unknown', confirmed_sha256: null },
  facts: null,
  checks: [],
  probed_at: iso(now),
  ...changes,
})

export const draftOf = (changes: Partial<SshDraft> = {}): SshDraft => ({
  ...emptyDraft,
  ...{ host: 'garage.example', username: 'op', password: 'garage door' },
  ...changes,
})

export const readyOf = (
  facts: Partial<HostFacts> = {},
  checks = [checkOf('system', 'ok'), checkOf('docker', 'warning', 'No Docker engine answers there.')],
): Extract<LookState, { kind: 'ready' }> => ({
  kind: 'ready',
  host: 'garage.example',
  key: { type: 'ssh-ed25519', sha256: firstKey },
  facts: factsOf(facts),
  checks,
})
