import type { MarkKind } from '../../ui/Mark.tsx'
import { percent, size } from '../../ui/size-words.ts'
import type { MoltBotStatus, SystemInfo } from '../../wire.ts'
import { ageOf, isStale, onOurClock, type Stamped, type Surroundings } from './freshness.ts'
import { titled, together } from './naming.ts'
import { overviewWords } from './overview-words.ts'
import type { Verdict } from './verdict.ts'

export interface Reading {
  id: string
  label: string
  mark: MarkKind | null
  value: string
  detail: string
  /** Set where the value is too old: the badge says when it was last seen. */
  lastSeenAt: number | null
}

const words = overviewWords.readings
/** The host's own figures are read less often than MoltBot is. */
const systemIntervalSeconds = 30
const lowShare = 0.1
/** Channels are asked for at most once a minute, and a quiet one is no news. */
const channelsTrustedMs = 300_000

type Row = Omit<Reading, 'lastSeenAt'> & Partial<Pick<Reading, 'lastSeenAt'>>

/** What was measured, one line each. Old values turn to unknown with their age; nothing green stands beside an old time. */
export function moltbotReadings(
  status: Stamped<MoltBotStatus> | null,
  verdict: Verdict,
  here: Surroundings,
): Reading[] {
  const value = status?.value ?? null
  if (value === null || verdict.state === 'asking' || verdict.state === 'not_installed') return []
  const rows = [gateway(value), channels(value, here), version(value), eventLoop(value), restarts(value, here)]
  if (verdict.state !== 'unknown') return rows.map((row) => ({ lastSeenAt: null, ...row }))
  const seen =
    value.observed_at === undefined ? status?.receivedAt : onOurClock(Date.parse(value.observed_at), here.agentOffset)
  return rows.map((row) => ({ ...row, mark: 'unknown', value: words.unknown, detail: '', lastSeenAt: seen ?? null }))
}

function gateway(status: MoltBotStatus): Row {
  const row = { id: 'gateway', label: words.gateway }
  const found = status.gateway
  if (found == null || (!status.running && found.live !== true)) {
    return {
      ...row,
      mark: status.running ? 'broken' : null,
      value: status.running ? words.noAnswer : words.notRunning,
      detail: '',
    }
  }
  const answers = found.latency_ms === null ? '' : words.answersIn(found.latency_ms)
  if (found.ready === true) return { ...row, mark: 'fine', value: words.ready, detail: answers }
  if (found.live === true) {
    const detail = found.failing.length > 0 ? words.waitsFor(together(found.failing)) : answers
    return { ...row, mark: status.state === 'starting' ? 'busy' : 'look', value: words.notReady, detail }
  }
  if (found.live === null) return { ...row, mark: 'unknown', value: words.unknown, detail: '' }
  return { ...row, mark: 'broken', value: words.noAnswer, detail: '' }
}

/** MoltBot tells about its channels over the connection that it grants; without it the last word is only that. */
function channels(status: MoltBotStatus, here: Surroundings): Row {
  const row = { id: 'channels', label: words.channels }
  const all = status.channels?.filter((channel) => channel.configured) ?? []
  const names = together(all.map((channel) => titled(channel.id)))
  const told =
    all.length === 0
      ? null
      : onOurClock(Math.max(...all.map((channel) => Date.parse(channel.observed_at))), here.agentOffset)
  const mute = status.gateway?.live !== true || (status.gateway.rpc !== 'connected' && all.length === 0)
  if (mute || (told !== null && here.now - told > channelsTrustedMs)) {
    return { ...row, mark: 'unknown', value: words.unknown, detail: '', lastSeenAt: told }
  }
  if (all.length === 0) return { ...row, mark: 'info', value: words.noChannels, detail: '' }
  if (all.every((channel) => channel.connected === null)) {
    return { ...row, mark: 'unknown', value: words.channelsUnsaid(all.length), detail: words.channelsUnsaidDetail }
  }
  const silent = all.filter((channel) => channel.connected !== true)
  const value = words.channelsAnswer(all.length - silent.length, all.length)
  if (silent.length === 0) return { ...row, mark: 'fine', value, detail: names }
  // Right after a start channels are still connecting; the agent says when it has become too long.
  const mark = status.state === 'running' ? 'info' : 'look'
  return { ...row, mark, value, detail: words.silent(together(silent.map((channel) => titled(channel.id)))) }
}

function version(status: MoltBotStatus): Row {
  const install = status.install
  const detail = install == null ? '' : words.by(install.method, words.managed[install.managed_by])
  return { id: 'version', label: words.version, mark: null, value: status.version ?? words.unknown, detail }
}

function eventLoop(status: MoltBotStatus): Row {
  const row = { id: 'process', label: words.process }
  const loop = status.gateway?.event_loop
  const rss = status.process?.rss_bytes
  const held = rss == null ? '' : words.memoryOf(size(rss))
  if (loop == null) return { ...row, mark: 'unknown', value: words.unknown, detail: held }
  const delay = loop.delay_p99_ms === null ? held : words.delay(loop.delay_p99_ms)
  return {
    ...row,
    mark: loop.degraded ? 'look' : 'fine',
    value: loop.degraded ? words.heldUp : words.calm,
    detail: delay,
  }
}

function restarts(status: MoltBotStatus, here: Surroundings): Row {
  const count = status.restart_count_24h ?? 0
  const start = status.last_start_time
  const detail = start == null ? '' : words.started(onOurClock(Date.parse(start), here.agentOffset), here.now)
  const value = count === 0 ? words.noRestarts : words.restartsIn(count)
  return { id: 'restarts', label: words.restarts, mark: count === 0 ? 'fine' : 'info', value, detail }
}

export interface FullestDisk {
  mount: string
  freeBytes: number
  totalBytes: number | null
  low: boolean
}

/** Of the file systems that matter here, the one with the smallest share left. */
export function fullestDisk(system: SystemInfo | null): FullestDisk | null {
  if (system === null) return null
  const disks = system.disks?.filter((disk) => disk.total_bytes > 0) ?? []
  const [fullest] = disks.toSorted((a, b) => a.free_bytes / a.total_bytes - b.free_bytes / b.total_bytes)
  if (fullest === undefined) return { mount: '/', freeBytes: system.disk_free_bytes, totalBytes: null, low: false }
  const low =
    fullest.free_bytes / fullest.total_bytes < lowShare ||
    (system.findings?.some((found) => found.id === 'disk_low') ?? false)
  return { mount: fullest.mount, freeBytes: fullest.free_bytes, totalBytes: fullest.total_bytes, low }
}

/** The host does not depend on MoltBot, so its figures stand while MoltBot is down. */
export function hostReadings(system: Stamped<SystemInfo> | null, here: Surroundings): Reading[] {
  const disk = fullestDisk(system?.value ?? null)
  if (system === null || disk === null) return []
  const { value, receivedAt } = system
  const observedAt = value.observed_at === undefined ? null : Date.parse(value.observed_at)
  const stale = isStale(ageOf(observedAt, receivedAt, here.now, here.agentOffset), systemIntervalSeconds)
  const free = value.memory_available_bytes
  const rows: Row[] = [
    {
      id: 'disk',
      label: words.disk,
      mark: disk.low ? 'look' : 'fine',
      value: words.free(size(disk.freeBytes)),
      detail: disk.totalBytes === null ? '' : words.ofOn(size(disk.totalBytes), disk.mount),
    },
    {
      id: 'memory',
      label: words.memory,
      mark: free == null ? null : free / value.memory_bytes < lowShare ? 'look' : 'fine',
      value: free == null ? size(value.memory_bytes) : words.free(size(free)),
      detail: free == null ? '' : `${words.of(size(value.memory_bytes))}, ${percent(free, value.memory_bytes)}`,
    },
  ]
  if (!stale) return rows.map((row) => ({ ...row, lastSeenAt: null }))
  const seen = observedAt === null ? receivedAt : onOurClock(observedAt, here.agentOffset)
  return rows.map((row) => ({ ...row, mark: 'unknown', value: words.unknown, detail: '', lastSeenAt: seen }))
}
