import type { Clock } from '../../core/clock.ts'
import { bootsFromLog, type LoggedBoot } from '../log/boots-from-log.ts'
import type { LogEvent } from '../log/log-events.ts'
import type { EndedBoot } from '../status/evidence.ts'
import { type Boot, type BootStore, loggedBootId } from './boot-store.ts'
import { matchLog } from './match-log.ts'

const dayMs = 86_400_000
const crashWindowMs = 600_000
const maxImported = 200
/** Longer than a start needs to take its lock, also on a machine that has much to do. */
const unseenMs = 90_000

/** What the boots of one instance say together. */
export interface BootSummary {
  lastExit: EndedBoot | null
  crashes: EndedBoot[]
  startDurations: number[]
  lastStartAt: number | null
  restarts24h: number
}

export interface Begin {
  id: string
  bootId: string | null
  pid: number
  startTicks: number
  version: string | null
  startedAt: number
}

export interface BootKeeper {
  current(): Boot | null
  summary(): BootSummary
  /** Takes up where an earlier run of the agent left off. */
  load(): Promise<void>
  /** A start was seen. The one before has ended, if it had not. */
  begin(begin: Begin): Promise<{ isNew: boolean }>
  ready(at: number): Promise<void>
  identify(bootId: string | null, version: string | null): Promise<void>
  /** The present start has ended, at the latest at `at`. What the log says of it is more exact. */
  end(end: { at: number; clean: boolean | null; events: LogEvent[] }): Promise<void>
  /** Takes from the log what nobody saw: missed starts, and how known ones ended. True when it told something new. */
  learn(events: LogEvent[]): Promise<boolean>
  /** Figures that depend on the time are reckoned anew. */
  refresh(): Promise<void>
}

export interface BootKeeperDeps {
  store: BootStore
  clock: Clock
  nodeId: string
  instanceId: string
}

const nothing: BootSummary = { lastExit: null, crashes: [], startDurations: [], lastStartAt: null, restarts24h: 0 }

/** Keeps the starts and ends of one instance in the database. */
export function createBootKeeper({ store, clock, nodeId, instanceId }: BootKeeperDeps): BootKeeper {
  let current: Boot | null = null
  let summary = nothing

  const refresh = async () => {
    const now = clock.now()
    const [crashes, latest, lastExit, startDurations, restarts24h] = await Promise.all([
      store.crashesSince(instanceId, now - crashWindowMs),
      store.latest(instanceId),
      store.lastExit(instanceId),
      store.startDurations(instanceId),
      store.restarts24h(instanceId, now),
    ])
    summary = { lastExit, crashes, startDurations, lastStartAt: (current ?? latest)?.started_at ?? null, restarts24h }
  }

  const change = async (boot: Boot, changes: Partial<Boot>) => {
    await store.change(boot.id, changes)
    Object.assign(boot, changes)
  }

  const add = async (logged: LoggedBoot) => {
    await store.add({
      id: loggedBootId(instanceId, logged.startedAt),
      node_id: nodeId,
      instance_id: instanceId,
      boot_id: null,
      pid: 0,
      start_ticks: 0,
      version: null,
      started_at: logged.startedAt,
      ready_at: logged.readyAt,
      ended_at: logged.endedAt,
      clean: flag(logged.clean),
      exit_code: logged.exitCode,
      message: logged.message,
    })
  }

  const learn = async (events: LogEvent[]): Promise<boolean> => {
    const now = clock.now()
    const logged = bootsFromLog(events)
      .filter(({ startedAt }) => startedAt > now - dayMs && startedAt <= now + crashWindowMs)
      .slice(-maxImported)
    const [first] = logged
    if (!first) return false
    const { known, missed } = matchLog(await store.since(instanceId, first.startedAt - crashWindowMs), logged)
    const news = missed.filter((entry) => !(current ? isStillStarting(entry, current) : mayBeStarting(entry, now)))
    for (const entry of news) await add(current ? entry : closed(entry))
    let told = news.length > 0
    for (const { boot, logged: entry } of known) {
      const isCurrent = boot.id === current?.id
      const changes = additions(boot, entry, isCurrent)
      if (Object.keys(changes).length === 0) continue
      await store.change(boot.id, changes)
      if (isCurrent && current) Object.assign(current, changes)
      told = true
    }
    if (told) await refresh()
    return told
  }

  return {
    current: () => current,
    summary: () => summary,
    async load() {
      const latest = await store.latest(instanceId)
      current = latest?.ended_at === null && latest.pid > 0 ? latest : null
      await refresh()
    },
    async begin({ id, bootId, pid, startTicks, version, startedAt }) {
      if (current?.id === id) return { isNew: false }
      const before = current
      if (before) {
        // The same process under a new lock: it restarted itself, which it does only in good order.
        const inside = before.pid === pid && before.start_ticks === startTicks
        await change(before, { ended_at: Math.max(startedAt, before.started_at), clean: inside ? 1 : before.clean })
      }
      const boot: Boot = {
        id,
        node_id: nodeId,
        instance_id: instanceId,
        boot_id: bootId,
        pid,
        start_ticks: startTicks,
        version,
        started_at: startedAt,
        ready_at: null,
        ended_at: null,
        clean: null,
        exit_code: null,
        message: null,
      }
      await store.add(boot)
      current = boot
      await refresh()
      return { isNew: true }
    },
    async ready(at) {
      if (!current || current.ready_at !== null) return
      await change(current, { ready_at: at })
      await refresh()
    },
    async identify(bootId, version) {
      const changes = { ...(bootId && { boot_id: bootId }), ...(version && { version }) }
      if (
        !current ||
        (current.boot_id === (bootId ?? current.boot_id) && current.version === (version ?? current.version))
      )
        return
      await change(current, changes)
    },
    async end({ at, clean, events }) {
      const ended = current
      if (!ended) return
      current = null
      await store.change(ended.id, { clean: flag(clean) })
      await learn(events)
      const now = await store.byId(ended.id)
      if (now && now.ended_at === null) await store.change(ended.id, { ended_at: Math.max(at, ended.started_at) })
      await refresh()
    },
    learn,
    refresh,
  }
}

/** A line that belongs to the present start although it was written long after the process began. */
function isStillStarting(entry: LoggedBoot, current: Boot): boolean {
  return current.ready_at === null && entry.startedAt >= current.started_at && !entry.inside
}

/** The line comes before the lock: what began a moment ago will be seen as a process, or be known to have ended. */
function mayBeStarting({ startedAt, endedAt }: LoggedBoot, now: number): boolean {
  return endedAt === null && now - startedAt < unseenMs
}

/** Nothing runs, so a start without an end was cut off, at the latest moment that the log knows of it or soon after. */
function closed(entry: LoggedBoot): LoggedBoot {
  return entry.endedAt === null ? { ...entry, endedAt: entry.readyAt ?? entry.startedAt, clean: false } : entry
}

/** What the log knows more than the row. The present start is alive, so nothing is taken about its end. */
function additions(boot: Boot, logged: LoggedBoot, isCurrent: boolean): Partial<Boot> {
  const changes: Partial<Boot> = {}
  if (boot.ready_at === null && logged.readyAt !== null) changes.ready_at = logged.readyAt
  if (isCurrent) return changes
  if (boot.clean === null && logged.clean !== null) changes.clean = flag(logged.clean)
  if (boot.ended_at === null && logged.endedAt !== null) changes.ended_at = logged.endedAt
  if (boot.message === null && logged.message !== null) {
    changes.message = logged.message
    changes.clean = 0
  }
  if (boot.exit_code === null && logged.exitCode !== null) changes.exit_code = logged.exitCode
  return changes
}

function flag(value: boolean | null): 0 | 1 | null {
  return value === null ? null : value ? 1 : 0
}
