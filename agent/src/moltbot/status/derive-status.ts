import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../core/clock.ts'
import { urlOf } from '../gateway/prove-listener.ts'
import { median, startBudgetMs } from './budget.ts'
import type { Evidence, History } from './evidence.ts'
import { findingsOf } from './findings.ts'
import { judgeContainer } from './judge-container.ts'
import { judgeRunning } from './judge-running.ts'
import { judgeStopped } from './judge-stopped.ts'
import { because, seen, type Verdict } from './verdict.ts'

type Schemas = components['schemas']
export type DerivedStatus = Omit<Required<Schemas['MoltBotStatus']>, 'instance_id' | 'since' | 'interval_seconds'>

/** One state with its reasons, from what was seen now and before. Pure: the same evidence gives the same status. */
export function deriveStatus(evidence: Evidence, history: History): DerivedStatus {
  const { installation, config, process, channels, version, at } = evidence
  const { state, reasons } = judge(evidence, history)
  return {
    installed: true,
    running: process !== null ? state !== 'unknown' : (installation.container?.running ?? false) && state !== 'unknown',
    version,
    service_manager: serviceManager(evidence),
    config_path: installation.configPath,
    last_start_time: timeOrNull(history.lastStartAt),
    restart_count_24h: history.restarts24h,
    gateway_connected: state !== 'unknown' && evidence.link.phase === 'connected',
    state,
    reasons,
    findings: findingsOf(evidence, history),
    gateway: gatewayOf(evidence, history),
    channels: process === null ? [] : channels.map(channelOf),
    process: processOf(evidence),
    config: config.kind === 'read' ? configOf(evidence, config.config) : null,
    last_exit: history.lastExit && {
      at: isoTime(history.lastExit.at),
      clean: history.lastExit.clean,
      code: history.lastExit.exitCode,
      message: history.lastExit.message,
    },
    startup: state === 'starting' ? startupOf(evidence, history) : null,
    install: installOf(evidence),
    observed_at: isoTime(at.wall),
  }
}

/** Of a container only what its engine tells is known: its first process, which is another one after each start. */
function processOf({ process, installation: { container } }: Evidence): DerivedStatus['process'] {
  if (process === null) {
    if (!container?.running || container.pid === null) return null
    const started_at = timeOrNull(container.startedAt)
    return { pid: container.pid, user: null, started_at, rss_bytes: null, cpu_seconds: null }
  }
  return {
    pid: process.pid,
    user: process.userName,
    started_at: timeOrNull(process.startedAt),
    rss_bytes: process.rssBytes,
    cpu_seconds: process.cpuSeconds,
  }
}

function judge(evidence: Evidence, history: History): Verdict {
  const { unreadable, at, installation, process } = evidence
  if (unreadable !== null) {
    const said = seen(at.wall, 'file', 'The state directory could not be looked into.', { quote: unreadable })
    return {
      state: 'unknown',
      reasons: [because('not_readable', 'MoltBot Ops may not look into this installation.', said)],
    }
  }
  if (process !== null) return judgeRunning(evidence, history)
  if (installation.container) return judgeContainer(evidence, installation.container)
  return judgeStopped(evidence, history)
}

function gatewayOf(
  { listener, port, probe, live, version, link, hasCredential, process, installation }: Evidence,
  { marks }: History,
): Schemas['Gateway'] {
  if (process === null && !installation.container?.running) return null
  const answered = probe?.kind === 'answered' ? probe : null
  const refused =
    link.ending?.kind === 'refused_token' || link.ending?.kind === 'refused_protocol' ? link.ending.kind : null
  const failed = refused ?? (link.ending === null ? null : ('unreachable' as const))
  const rpc =
    link.phase === 'waiting'
      ? (failed ?? 'unreachable')
      : link.phase === 'connecting'
        ? (failed ?? 'connecting')
        : link.phase
  const loop = answered?.eventLoop
  return {
    url: urlOf(listener.kind === 'owned' ? listener.address : '127.0.0.1', port),
    latency_ms: answered ? rounded(answered.latencyMs) : null,
    version,
    boot_id: link.hello?.bootId ?? null,
    live,
    ready: answered ? answered.ready : marks.readySince === null ? null : false,
    failing: answered?.failing ?? [],
    rpc: listener.kind === 'owned' || listener.kind === 'closed' ? (hasCredential ? rpc : 'no_token') : 'not_proven',
    event_loop: loop
      ? { degraded: loop.degraded, delay_p99_ms: loop.delayP99Ms, utilization: loop.utilization, reasons: loop.reasons }
      : null,
  }
}

function channelOf(channel: Evidence['channels'][number]): Schemas['Channel'] {
  return {
    id: channel.id,
    account: channel.account,
    configured: channel.configured,
    running: channel.running,
    connected: channel.connected,
    lifecycle: channel.lifecycle,
    last_error: channel.lastError,
    last_inbound_at: timeOrNull(channel.lastInboundAt),
    observed_at: isoTime(channel.observedAt),
  }
}

function configOf(
  { configVerdict, process }: Evidence,
  { hash, modifiedAt }: { hash: string; modifiedAt: number },
): Schemas['ConfigState'] {
  const verdict = configVerdict?.hash === hash ? configVerdict : null
  return {
    hash,
    valid: verdict?.valid ?? null,
    pending_invalid_edit: verdict?.valid === false && process !== null,
    issues: verdict?.issues ?? [],
    changed_at: isoTime(modifiedAt),
  }
}

function startupOf({ at, pending }: Evidence, { boot, marks, startDurations }: History): Schemas['Startup'] {
  const usual = median(startDurations)
  // An announced restart has no boot of its own yet: it counts from the announcement, not from the start before it.
  const announced = marks.restartAnnouncedAt
  const elapsed = announced === null ? at.wall - (boot?.startedAt ?? at.wall) : at.mono - announced
  return {
    elapsed_seconds: Math.max(0, Math.round(elapsed / 100) / 10),
    budget_seconds: Math.round(startBudgetMs(startDurations) / 1000),
    usual_seconds: usual === null ? null : Math.round(usual / 100) / 10,
    pending,
  }
}

function installOf({ installation, prefix }: Evidence): Schemas['Installation'] {
  const { container, service, managed } = installation
  const brew = prefix !== null && /\/(?:Cellar|homebrew)\//.test(prefix)
  return {
    method: container ? 'docker' : brew ? 'brew' : prefix !== null ? 'npm' : 'unknown',
    prefix,
    managed_by: managed ? 'moltbot_ops' : service || container ? 'other' : 'none',
  }
}

function serviceManager({ installation: { container, service, managed }, manager }: Evidence): string {
  if (managed) return managed.manager
  if (container) return 'docker'
  return service?.manager ?? manager ?? 'none'
}

function timeOrNull(milliseconds: number | null): string | null {
  // A time that MoltBot invented may lie outside what a date can hold.
  return milliseconds === null || Math.abs(milliseconds) > 8e15 ? null : isoTime(milliseconds)
}

function rounded(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10
}
