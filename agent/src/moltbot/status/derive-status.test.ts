import { describe, expect, test } from 'vitest'
import type { ContainerFacts } from '../../host/host.ts'
import {
  answered,
  config,
  evidence,
  gone,
  type HistoryChanges,
  history,
  installation,
  now,
} from '../test/evidence.fake.ts'
import { fakeProcess } from '../test/fake-host.ts'
import { deriveStatus } from './derive-status.ts'
import type { EndedBoot, Evidence, History } from './evidence.ts'
import { reasonCodes } from './reason-codes.ts'

/** State and codes of the reasons, as `degraded token_mismatch`. */
function judged(changes: Partial<Evidence> = {}, past: HistoryChanges = {}): string {
  const { state, reasons } = deriveStatus(evidence(changes), history(past))
  for (const { code } of reasons) expect(reasonCodes).toContain(code)
  return [state, ...reasons.map(({ code }) => code)].join(' ')
}

const minutes = (count: number) => count * 60_000
const notReady = (failing: string[]) => ({ ...answered, ready: false, status: 503, failing })
const silent = { kind: 'timeout' as const, afterMs: 1500 }
const young: HistoryChanges = {
  boot: { id: 'bt_1', startedAt: now.wall - 20_000, readyAt: null },
  marks: { bootSince: now.mono - 20_000, readySince: null },
}
const old: HistoryChanges = {
  boot: { id: 'bt_1', startedAt: now.wall - minutes(10), readyAt: null },
  marks: { bootSince: now.mono - minutes(10), readySince: null },
}
const closed: Partial<Evidence> = { listener: { kind: 'closed' }, probe: null }
const telegram = {
  id: 'telegram',
  account: 'default',
  configured: true,
  running: true,
  connected: false,
  lifecycle: 'starting',
  lastError: null,
  lastInboundAt: null,
  observedAt: now.wall,
}
const shutdown = (restartExpectedMs: number | null): Evidence['link'] => ({
  phase: 'waiting',
  hello: null,
  ending: { kind: 'shutdown', restartExpectedMs, message: '' },
  failures: 1,
})

describe('a living gateway', () => {
  const cases: [string, string, Partial<Evidence>, HistoryChanges?][] = [
    ['that answers every check runs', 'running ready', {}],
    ['that waits for its sidecars is starting', 'starting starting', { probe: notReady(['startup-sidecars']) }, young],
    ['whose port is still closed is starting', 'starting starting', closed, young],
    ['that is too busy to answer is starting', 'starting starting', { probe: silent }, young],
    [
      'that answers beyond its budget is not well',
      'degraded start_over_budget',
      { probe: notReady(['startup-sidecars']) },
      old,
    ],
    [
      'whose start failed and left its process is stuck at once',
      'wedged port_in_use',
      { ...closed, startFailure: startFailure(4000) },
      young,
    ],
    [
      'whose start failed a moment ago may still end',
      'starting starting',
      { ...closed, startFailure: startFailure(500) },
      young,
    ],
    ['whose port is closed beyond its budget is stuck', 'wedged port_closed', closed, old],
    ['that is silent beyond its budget is stuck', 'wedged not_answering', { probe: silent }, old],
    [
      'with slow starts gets three times their length',
      'starting starting',
      closed,
      { ...old, startDurations: [minutes(4), minutes(4), minutes(4)] },
    ],
    [
      'that stopped being ready is not well',
      'degraded not_ready',
      { probe: notReady(['telegram']) },
      { marks: { notReadySince: now.mono - 9000 } },
    ],
    [
      'that drains is ending its work',
      'degraded stopping',
      { probe: notReady(['gateway-draining']) },
      { marks: { stopAnnouncedAt: now.mono - 5000 } },
    ],
    [
      'that announced a restart is restarting',
      'starting restarting',
      { ...closed, lock: null, link: shutdown(1500) },
      { marks: { restartAnnouncedAt: now.mono - 5000, closedSince: now.mono - 5000 } },
    ],
    [
      'that hangs in its restart and keeps its lock is stuck',
      'wedged port_closed',
      { ...closed, link: shutdown(1500) },
      { marks: { restartAnnouncedAt: now.mono - 30_000, closedSince: now.mono - 30_000 } },
    ],
    [
      'that announced a stop is stopping',
      'degraded stopping',
      { ...closed, lock: null, link: shutdown(null) },
      { marks: { stopAnnouncedAt: now.mono - 1000, closedSince: now.mono - 1000 } },
    ],
    [
      'that is silent for a moment is not well',
      'degraded not_answering',
      { probe: silent },
      { marks: { silentSince: now.mono - 4000 } },
    ],
    [
      'that is silent for long is stuck',
      'wedged not_answering',
      { probe: silent },
      { marks: { silentSince: now.mono - 20_000 } },
    ],
    [
      'that holds its lock behind a closed port is stuck',
      'wedged port_closed',
      closed,
      { marks: { closedSince: now.mono - 4000 } },
    ],
    [
      'that gave its lock back gets a minute to end',
      'degraded port_closed',
      { ...closed, lock: null },
      { marks: { closedSince: now.mono - 59_000 } },
    ],
    [
      'that does not end then is stuck',
      'wedged port_closed',
      { ...closed, lock: null },
      { marks: { closedSince: now.mono - 60_000 } },
    ],
    [
      'that is paused by a signal is stuck',
      'wedged process_paused',
      { process: fakeProcess(42, { state: 'stopped' }), probe: silent },
    ],
    [
      'that answers a web page is not understood',
      'degraded answer_not_understood',
      { probe: { kind: 'html', status: 200, latencyMs: 5, quote: '<html>' } },
    ],
    [
      'whose port is another program’s is not known',
      'unknown port_owned_by_other',
      {
        listener: { kind: 'other', listener: { port: 18_789, address: '127.0.0.1', uid: 1001, pid: null } },
        probe: null,
      },
    ],
    [
      'that refuses its token is not well',
      'degraded token_mismatch',
      { link: { phase: 'waiting', hello: null, ending: { kind: 'refused_token', message: 'no' }, failures: 1 } },
    ],
    [
      'that has not loaded a token of this moment runs',
      'running ready',
      {
        link: { phase: 'waiting', hello: null, ending: { kind: 'refused_token', message: 'no' }, failures: 1 },
        config: { kind: 'read', config: { ...config, modifiedAt: now.wall - 3000 } },
      },
    ],
    [
      'that speaks another protocol is not well',
      'degraded protocol_mismatch',
      { link: { phase: 'waiting', hello: null, ending: { kind: 'refused_protocol', message: 'no' }, failures: 1 } },
    ],
    [
      'that drops every session is not well',
      'degraded connection_refused',
      { link: { phase: 'waiting', hello: null, ending: { kind: 'lost', message: 'closed with 1006' }, failures: 3 } },
      { marks: { unlinkedSince: now.mono - 6000 } },
    ],
    [
      'that dropped one session runs',
      'running ready',
      { link: { phase: 'waiting', hello: null, ending: { kind: 'lost', message: 'closed with 1006' }, failures: 1 } },
      { marks: { unlinkedSince: now.mono - 6000 } },
    ],
    [
      'whose channel connects for a minute runs',
      'running ready',
      { channels: [telegram] },
      { marks: { channelSilentSince: { 'telegram/default': now.mono - minutes(1) } } },
    ],
    [
      'whose channel is silent for long is not well',
      'degraded channel_silent',
      { channels: [telegram] },
      { marks: { channelSilentSince: { 'telegram/default': now.mono - minutes(2) } } },
    ],
    [
      'that is busy right after its start runs',
      'running ready',
      { probe: { ...answered, eventLoop: { ...answered.eventLoop, degraded: true } } },
      { marks: { busySince: now.mono - 30_000 } },
    ],
    [
      'that is busy for long is not well',
      'degraded event_loop_busy',
      { probe: { ...answered, eventLoop: { ...answered.eventLoop, degraded: true } } },
      { marks: { busySince: now.mono - minutes(1) } },
    ],
    [
      'with an invalid edit on disk is not well',
      'degraded pending_invalid_edit',
      { configVerdict: { hash: config.hash, valid: false, issues: ['x'], at: now.wall, from: 'rpc' } },
    ],
    [
      'that starts with an invalid config does not run with another',
      'starting starting',
      { ...closed, configVerdict: { hash: config.hash, valid: false, issues: ['x'], at: now.wall, from: 'log' } },
      young,
    ],
    [
      'with a verdict about another file runs',
      'running ready',
      { configVerdict: { hash: 'sha256:other', valid: false, issues: ['x'], at: now.wall, from: 'rpc' } },
    ],
    ['that may not be looked at is not known', 'unknown not_readable', { unreadable: 'permission denied' }],
    [
      'that starts after three crashes is in a loop',
      'crash_looping starts_fail',
      closed,
      { ...young, crashes: crashes(3) },
    ],
    ['that is ready after three crashes runs', 'running ready', {}, { crashes: crashes(3) }],
  ]
  test.each(cases)('%s', (_, expected, changes, past = {}) => {
    expect(judged(changes, past)).toBe(expected)
  })
})

const startFailure = (ageMs: number) => ({
  at: now.wall - ageMs,
  message: 'gateway startup failed: listen EADDRINUSE: address already in use 127.0.0.1:18789.',
})

function crashes(count: number, exitCode: number | null = null, message: string | null = null): EndedBoot[] {
  return Array.from({ length: count }, (_, i) => ({
    at: now.wall - 5000 * (count - i),
    clean: false,
    exitCode,
    message,
  }))
}

describe('no gateway', () => {
  const invalid =
    'Gateway failed to start: Invalid config at /s/openclaw.json:\nopenclaw.json:2 — gateway: Unrecognized key: "x"'
  const refused: EndedBoot = { at: now.wall - 5000, clean: false, exitCode: 78, message: invalid }
  const none: HistoryChanges = { boot: null }
  const stale = { ...evidence().lock, pid: 7 } as Evidence['lock']
  const cases: [string, string, Partial<Evidence>, HistoryChanges?][] = [
    ['and none was seen before', 'stopped never_seen_running', {}],
    [
      'after an orderly stop',
      'stopped stopped_cleanly',
      {},
      { lastExit: { at: now.wall, clean: true, exitCode: 0, message: null } },
    ],
    [
      'after a kill',
      'stopped ended_uncleanly',
      { lock: stale },
      { lastExit: { at: now.wall, clean: false, exitCode: null, message: null } },
    ],
    ['but the lock of one that was killed before we came', 'stopped ended_uncleanly', { lock: stale }],
    [
      'and nothing says how it ended',
      'stopped end_unknown',
      {},
      { lastExit: { at: now.wall, clean: null, exitCode: null, message: null } },
    ],
    [
      'after a start that may be tried again',
      'stopped port_in_use',
      {},
      { lastExit: { ...refused, exitCode: 1, message: 'Gateway failed to start: EADDRINUSE 127.0.0.1:1' } },
    ],
    ['after a start that may not be tried again', 'crash_looping config_invalid', {}, { lastExit: refused }],
    [
      'after that, but the config was edited since',
      'stopped config_invalid',
      { config: { kind: 'read', config: { ...config, modifiedAt: now.wall - 1000 } } },
      { lastExit: refused },
    ],
    [
      'after three crashes in ten minutes',
      'crash_looping starts_fail',
      {},
      { lastExit: crashes(1)[0] as EndedBoot, crashes: crashes(3) },
    ],
    ['but a process that is about to be one', 'starting starting', { candidate: fakeProcess(9) }],
    [
      'but a process that is about to be one after three crashes',
      'crash_looping starts_fail',
      { candidate: fakeProcess(9) },
      { lastExit: crashes(1)[0] as EndedBoot, crashes: crashes(3) },
    ],
    [
      'but something on its port that answers like one',
      'unknown not_proven',
      {
        listener: { kind: 'unclaimed', listener: { port: 18_789, address: '127.0.0.1', uid: 1000, pid: 9 } },
        probe: answered,
      },
    ],
  ]
  test.each(cases)('%s', (_, expected, changes, past = {}) => {
    expect(judged({ ...gone, ...changes }, { ...none, ...past })).toBe(expected)
  })
})

describe('a gateway in a container', () => {
  const container: ContainerFacts = {
    id: 'c',
    name: 'bot',
    image: 'ghcr.io/openclaw/openclaw:2026.9.6',
    running: true,
    startedAt: null,
    restartCount: 0,
    exitCode: null,
    hostPort: 18_789,
    stateDir: null,
    pid: 5,
  }
  test.each([
    ['running ready', container, answered],
    ['degraded not_ready', container, notReady(['telegram'])],
    ['degraded not_answering', container, silent],
    ['unknown not_proven', { ...container, hostPort: null }, null],
    ['stopped stopped_cleanly', { ...container, running: false, exitCode: 0 }, null],
    ['stopped ended_uncleanly', { ...container, running: false, exitCode: 137 }, null],
  ])('%s', (expected, facts, probe) => {
    expect(judged({ ...gone, installation: { ...installation, container: facts }, probe }, { boot: null })).toBe(
      expected,
    )
  })
})

test('a healthy status has every field of the contract', () => {
  expect(deriveStatus(evidence(), history())).toMatchObject({
    installed: true,
    running: true,
    version: '2026.9.6',
    service_manager: 'none',
    gateway_connected: true,
    last_start_time: '2026-11-23T01:07:00.000Z',
    gateway: { url: 'http://127.0.0.1:18789', latency_ms: 6, live: true, ready: true, rpc: 'connected' },
    process: { pid: 42, user: 'anna' },
    config: { hash: config.hash, valid: null, pending_invalid_edit: false },
    install: { method: 'npm', prefix: '/opt/openclaw', managed_by: 'none' },
    startup: null,
    findings: [],
  })
})

test('unknown claims nothing', () => {
  const status = deriveStatus(evidence({ unreadable: 'permission denied' }), history())
  expect(status).toMatchObject({ state: 'unknown', running: false, gateway_connected: false })
})

test('a channel that keeps it from being ready is called by its name', () => {
  const withTelegram = { kind: 'read' as const, config: { ...config, channels: ['telegram'] } }
  const { reasons } = deriveStatus(evidence({ probe: notReady(['telegram']), config: withTelegram }), history())
  expect(reasons[0]?.message).toBe('It answers, but is not ready: Telegram has no connection.')
})

test('a start tells how long it takes and may take', () => {
  const status = deriveStatus(
    evidence({ probe: notReady(['startup-sidecars']), pending: 'startup-sidecars' }),
    history(young),
  )
  expect(status.startup).toEqual({
    elapsed_seconds: 20,
    budget_seconds: 180,
    usual_seconds: 9,
    pending: 'startup-sidecars',
  })
})

test('a time that no date can hold is left out', () => {
  const status = deriveStatus(evidence({ channels: [{ ...telegram, lastInboundAt: 1e300 }] }), history())
  expect(status.channels).toMatchObject([{ last_inbound_at: null }])
})

test.each<[string, Partial<Evidence>, Partial<History>?]>([
  ['disk_low warning', { disk: { mount: '/', totalBytes: 100, freeBytes: 9 } }],
  ['disk_low critical', { disk: { mount: '/', totalBytes: 100, freeBytes: 2 } }],
  ['runs_as_root warning', { process: fakeProcess(42, { uid: 0 }) }],
  ['gateway_exposed critical', { config: { kind: 'read', config: { ...config, bind: 'lan', authMode: 'none' } } }],
  ['gateway_without_auth warning', { config: { kind: 'read', config: { ...config, authMode: 'none' } } }],
  ['config_unreadable warning', { config: { kind: 'refused', reason: 'unsafe', message: 'a link' } }],
  [
    'port_owned_by_other warning',
    { ...gone, listener: { kind: 'unclaimed', listener: { port: 1, address: '127.0.0.1', uid: 9, pid: null } } },
  ],
  ['recent_crashes warning', {}, { crashes: crashes(2) }],
  ['old_product info', { installation: { ...installation, product: 'clawdbot' } }],
])('the finding %s', (expected, changes, past = {}) => {
  const { findings } = deriveStatus(evidence(changes), history(past))
  expect(findings.map(({ id, severity }) => `${id} ${severity}`)).toEqual([expected])
  expect(findings[0]?.evidence.length).toBeGreaterThan(0)
})

test('the same evidence gives the same status', () => {
  expect(deriveStatus(evidence(), history())).toEqual(deriveStatus(evidence(), history()))
})

test('words are whole sentences without fuss', () => {
  const messages = [evidence(), evidence(closed), evidence({ ...gone }), evidence({ probe: silent })].flatMap((seen) =>
    deriveStatus(seen, history()).reasons.map(({ message }) => message),
  )
  expect(messages).toHaveLength(4)
  for (const message of messages) {
    expect(message).toMatch(/^[A-Z].*\.$/)
    expect(message).not.toMatch(/!|please|successfully|oops/i)
  }
})

test('a gateway that is down over its config is not said to run with the one before', () => {
  const verdict = { hash: config.hash, valid: false, issues: ['x'], at: now.wall, from: 'log' as const }
  const { findings } = deriveStatus(evidence({ ...gone, configVerdict: verdict }), history())
  expect(findings.map(({ id }) => id)).not.toContain('pending_invalid_edit')
})

test('an announced restart counts from its announcement, not from the start before it', () => {
  const past = history({ ...old, marks: { restartAnnouncedAt: now.mono - 5000 } })
  const { state, startup } = deriveStatus(evidence({ ...closed, link: shutdown(1500) }), past)
  expect([state, startup?.elapsed_seconds]).toEqual(['starting', 5])
})
