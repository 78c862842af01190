import { describe, expect, it } from 'vitest'
import { channelOf, iso, now, sessionOf, statusOf, systemOf, timelineOf } from '../../../test/fixtures.ts'
import type { Finding, MoltBotStatus, Reason, SystemInfo } from '../../wire.ts'
import type { Surroundings } from './freshness.ts'
import { type OverviewInput, overviewOf } from './overview-model.ts'

const here: Surroundings = { now, timeZone: 'UTC', agentOffset: 0, link: 'live', hostname: 'home-mini' }

function view(
  status: Partial<MoltBotStatus> = {},
  rest: Partial<OverviewInput> = {},
  around: Partial<Surroundings> = {},
) {
  return overviewOf({
    status: { value: statusOf(status), receivedAt: now - 500 },
    system: { value: systemOf(), receivedAt: now - 500 },
    timeline: timelineOf(),
    session: sessionOf(),
    here: { ...here, ...around },
    ...rest,
  })
}

function never(): never {
  throw new Error('missing in the fixture')
}

const sentence = ({ verdict }: ReturnType<typeof view>) => `${verdict.verdict} ${verdict.cause}`
const reading = (page: ReturnType<typeof view>, id: string) => page.readings.find((row) => row.id === id)

const reason = (code: string, message: string, quote: string | null = null): Reason[] => [
  { code, message, evidence: [{ kind: 'probe', statement: message, quote, address: null, at: iso(now) }] },
]

describe('a MoltBot that works', () => {
  it('says so, with the record that the tape carries', () => {
    const page = view()
    expect(sentence(page)).toBe('MoltBot is working. It has answered every check of the last 24 hours.')
    expect(page.verdict).toMatchObject({
      state: 'running',
      mark: 'fine',
      tone: 'plain',
      follows: 'Nothing needs you tonight.',
    })
    expect(page.broken).toBe(false)
    expect(page.evidence).toEqual([])
  })

  it('speaks of every check since its start when that was within the day', () => {
    const page = view({ last_start_time: iso(now - 3_600_000), since: iso(now - 3_590_000) })
    expect(page.verdict.cause).toBe('It has answered every check since it started 1 h ago.')
  })

  it('claims no clean record after a failed check', () => {
    const page = view({}, { timeline: timelineOf({ down: [280] }) })
    expect(page.verdict.cause).toBe('It is ready since 17 Nov, 01:12.')
  })

  it('needs you "now" by day', () => {
    const noon = Date.parse('2026-11-23T12:00:00Z')
    const page = overviewOf({
      status: { value: statusOf({ observed_at: iso(noon) }), receivedAt: noon },
      system: null,
      timeline: null,
      session: null,
      here: { ...here, now: noon },
    })
    expect(page.verdict.follows).toBe('Nothing needs you now.')
    expect(page.verdict.cause).toBe('It answers in 6 ms.')
  })

  it('does not say that nothing needs you above a warning', () => {
    const findings: Finding[] = [
      { id: 'x', severity: 'info', title: 'To know', evidence: [] },
      { id: 'y', severity: 'warning', title: 'A look', evidence: [] },
      { id: 'z', severity: 'critical', title: 'At once', evidence: [] },
    ]
    const page = view({ findings })
    expect(page.verdict.follows).toBe('Two things are worth a look.')
    expect(page.attention.map((item) => item.title)).toEqual(['At once', 'A look', 'To know'])
  })
})

describe('a MoltBot that works, but', () => {
  it('will not start again because of an invalid edit', () => {
    const config = {
      hash: 'x',
      valid: false,
      pending_invalid_edit: true,
      issues: ['gateway: bogusKey'],
      changed_at: iso(now - 7_200_000),
    }
    const page = view({ config })
    expect(sentence(page)).toBe(
      'MoltBot works, but its next start will fail. The config on disk was changed 2 h ago and is not valid; MoltBot still runs the one before.',
    )
    expect(page.verdict).toMatchObject({ mark: 'look', tone: 'warn' })
  })

  it('refuses the token of the agent', () => {
    const gateway = statusOf().gateway
    const page = view({ gateway: gateway == null ? null : { ...gateway, rpc: 'refused_token' }, channels: [] })
    expect(page.verdict.verdict).toBe('MoltBot answers, but it refuses the agent.')
    expect(reading(page, 'channels')).toMatchObject({ mark: 'unknown', value: 'Unknown' })
  })

  it('has a disk that is nearly full', () => {
    const disks: NonNullable<SystemInfo['disks']> = [
      { mount: '/', total_bytes: 107e9, free_bytes: 40e9, holds: ['system'] },
      { mount: '/srv', total_bytes: 100e9, free_bytes: 1.2e9, holds: ['moltbot_state'] },
    ]
    const page = view({}, { system: { value: systemOf({ disks }), receivedAt: now } })
    expect(sentence(page)).toBe('MoltBot works, but its disk is nearly full. Only 1.2 GB are free on /srv.')
    expect(reading(page, 'disk')).toMatchObject({ mark: 'look', value: '1.2 GB free', detail: 'of 100 GB on /srv' })
  })
})

describe('degraded', () => {
  it.each([
    ['token_mismatch', 'MoltBot answers, but it refuses the agent.'],
    ['protocol_mismatch', 'MoltBot answers, but in another protocol.'],
    ['pending_invalid_edit', 'MoltBot works, but its next start will fail.'],
    ['stopping', 'MoltBot is stopping.'],
    ['start_over_budget', 'MoltBot is late to start.'],
    ['not_answering', 'MoltBot does not answer just now.'],
    ['port_closed', 'MoltBot does not answer just now.'],
    ['answer_not_understood', 'MoltBot answers, but not as it should.'],
    ['event_loop_busy', 'MoltBot answers, but slowly.'],
  ])('%s', (code, verdict) => {
    const page = view({ state: 'degraded', reasons: reason(code, 'Because.') })
    expect(page.verdict).toMatchObject({ verdict, tone: 'warn', mark: 'look' })
  })

  it('puts the second fault into the line below', () => {
    const reasons = [...reason('event_loop_busy', 'One.'), ...reason('channel_silent', 'Two.')]
    expect(view({ state: 'degraded', reasons }).verdict).toMatchObject({ cause: 'One.', follows: 'Two.' })
  })

  it('names the channel that is silent, and since when', () => {
    const silent = channelOf('telegram', { connected: false, last_inbound_at: iso(now - 19 * 60_000) })
    const page = view({ state: 'degraded', channels: [silent, channelOf('whatsapp')] })
    expect(sentence(page)).toBe('MoltBot answers, but Telegram is silent. Its last message came 19 min ago.')
    expect(reading(page, 'channels')).toMatchObject({
      mark: 'look',
      value: '1 of 2 connected',
      detail: 'Telegram not connected',
    })
  })

  it('names several', () => {
    const channels = ['telegram', 'matrix'].map((id) => channelOf(id, { connected: false }))
    expect(view({ state: 'degraded', channels }).verdict.verdict).toBe(
      'MoltBot answers, but Telegram and Matrix are silent.',
    )
  })

  it('says when the gateway does not talk', () => {
    const page = view({
      state: 'degraded',
      gateway_connected: false,
      reasons: reason('gateway_disconnected', 'The session ended 40 s ago.'),
    })
    expect(sentence(page)).toBe(
      'MoltBot answers, but its gateway does not talk to the agent. The session ended 40 s ago.',
    )
  })

  it('falls back to the agent’s own reason', () => {
    const page = view({
      state: 'degraded',
      reasons: reason('something_new', 'A thing that this console has never heard of.'),
    })
    expect(page.verdict.cause).toBe('A thing that this console has never heard of.')
  })
})

describe('not answering', () => {
  const at = iso(now - 15 * 60_000)

  it('wedged: the process lives, the port is closed', () => {
    const page = view({
      state: 'wedged',
      since: at,
      reasons: reason('port_closed', 'Connecting to 127.0.0.1:18789 is refused.', 'ECONNREFUSED'),
    })
    expect(sentence(page)).toBe(
      'MoltBot does not answer since 01:52. Its process 3941 is alive, but nothing listens on port 18789.',
    )
    expect(page.verdict).toMatchObject({ mark: 'broken', tone: 'bad' })
    expect(page.broken).toBe(true)
    expect(page.evidence).toEqual([
      { label: 'E1', statement: 'Connecting to 127.0.0.1:18789 is refused.', quote: 'ECONNREFUSED' },
    ])
  })

  it('a MoltBot that does not answer has no channels that are known to be well', () => {
    const gateway = { ...(statusOf().gateway ?? never()), live: false, ready: false }
    const page = view({ state: 'wedged', gateway })
    expect(reading(page, 'channels')).toMatchObject({ mark: 'unknown', value: 'Unknown', lastSeenAt: now })
  })

  it('crash looping with code 78: a retry will not help', () => {
    const page = view({
      state: 'crash_looping',
      running: false,
      since: at,
      restart_count_24h: 5,
      gateway: null,
      reasons: reason('config_invalid', 'OpenClaw refuses the config. 5 starts ended badly within 10 minutes.'),
      last_exit: { at, clean: false, code: 78, message: 'channels.telegram: Unrecognized key: "streamMode"' },
    })
    expect(sentence(page)).toBe(
      'MoltBot is down since 01:52. OpenClaw refuses the config. 5 starts ended badly within 10 minutes.',
    )
    expect(page.verdict.follows).toBe(
      '5 restarts in 24 h. Code 78 means: do not retry. Starting it again will not help before the cause is gone.',
    )
    expect(page.evidence.at(-1)?.quote).toBe('channels.telegram: Unrecognized key: "streamMode"')
    expect(reading(page, 'gateway')).toMatchObject({ value: 'Not running', mark: null })
  })

  it('crash looping with another code promises nothing about retries', () => {
    const last_exit = { at, clean: false, code: 1, message: null }
    const page = view({ state: 'crash_looping', restart_count_24h: 3, last_exit, reasons: [] })
    expect(page.verdict.cause).toBe('Every start ends with code 1.')
    expect(page.verdict.follows).toBe('3 restarts in 24 h.')
  })

  it('stopped on purpose is worth a look, not an alarm', () => {
    const last_exit = { at, clean: true, code: 0, message: null }
    const page = view({ state: 'stopped', running: false, gateway: null, last_exit, reasons: [] })
    expect(sentence(page)).toBe('MoltBot is stopped since 01:52. It ended cleanly.')
    expect(page.verdict).toMatchObject({
      mark: 'look',
      tone: 'warn',
      follows: 'Channels are silent until it is started.',
    })
  })

  it('stopped by a start that gave up is down, for the reason that the agent found', () => {
    const page = view({
      state: 'stopped',
      running: false,
      gateway: null,
      reasons: reason('port_in_use', 'The port is taken.'),
    })
    expect(page.verdict).toMatchObject({ tone: 'bad', cause: 'The port is taken.' })
  })

  it('stopped by a crash is down', () => {
    const last_exit = { at, clean: false, code: 137, message: null }
    const page = view({ state: 'stopped', running: false, gateway: null, last_exit, reasons: [] })
    expect(sentence(page)).toBe('MoltBot is down since 01:52. It ended with code 137.')
    expect(page.verdict.tone).toBe('bad')
  })

  it('stopped and never seen running', () => {
    const page = view({
      state: 'stopped',
      running: false,
      gateway: null,
      since: null,
      last_start_time: null,
      reasons: [],
    })
    expect(sentence(page)).toBe('MoltBot is stopped. It is installed, and no start of it was seen yet.')
  })
})

describe('starting', () => {
  const startup = { elapsed_seconds: 3, budget_seconds: 120, usual_seconds: 9, pending: null }

  it('counts beside what is usual', () => {
    const page = view({ state: 'starting', startup, observed_at: iso(now - 1000) })
    expect(sentence(page)).toBe('Starting MoltBot. It usually takes 9 s; 4 s have passed.')
    expect(page.verdict.mark).toBe('busy')
  })

  it('says how long it may still take when it is late', () => {
    const page = view({ state: 'starting', startup: { ...startup, elapsed_seconds: 40, pending: 'startup-sidecars' } })
    expect(page.verdict.cause).toBe('It usually takes 9 s; 41 s have passed, and up to 2 min is allowed.')
    expect(page.verdict.follows).toBe('It waits for startup-sidecars.')
  })
})

describe('not installed', () => {
  it('is no fault and has no readings', () => {
    const page = view({ state: 'not_installed', installed: false, running: false, version: null, gateway: null })
    expect(sentence(page)).toBe(
      'There is no MoltBot on home-mini yet. The agent found no install, no config and no process.',
    )
    expect(page.verdict.mark).toBe('info')
    expect(page.readings.map((row) => row.id)).toEqual(['disk', 'memory'])
  })

  it('leads to Setup, and nothing about it is urgent', () => {
    const page = view({ state: 'not_installed', installed: false, running: false, version: null, gateway: null })
    expect(page.attention[0]).toMatchObject({ mark: 'info', href: { label: 'Open Setup', to: 'setup' } })
    expect(page.urgent).toBe(false)
  })
})

describe('not known', () => {
  const marks = (page: ReturnType<typeof view>) => page.readings.map((row) => row.mark)

  it('asks first', () => {
    const page = view({}, { status: null, system: null, timeline: null })
    expect(sentence(page)).toBe('Asking how MoltBot is. The first answer is on its way.')
    expect(page.readings).toEqual([])
    expect(page).toMatchObject({ changes: null, attentionIs: 'asking', urgent: false })
  })

  it('turns a status older than twice its interval into unknown by its own clock, when the stream is dead', () => {
    const page = view({}, {}, { now: now + 180_000, link: 'reconnecting' })
    expect(sentence(page)).toBe('It is not known how MoltBot is. The agent on home-mini has not answered for 3 min.')
    expect(page.verdict.mark).toBe('unknown')
    expect(marks(page)).not.toContain('fine')
    expect(reading(page, 'gateway')).toMatchObject({ value: 'Unknown', lastSeenAt: now - 1000 })
  })

  it('holds at exactly twice the interval, and not a moment longer', () => {
    const age = (ms: number) =>
      view(
        { observed_at: iso(now) },
        { status: { value: statusOf({ observed_at: iso(now) }), receivedAt: now } },
        { now: now + ms },
      )
    expect(age(4000).verdict.state).toBe('running')
    expect(age(4001).verdict.state).toBe('unknown')
  })

  it('does not trust a live link that carries an old look', () => {
    const page = view({ observed_at: iso(now - 60_000) })
    expect(sentence(page)).toBe(
      'It is not known how MoltBot is. The agent answers, but it last looked at MoltBot 1 min ago.',
    )
  })

  it('is not fooled by a browser whose clock runs an hour ahead of the agent', () => {
    const hour = 3_600_000
    const value = statusOf({ observed_at: iso(now - hour) })
    const page = view({}, { status: { value, receivedAt: now }, system: null }, { agentOffset: -hour })
    expect(page.verdict.state).toBe('running')
    expect(page.readingsAt).toBe(now)
  })

  it('host figures that are fresh stay while MoltBot is unknown', () => {
    const page = view({ observed_at: iso(now - 60_000) })
    expect(reading(page, 'disk')).toMatchObject({ mark: 'fine', lastSeenAt: null })
  })

  it('says it once when the agent itself calls its evidence old', () => {
    const old = {
      observed_at: iso(now - 3000),
      state: 'unknown' as const,
      reasons: reason('evidence_old', 'It is not known.'),
    }
    expect(view(old).verdict.cause).toBe('The agent answers, but it last looked at MoltBot 3 s ago.')
  })

  it('says that a foreign process holds the port', () => {
    const page = view({ state: 'unknown', running: false, reasons: reason('port_owned_by_other', 'pid 77 listens.') })
    expect(sentence(page)).toBe(
      'It is not known how MoltBot is. Port 18789 is held by another process, so MoltBot was not asked.',
    )
    expect(page.evidence).toHaveLength(1)
    expect(page.attentionIs).toBe('too_old')
  })

  it('an agent of the older contract that gives no state is read from its two flags', () => {
    const old: MoltBotStatus = { installed: true, running: false, service_manager: 'none', gateway_connected: false }
    const page = view({}, { status: { value: old, receivedAt: now }, timeline: null })
    expect(page.verdict.state).toBe('stopped')
  })
})

describe('attention', () => {
  it('asks an owner to set the passphrase where MoltBot shares the user', () => {
    const page = view({}, { session: sessionOf({ passphrase: 'unset' }) })
    expect(page.attention[0]).toMatchObject({ id: 'passphrase_unset', href: { to: 'passphrase' } })
    expect(view({}, { session: sessionOf({ passphrase: 'unset', role: 'viewer' }) }).attention).toEqual([])
  })

  it('leads to Config where the configuration is what stops MoltBot, once', () => {
    const toConfig = (status: Partial<MoltBotStatus>) =>
      view(status)
        .attention.filter(({ href }) => href?.to === 'config')
        .map(({ id }) => id)
    const refused = reason('config_invalid', 'OpenClaw refuses the config.')
    const findings = [{ id: 'pending_invalid_edit', severity: 'critical' as const, title: 'Invalid.', evidence: [] }]
    const last_exit = { at: iso(now - 5000), clean: false, code: 78, message: null }
    expect(toConfig({ state: 'crash_looping', reasons: refused })).toEqual(['config_refused'])
    expect(toConfig({ state: 'crash_looping', reasons: [], last_exit })).toEqual(['config_refused'])
    expect(toConfig({ state: 'crash_looping', reasons: refused, findings })).toEqual(['pending_invalid_edit'])
    expect(toConfig({ state: 'wedged', reasons: [], last_exit })).toEqual([])
  })

  it('lists a finding once when status and host both bring it', () => {
    const finding = { id: 'disk_low', severity: 'warning' as const, title: 'Low', evidence: [] }
    const page = view(
      { findings: [finding] },
      { system: { value: systemOf({ findings: [finding] }), receivedAt: now } },
    )
    expect(page.attention).toHaveLength(1)
  })
})
