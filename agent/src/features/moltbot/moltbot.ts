import type { components } from '@moltbot-ops/api/types'
import type { Bus } from '../../core/bus.ts'
import { type Clock, isoTime, type Timer } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Feature } from '../../core/handler.ts'
import type { Ids } from '../../core/ids.ts'
import type { Log } from '../../core/log.ts'
import { Problem } from '../../core/problem.ts'
import type { Host } from '../../host/host.ts'
import { createBootStore } from '../../moltbot/boots/boot-store.ts'
import { type BootKeeper, createBootKeeper } from '../../moltbot/boots/keep-boots.ts'
import type { JsonObject } from '../../moltbot/json.ts'
import type { Installation } from '../../moltbot/locate/installation.ts'
import type { ManagedService } from '../../moltbot/managed/managed-services.ts'
import { createObserver, type Observed } from '../../moltbot/observe/observe.ts'
import { lookEveryMs } from '../../moltbot/observe/watch-instance.ts'
import { createChangeStore } from './change-store.ts'
import { createInstanceStore, type InstanceStore, instanceOf } from './instance-store.ts'
import { barMs, createProbeBars } from './probe-bars.ts'
import { createRecorder, type MoltBotStatus, type Recorder } from './record-look.ts'
import { staleStatus, statusOfNothing } from './status-without-look.ts'

type InstanceList = components['schemas']['InstanceList']

export interface MoltbotDeps {
  host: Host
  clock: Clock
  ids: Ids
  /** In [0, 1); spreads reconnections. */
  random: () => number
  database: Database
  bus: Bus
  log: Log
  nodeId: string
  /** `--moltbot-home`: look only there; null looks everywhere. */
  moltbotHome: string | null
  /** What this agent installed: observed wherever it is. */
  managed(): readonly ManagedService[]
  /** Told every secret that is found in a config or environment, for the redactor. */
  onSecret: (name: string, value: string) => void
  /** Applied to everything that MoltBot wrote before it is kept or shown. */
  redact: (text: string) => string
}

/** One MoltBot for whoever acts on it. */
export interface Subject {
  instanceId: string
  label: string
  installation: Installation
  status: MoltBotStatus
}

export interface Moltbot {
  handlers: Feature<'getMoltbotStatus' | 'getMoltbotTimeline' | 'listInstances' | 'updateInstance'>
  /** Resolves after the first observation. */
  start(): Promise<void>
  stop(): Promise<void>
  /** User ids that gateways run as, or would: for telling whether MoltBot shares the agent's user. */
  instanceOwners(): number[]
  /** Where the gateways keep their state, for telling whose disk is nearly full. */
  stateDirs(): string[]
  /** The status of each instance, the default one first; one of `not_installed` when there is none. */
  statuses(): MoltBotStatus[]
  /** The instance that is meant, or the default one, as it was found. @throws Problem not_found, not_installed */
  chosen(instanceId: string | undefined): Observed
  /** The same with its name, place and status, for whoever acts on it. @throws Problem not_found, not_installed */
  subject(instanceId: string | undefined): Subject
  /** What is on this host, the default first. */
  installed(): { id: string; identity: string; port: number | null; label: string; version: string | null }[]
  /** The instance whose state is in this place; null before it was seen. */
  instanceAt(identity: string): Observed | null
  /** Asks the gateway of an instance over RPC, which is for rare questions; null when it is not connected. */
  askGateway(instanceId: string, method: string): Promise<JsonObject | null>
  /** The machine was changed under us, or we changed it: look at once. */
  onHostChanged(): Promise<void>
}

const dayMs = 86_400_000
const pruneEveryMs = 3_600_000
/** A machine without MoltBot is searched every two seconds. */
const searchHoldsMs = 10_000

/** Observes every MoltBot of this host and answers for them. */
export function createMoltbot(deps: MoltbotDeps): Moltbot {
  const { host, clock, ids, database, bus, log, nodeId } = deps
  const instances = createInstanceStore({
    database,
    ids,
    nodeId,
    firstLabel: async () => (await host.system.facts()).hostname,
  })
  const bootStore = createBootStore(database)
  const changes = createChangeStore(database, ids, nodeId)
  const bars = createProbeBars(database, nodeId)
  const kept = new Map<string, { boots: BootKeeper; recorder: Recorder; status: MoltBotStatus | null }>()
  const timers: Timer[] = []
  let rows: Awaited<ReturnType<InstanceStore['all']>> = []

  const observer = createObserver({
    ...deps,
    async adopt(installation: Installation) {
      const { row, isNew } = await instances.adopt(installation, clock.now())
      if (isNew)
        await changes.add(row.id, { at: clock.now(), kind: 'instance', title: 'Found', detail: installation.identity })
      const known = kept.get(row.id)
      if (known) return { instanceId: row.id, boots: known.boots }
      const boots = createBootKeeper({ store: bootStore, clock, nodeId, instanceId: row.id })
      const recorder = createRecorder({ database, bus, log, bars, changes, nodeId, instanceId: row.id })
      kept.set(row.id, { boots, recorder, status: null })
      return { instanceId: row.id, boots }
    },
    async onLook(instanceId, look) {
      const entry = kept.get(instanceId)
      if (!entry) return
      const before = entry.status?.state
      const status = await entry.recorder.record(look)
      entry.status = status
      bus.publish('status', status)
      if (before !== status.state) await publishInstances()
    },
    async onSearched(changed) {
      const here = present()
      for (const id of kept.keys()) if (!here.has(id)) kept.delete(id)
      if (changed) await publishInstances()
      if (observer.observed().length === 0) bus.publish('status', nothing())
    },
  })

  const publishInstances = async () => {
    rows = await instances.all()
    bus.publish('instances', list())
  }

  const present = () => new Map(observer.observed().map((observed) => [observed.instanceId, observed]))

  /** Evidence older than twice its interval is no evidence. */
  const statusOf = ({ instanceId, look }: Observed): MoltBotStatus => {
    const status = kept.get(instanceId)?.status
    if (!look || !status) return statusOfNothing(clock.now(), instanceId, 'not_looked_yet')
    const age = clock.monotonic() - look.evidence.at.mono
    return age > 2 * lookEveryMs ? staleStatus(status, clock.now(), age) : status
  }

  const list = (): InstanceList => {
    const here = present()
    return {
      items: rows.flatMap((row) => {
        const observed = here.get(row.id)
        return observed
          ? [instanceOf(row, statusOf(observed).state ?? 'unknown', observed.look?.evidence.port ?? null)]
          : []
      }),
      next_cursor: null,
    }
  }

  const ordered = (): Observed[] => {
    const here = present()
    const first = rows.filter(({ is_default }) => is_default === 1)
    return [...first, ...rows.filter((row) => !first.includes(row))].flatMap(({ id }) => here.get(id) ?? [])
  }

  /** The instance that is meant, or the default one; undefined when nothing is installed. */
  const chosen = (instanceId: string | undefined): Observed | undefined => {
    if (instanceId === undefined) return ordered()[0]
    const observed = present().get(instanceId)
    if (!observed)
      throw new Problem('not_found', 'There is no such instance. List the instances and take one of their ids.')
    return observed
  }

  const demandChosen = (instanceId: string | undefined): Observed => {
    const observed = chosen(instanceId)
    if (observed) return observed
    throw new Problem('not_installed', 'There is no MoltBot on this host yet. Install it first.')
  }

  const nothing = () => {
    const searched = observer.searchedAt()
    const isOld = searched === null || clock.monotonic() - searched.mono > searchHoldsMs
    return statusOfNothing(searched?.wall ?? clock.now(), null, isOld ? 'not_looked_yet' : 'nothing_found')
  }

  return {
    handlers: {
      async getMoltbotStatus({ query }) {
        const observed = chosen(query.instance_id)
        return observed ? statusOf(observed) : nothing()
      },
      async getMoltbotTimeline({ query }) {
        const observed = chosen(query.instance_id)
        const now = clock.now()
        const instanceId = observed?.instanceId ?? null
        const { from, bars: measured, median, slowest } = await bars.read(instanceId ?? '', now)
        return {
          instance_id: instanceId,
          from: isoTime(from),
          to: isoTime(now),
          step_seconds: barMs / 1000,
          median_ms: median,
          slowest_ms: slowest,
          bars: measured,
          changes: instanceId === null ? [] : await changes.since(instanceId, now - dayMs),
        }
      },
      listInstances: async () => list(),
      async updateInstance({ path, body }) {
        const row = await instances.update(path.id, body)
        const observed = present().get(path.id)
        if (!row || !observed) throw new Problem('not_found', 'There is no such instance.')
        await publishInstances()
        return instanceOf(row, statusOf(observed).state ?? 'unknown', observed.look?.evidence.port ?? null)
      },
    },
    async start() {
      const prune = async () => {
        await Promise.all([bootStore.prune(clock.now()), bars.prune(clock.now()), changes.prune(clock.now())])
      }
      await prune()
      rows = await instances.all()
      timers.push(
        clock.every(
          pruneEveryMs,
          () => void prune().catch((error) => log.error('Old rows were not removed', { error })),
        ),
      )
      await observer.start()
    },
    async stop() {
      for (const timer of timers.splice(0)) timer.cancel()
      await observer.stop()
      await bars.flush()
    },
    instanceOwners: () => [
      ...new Set(
        observer
          .observed()
          .map(({ installation, look }) => look?.evidence.process?.uid ?? installation.ownerUid)
          .filter((uid) => uid >= 0),
      ),
    ],
    stateDirs: () =>
      observer
        .observed()
        .filter(({ installation }) => installation.ownerUid >= 0)
        .map(({ installation }) => installation.stateDir),
    statuses() {
      const all = ordered().map(statusOf)
      return all.length > 0 ? all : [nothing()]
    },
    chosen: demandChosen,
    subject(instanceId) {
      const observed = demandChosen(instanceId)
      const label = rows.find(({ id }) => id === observed.instanceId)?.label ?? observed.instanceId
      return { instanceId: observed.instanceId, label, installation: observed.installation, status: statusOf(observed) }
    },
    installed: () =>
      ordered().map((observed) => ({
        id: observed.instanceId,
        identity: observed.installation.identity,
        port: observed.look?.evidence.port ?? observed.installation.portHint,
        label: rows.find(({ id }) => id === observed.instanceId)?.label ?? observed.instanceId,
        version: statusOf(observed).version ?? null,
      })),
    instanceAt: (identity) => [...present().values()].find((one) => one.installation.identity === identity) ?? null,
    askGateway: (instanceId, method) => observer.ask(instanceId, method),
    onHostChanged: () => observer.lookNow(),
  }
}
