import type { GatewayConfig } from '../gateway/read-config.ts'
import type { Installation } from '../locate/installation.ts'
import type { Evidence, History } from '../status/evidence.ts'
import { noMarks } from '../status/marks.ts'
import { fakeProcess } from './fake-host.ts'

export const now = { wall: Date.UTC(2026, 10, 23, 2, 7, 0), mono: 10_000_000 }

export const installation: Installation = {
  identity: '/home/anna/.openclaw',
  product: 'openclaw',
  profile: null,
  stateDir: '/home/anna/.openclaw',
  configPath: '/home/anna/.openclaw/openclaw.json',
  ownerUid: 1000,
  foundBy: ['state_dir'],
  portHint: null,
  service: null,
  container: null,
  managed: null,
  candidatePid: null,
}

export const config: GatewayConfig = {
  hash: 'sha256:3f1a',
  modifiedAt: now.wall - 86_400_000,
  parseError: null,
  port: 18_789,
  bind: 'loopback',
  authMode: 'token',
  credential: { token: 'x' },
  logFile: null,
  channels: [],
  leaves: new Map(),
}

export const answered = {
  kind: 'answered' as const,
  ready: true,
  failing: [],
  latencyMs: 6.04,
  uptimeMs: 3_600_000,
  eventLoop: { degraded: false, delayP99Ms: 21.3, utilization: 0.01, reasons: [] },
  status: 200,
}

/** A gateway that has been well for an hour; a test changes what it is about. */
export function evidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    at: now,
    installation,
    manager: null,
    unreadable: null,
    config: { kind: 'read', config },
    port: 18_789,
    lock: {
      path: '/l',
      pid: 42,
      startTicks: 420,
      ownerId: 'o',
      createdAt: now.wall - 3_600_000,
      port: 18_789,
      configPath: null,
    },
    process: fakeProcess(42, { startedAt: now.wall - 3_600_000 }),
    candidate: null,
    listener: { kind: 'owned', address: '127.0.0.1' },
    probe: answered,
    live: true,
    pending: null,
    startFailure: null,
    link: {
      phase: 'connected',
      hello: { version: '2026.9.6', bootId: 'b', uptimeMs: 1, health: null },
      ending: null,
      failures: 0,
    },
    hasCredential: true,
    channels: [],
    configVerdict: null,
    version: '2026.9.6',
    prefix: '/opt/openclaw',
    disk: { mount: '/', totalBytes: 100e9, freeBytes: 50e9 },
    ...changes,
  }
}

/** What is left when nothing runs. */
export const gone: Partial<Evidence> = {
  lock: null,
  process: null,
  probe: null,
  live: null,
  listener: { kind: 'closed' },
  link: { phase: 'idle', hello: null, ending: null, failures: 0 },
}

export type HistoryChanges = Partial<Omit<History, 'marks'>> & { marks?: Partial<History['marks']> }

export function history(changes: HistoryChanges = {}): History {
  return {
    boot: { id: 'bt_1', startedAt: now.wall - 3_600_000, readyAt: now.wall - 3_590_000 },
    lastExit: null,
    crashes: [],
    startDurations: [9000],
    lastStartAt: now.wall - 3_600_000,
    restarts24h: 0,
    ...changes,
    marks: {
      ...noMarks,
      bootId: 'bt_1',
      bootSince: now.mono - 3_600_000,
      readySince: now.mono - 3_590_000,
      ...changes.marks,
    },
  }
}
