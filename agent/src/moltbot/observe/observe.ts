import type { Clock, Timer } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import type { Host } from '../../host/host.ts'
import type { BootKeeper } from '../boots/keep-boots.ts'
import type { JsonObject } from '../json.ts'
import type { Installation } from '../locate/installation.ts'
import { locate } from '../locate/locate.ts'
import { createSources } from '../locate/sources.ts'
import type { ManagedService } from '../managed/managed-services.ts'
import type { Moment } from '../status/evidence.ts'
import { type Look, type Watcher, watchInstance } from './watch-instance.ts'

export interface Observed {
  instanceId: string
  installation: Installation
  look: Look | null
}

export interface Observer {
  /** Resolves after the first look at everything that was found. */
  start(): Promise<void>
  stop(): Promise<void>
  /** Looks for installations and at each of them at once. */
  lookNow(): Promise<void>
  observed(): Observed[]
  /** Asks the gateway of an instance over RPC; null when it cannot be asked now. */
  ask(instanceId: string, method: string): Promise<JsonObject | null>
  /** When the last search for installations ended; null before the first. */
  searchedAt(): Moment | null
}

export interface ObserverDeps {
  host: Host
  clock: Clock
  random: () => number
  log: Log
  moltbotHome: string | null
  /** What this agent installed. */
  managed(): readonly ManagedService[]
  onSecret: (name: string, value: string) => void
  redact: (text: string) => string
  /** Gives an installation its lasting id, and the keeper of its starts. */
  adopt(installation: Installation): Promise<{ instanceId: string; boots: BootKeeper }>
  onLook(instanceId: string, look: Look): Promise<void>
  /** Called after each search; `changed` when instances came or went. */
  onSearched(changed: boolean): Promise<void>
}

/** How often the machine is searched: rarely while a gateway runs, for then the looks at it notice everything that matters. */
const searchRunningMs = 15_000
const searchIdleMs = 2000

/** Finds installations and keeps one watcher on each. One that hangs or fails holds up none of the others. */
export function createObserver(deps: ObserverDeps): Observer {
  const { host, clock, log } = deps
  const sources = createSources(host, clock)
  const watched = new Map<string, { instanceId: string; installation: Installation; watcher: Watcher }>()
  let searching: Promise<void> | null = null
  let timer: Timer | null = null
  let stopped = false
  let searchedAt: Moment | null = null

  const search = async () => {
    const found = await locate(host, sources, { moltbotHome: deps.moltbotHome, managed: deps.managed() })
    const starts: Promise<void>[] = []
    const gone = [...watched.keys()].filter(
      (identity) => !found.some((installation) => installation.identity === identity),
    )
    for (const identity of gone) {
      await watched.get(identity)?.watcher.stop()
      watched.delete(identity)
    }
    let changed = gone.length > 0
    for (const installation of found) {
      const known = watched.get(installation.identity)
      const { instanceId, boots } = await deps.adopt(installation)
      if (known) {
        known.installation = installation
        known.watcher.update(installation)
        continue
      }
      const watcher = watchInstance({
        host,
        clock,
        log,
        boots,
        installation,
        instanceId,
        random: deps.random,
        onSecret: deps.onSecret,
        redact: deps.redact,
        onLook: async (look) => {
          const ran = watched.get(installation.identity)?.watcher.latest()?.evidence.process !== null
          await deps.onLook(instanceId, look)
          if (ran && look.evidence.process === null) searchSoon()
        },
      })
      watched.set(installation.identity, { instanceId, installation, watcher })
      starts.push(watcher.start())
      changed = true
    }
    searchedAt = { wall: clock.now(), mono: clock.monotonic() }
    await deps.onSearched(changed)
    await Promise.all(starts)
  }

  const searchOnce = (): Promise<void> => {
    timer?.cancel()
    searching ??= search()
      .catch((error: unknown) => log.error('The search for installations failed', { error }))
      .finally(() => {
        searching = null
        if (!stopped) timer = clock.after(anyRuns() ? searchRunningMs : searchIdleMs, () => void searchOnce())
      })
    return searching
  }

  const anyRuns = () => [...watched.values()].some(({ watcher }) => watcher.latest()?.evidence.process !== null)
  const searchSoon = () => {
    if (stopped || searching) return
    timer?.cancel()
    timer = clock.after(searchIdleMs, () => void searchOnce())
  }

  return {
    start: searchOnce,
    async stop() {
      stopped = true
      timer?.cancel()
      await searching
      await Promise.all([...watched.values()].map(({ watcher }) => watcher.stop()))
    },
    async lookNow() {
      await searchOnce()
      await Promise.all([...watched.values()].map(({ watcher }) => watcher.lookNow()))
    },
    observed: () =>
      [...watched.values()].map(({ instanceId, installation, watcher }) => ({
        instanceId,
        installation,
        look: watcher.latest(),
      })),
    ask(instanceId, method) {
      const found = [...watched.values()].find((one) => one.instanceId === instanceId)
      return found ? found.watcher.ask(method) : Promise.resolve(null)
    },
    searchedAt: () => searchedAt,
  }
}
