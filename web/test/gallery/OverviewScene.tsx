import type { Stamped, Surroundings } from '../../src/features/overview/freshness.ts'
import { OverviewView } from '../../src/features/overview/OverviewView.tsx'
import { overviewOf } from '../../src/features/overview/overview-model.ts'
import { tapeOf } from '../../src/features/overview/tape-model.ts'
import { LoadingBox } from '../../src/ui/Box.tsx'
import { Button } from '../../src/ui/Button.tsx'
import { Tape } from '../../src/ui/Tape.tsx'
import type { MoltBotStatus, Timeline } from '../../src/wire.ts'
import { channelOf, iso, now, sessionOf, statusOf, systemOf, timelineOf } from '../fixtures.ts'
import { GalleryShell } from './GalleryShell.tsx'

const hour = 3_600_000
const changes: Timeline['changes'] = [
  {
    id: '1',
    at: iso(now - 15.7 * hour),
    kind: 'config',
    title: 'Config changed',
    detail: 'agents.main.model',
    by: 'anna',
  },
  { id: '2', at: iso(now - 5 * hour), kind: 'agent', title: 'Agent started', detail: '0.2.0', by: 'host' },
  {
    id: '3',
    at: iso(now - 16 * 60_000),
    kind: 'version',
    title: '2026.9.6 installed',
    detail: '2026.9.5 → 2026.9.6',
    by: 'not from here',
  },
]
const day = timelineOf({ slow: [188, 189, 190], missing: [61, 62, 63, 64, 65] }, changes.slice(0, 2))
const broken = timelineOf({ slow: [188, 189], missing: [61, 62, 63, 64, 65], down: [284, 285, 286, 287] }, changes)
const longText = 'a-very-long-word-without-any-place-to-break-'.repeat(4)

interface Scene {
  status: Partial<MoltBotStatus> | null
  timeline?: Timeline | null
  around?: Partial<Surroundings>
  passphrase?: 'unset'
  simulated?: boolean
  several?: boolean
}

export const overviewScenes: Record<string, Scene> = {
  healthy: { status: {}, timeline: day, several: true },
  attention: {
    status: {
      config: { hash: 'x', valid: false, pending_invalid_edit: true, issues: [], changed_at: iso(now - 2 * hour) },
      findings: [
        {
          id: 'invalid_config_edit',
          severity: 'warning',
          title: 'The config on disk is not valid',
          detail: 'MoltBot refused it and runs on the one before. A restart would end with code 78.',
          evidence: [
            {
              kind: 'log',
              statement: 'reload skipped',
              quote: 'gateway: Unrecognized key: "bogusKey"',
              address: null,
              at: iso(now),
            },
          ],
          fix_action: { title: 'Check the file', command: 'openclaw config validate' },
        },
        {
          id: 'separation_none',
          severity: 'info',
          title: 'MoltBot runs under the agent’s own user',
          detail: 'It can reach what the agent can reach.',
          evidence: [],
        },
      ],
    },
    timeline: day,
    passphrase: 'unset',
  },
  crash: {
    status: {
      state: 'crash_looping',
      running: false,
      since: iso(now - 15 * 60_000),
      restart_count_24h: 5,
      gateway: null,
      version: '2026.9.6',
      last_exit: {
        at: iso(now - 60_000),
        clean: false,
        code: 78,
        message:
          'Invalid config at $STATE/openclaw.json: openclaw.json:31: channels.telegram: Unrecognized key: "streamMode"',
      },
      reasons: [
        {
          code: 'crash_loop',
          message: 'Five starts, five exits.',
          evidence: [
            {
              kind: 'process',
              statement: 'Five starts since 01:52, each ended after 5 s',
              quote: null,
              address: null,
              at: iso(now),
            },
            {
              kind: 'service',
              statement: 'The service gave up',
              quote: 'openclaw-gateway.service: start request repeated too quickly',
              address: null,
              at: iso(now),
            },
          ],
        },
      ],
      findings: [
        {
          id: 'exit_78',
          severity: 'critical',
          title: 'OpenClaw 2026.9.6 refuses the config',
          detail: 'The key channels.telegram.streamMode is not known to it. Take it out, then start MoltBot.',
          evidence: [],
          fix_action: { title: 'Check', command: 'openclaw config validate' },
        },
      ],
    },
    timeline: broken,
    simulated: true,
  },
  starting: {
    status: {
      state: 'starting',
      gateway: { ...nonNull(statusOf().gateway), ready: false, failing: ['startup-sidecars'] },
      startup: { elapsed_seconds: 4, budget_seconds: 120, usual_seconds: 9, pending: 'startup-sidecars' },
    },
    timeline: day,
  },
  degraded: {
    status: {
      state: 'degraded',
      channels: [
        channelOf('telegram', { connected: false, last_inbound_at: iso(now - 19 * 60_000) }),
        channelOf('whatsapp'),
      ],
    },
    timeline: day,
  },
  wedged: {
    status: {
      state: 'wedged',
      since: iso(now - 15 * 60_000),
      gateway: { ...nonNull(statusOf().gateway), live: false, ready: false, latency_ms: null },
      reasons: [
        {
          code: 'port_closed',
          message: 'x',
          evidence: [
            {
              kind: 'probe',
              statement: 'Connecting to port 18789 is refused',
              quote: 'connect ECONNREFUSED 127.0.0.1:18789',
              address: null,
              at: iso(now),
            },
          ],
        },
      ],
    },
    timeline: broken,
  },
  stopped: {
    status: {
      state: 'stopped',
      running: false,
      gateway: null,
      last_exit: { at: iso(now - 15 * 60_000), clean: true, code: 0, message: null },
    },
    timeline: broken,
  },
  absent: {
    status: { state: 'not_installed', installed: false, running: false, version: null, gateway: null },
    timeline: timelineOf({ missing: Array.from({ length: 288 }, (_, index) => index) }),
  },
  stale: { status: {}, timeline: day, around: { now: now + 180_000, link: 'reconnecting' } },
  offline: { status: {}, timeline: day, around: { now: now + 600_000, link: 'offline' } },
  loading: { status: null, timeline: null },
  overfull: {
    status: {
      findings: Array.from({ length: 9 }, (_, index) => ({
        id: `f${index}`,
        severity: 'warning' as const,
        title: `Finding ${index} ${longText}`,
        detail: `${longText} ${longText}`,
        evidence: [],
      })),
      channels: Array.from({ length: 14 }, (_, index) =>
        channelOf(`channel-number-${index}`, { connected: index % 3 !== 0 }),
      ),
      restart_count_24h: 412,
    },
    timeline: {
      ...day,
      changes: Array.from({ length: 60 }, (_, index) => ({
        id: `c${index}`,
        at: iso(now - index * 24 * 60_000),
        kind: 'start' as const,
        title: `Start ${index}`,
        detail: longText,
        by: 'observed',
      })),
    },
  },
}

function nonNull<T>(value: T | null | undefined): T {
  if (value == null) throw new Error('missing in the fixture')
  return value
}

export function OverviewScene({ state }: { state: string }) {
  const scene = nonNull(overviewScenes[state])
  const here: Surroundings = {
    now,
    timeZone: 'UTC',
    agentOffset: 0,
    link: 'live',
    hostname: 'home-mini',
    ...scene.around,
  }
  const stamped: Stamped<MoltBotStatus> | null =
    scene.status === null ? null : { value: statusOf(scene.status), receivedAt: now }
  const view = overviewOf({
    status: stamped,
    system: scene.status === null ? null : { value: systemOf(), receivedAt: now },
    timeline: scene.timeline ?? null,
    session: sessionOf(scene.passphrase === undefined ? {} : { passphrase: scene.passphrase }),
    here,
  })
  return (
    <GalleryShell
      page="overview"
      link={{ kind: here.link, lastDataAt: here.now === now ? now : now - (here.now - now) }}
      simulated={scene.simulated === true}
      several={scene.several === true}
    >
      <OverviewView
        view={view}
        now={here.now}
        tape={
          scene.timeline == null ? (
            <LoadingBox what="the tape" since={now - 2000} height={124} />
          ) : (
            <Tape {...tapeOf(scene.timeline, 0, view)} />
          )
        }
        readingsFallback={<LoadingBox what="the status" since={now - 2000} height={420} />}
        changesFallback={<LoadingBox what="the changes" since={now - 2000} />}
        action={(item) => <Button>{item.href?.label}</Button>}
      />
    </GalleryShell>
  )
}
