import type { MoltBotStatus, Session, SystemInfo, Timeline } from '../src/wire.ts'

/** 23 November 2026, a Monday, 02:07 UTC. */
export const now = Date.parse('2026-11-23T02:07:00Z')
export const iso = (at: number) => new Date(at).toISOString()
const minute = 60_000

export function statusOf(changes: Partial<MoltBotStatus> = {}): MoltBotStatus {
  return {
    installed: true,
    running: true,
    version: '2026.9.5',
    service_manager: 'systemd',
    config_path: '/home/anna/.openclaw/openclaw.json',
    last_start_time: '2026-11-17T01:12:40Z',
    restart_count_24h: 0,
    gateway_connected: true,
    instance_id: 'in_5fQ2',
    state: 'running',
    since: '2026-11-17T01:12:49Z',
    reasons: [
      {
        code: 'ready',
        message: 'It answers every check.',
        evidence: [
          { kind: 'probe', statement: '/readyz answered 200 in 6 ms', quote: null, address: null, at: iso(now) },
        ],
      },
    ],
    findings: [],
    gateway: {
      url: 'http://127.0.0.1:18789',
      latency_ms: 6,
      version: '2026.9.5',
      boot_id: 'b478cfed',
      live: true,
      ready: true,
      failing: [],
      rpc: 'connected',
      event_loop: { degraded: false, delay_p99_ms: 21, utilization: 0.01, reasons: [] },
    },
    channels: [channelOf('telegram'), channelOf('whatsapp')],
    process: { pid: 3941, user: 'anna', started_at: '2026-11-17T01:12:38Z', rss_bytes: 844_365_824, cpu_seconds: 1204 },
    config: {
      hash: 'sha256:3f1a',
      valid: true,
      pending_invalid_edit: false,
      issues: [],
      changed_at: '2026-11-16T18:00:00Z',
    },
    last_exit: null,
    startup: null,
    install: { method: 'npm', prefix: '/home/anna/.npm-global', managed_by: 'other' },
    observed_at: iso(now - 1000),
    interval_seconds: 2,
    ...changes,
  }
}

type Channel = NonNullable<MoltBotStatus['channels']>[number]

export function channelOf(id: string, changes: Partial<Channel> = {}): Channel {
  return {
    id,
    account: 'default',
    configured: true,
    running: true,
    connected: true,
    lifecycle: 'connected',
    last_error: null,
    last_inbound_at: iso(now - 6 * minute),
    observed_at: iso(now),
    ...changes,
  }
}

export function systemOf(changes: Partial<SystemInfo> = {}): SystemInfo {
  return {
    os: 'linux',
    os_version: 'Debian GNU/Linux 12',
    arch: 'x64',
    cpu_cores: 2,
    memory_bytes: 25_769_803_776,
    memory_available_bytes: 19_327_352_832,
    disk_free_bytes: 40_802_189_312,
    hostname: 'home-mini',
    load_1m: 0.4,
    disks: [
      { mount: '/', total_bytes: 107_374_182_400, free_bytes: 40_802_189_312, holds: ['system', 'moltbot_state'] },
    ],
    agent: {
      id: 'ag_7Q2mX4cT9bLw',
      version: '0.2.0',
      contract_version: '0.2.0',
      started_at: '2026-11-22T20:00:00Z',
      uptime_seconds: 22_020,
      secret_store: 'file',
      mode: 'real',
      separation: 'own_uid',
      scenario: null,
    },
    findings: [],
    observed_at: iso(now - 1000),
    ...changes,
  }
}

/** A day of five-minute bars. Which are slow, down or missing is said by index from the left, 0 to 287. */
export function timelineOf(
  marked: { slow?: number[]; down?: number[]; missing?: number[] } = {},
  changes: Timeline['changes'] = [],
): Timeline {
  const step = 5 * minute
  const to = now
  const from = Math.ceil((to - 24 * 60 * minute) / step) * step
  const bars: Timeline['bars'] = []
  for (let index = 0; index < 288; index += 1) {
    if (marked.missing?.includes(index)) continue
    const slow = marked.slow?.includes(index) === true
    const down = marked.down?.includes(index) === true
    // A quiet, repeatable wave: no randomness in a fixture.
    const took = 6 + Math.round(5 * Math.abs(Math.sin(index / 7)) + 9 * Math.abs(Math.sin(index * 1.7)) ** 9)
    bars.push({
      at: iso(from + index * step),
      state: down ? 'down' : slow ? 'slow' : 'well',
      median_ms: down ? null : 6,
      slowest_ms: down ? null : slow ? 1400 : took,
      checks: 150,
      failed: down ? 150 : 0,
    })
  }
  return {
    instance_id: 'in_5fQ2',
    from: iso(from),
    to: iso(to),
    step_seconds: 300,
    median_ms: 6,
    slowest_ms: 212,
    bars,
    changes,
  }
}

export function sessionOf(changes: Partial<Session> = {}): Session {
  return {
    subject: 'user:owner',
    user: 'owner',
    device: {
      id: 'dev_3kP9',
      name: 'Chromium on Linux',
      user: 'owner',
      role: 'owner',
      key_fingerprint: 'SHA256:9fLcceEB0aJ7mVw2cFq1uX3yZ5aB6dE8gH0iJ2kL4mM',
      paired_at: iso(now - 3 * 24 * 60 * minute),
      paired_by: 'link',
      last_seen_at: iso(now),
      this_device: true,
    },
    role: 'owner',
    via: 'browser',
    can_approve: true,
    passphrase: 'not_needed',
    expires_at: iso(now + 15 * minute),
    agent: {
      id: 'ag_7Q2mX4cT9bLw',
      hostname: 'home-mini',
      key_fingerprint: 'SHA256:4Jx0-9bQekT7mVw2cFq1uX3yZ5aB6dE8gH0iJ2kL4mN',
      simulated: false,
    },
    ...changes,
  }
}
