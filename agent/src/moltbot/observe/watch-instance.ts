import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import type { Host } from '../../host/host.ts'
import { bootIdOf } from '../boots/boot-store.ts'
import type { BootKeeper } from '../boots/keep-boots.ts'
import type { Probe } from '../gateway/probe.ts'
import type { JsonObject } from '../json.ts'
import type { Installation } from '../locate/installation.ts'
import { failureOfStart } from '../log/boots-from-log.ts'
import type { LogEvent } from '../log/log-events.ts'
import { createLogReader } from '../log/read-log.ts'
import { type DerivedStatus, deriveStatus } from '../status/derive-status.ts'
import type { ConfigVerdict, Evidence, History } from '../status/evidence.ts'
import { advanceMarks, noMarks } from '../status/marks.ts'
import { createCredentials } from './credentials.ts'
import { createGatherer, type Gathered } from './gather.ts'
import { verdictOfLog, verdictOfParser } from './judge-config.ts'
import { createTalk } from './talk.ts'

/** One look and what it came to. */
export interface Look {
  evidence: Evidence
  history: History
  status: DerivedStatus
}

export interface Watcher {
  start(): Promise<void>
  stop(): Promise<void>
  /** What discovery found anew about the same installation. */
  update(installation: Installation): void
  /** Looks at once; resolves when that look is done. */
  lookNow(): Promise<void>
  latest(): Look | null
  /** Asks the running gateway; null when it is not connected or does not answer. */
  ask(method: string): Promise<JsonObject | null>
}

export interface WatcherDeps {
  host: Host
  clock: Clock
  random: () => number
  log: Log
  boots: BootKeeper
  installation: Installation
  instanceId: string
  onSecret: (name: string, value: string) => void
  redact: (text: string) => string
  onLook(look: Look): Promise<void>
}

export const lookEveryMs = 2000
/** After an edit of the config the log is read for MoltBot's opinion of it, for this long. */
const verdictWindowMs = 20_000
const refreshEveryMs = 60_000
/** A lock that was taken this long after its process began belongs to a restart inside the process. */
const insideAfterMs = 60_000

/** Watches one installation: one look every two seconds, at once when the session to it changes, never two at a time. */
export function watchInstance(deps: WatcherDeps): Watcher {
  const { host, clock, boots, instanceId, redact } = deps
  let installation = deps.installation
  let running: Promise<void> | null = null
  let again = false
  let stopped = false
  let timer: { cancel(): void } | null = null
  let latest: Look | null = null
  let marks = noMarks
  let verdict: ConfigVerdict | null = null
  let refreshedAt = Number.NEGATIVE_INFINITY
  let facts: { boot: string; prefix: string | null } | null = null
  let manager: Evidence['manager'] = null
  /** The milestones of the log when it was last read. */
  let heard: LogEvent[] = []
  /** The same, as last read in a start that does not open its port. */
  let heardInStart: LogEvent[] = []
  let firstLook = true

  const gatherer = createGatherer(host, clock, deps.onSecret)
  const logs = createLogReader(host)
  const startLogs = createLogReader(host)
  const credentials = createCredentials(host, deps.onSecret)
  const talk = createTalk({ network: host.network, clock, random: deps.random, redact, onChange: () => wake() })

  const logFile = ({ config }: Gathered) => (config.kind === 'read' ? config.config.logFile : null)
  const clean = (events: LogEvent[]) => events.map((event) => ({ ...event, message: redact(event.message) }))

  /** Brings the record of starts up to what was seen. */
  const record = async (gathered: Gathered) => {
    const { process, lock, probe } = gathered
    const owns = process !== null && lock?.pid === process.pid && lock.startTicks === process.startTicks
    const current = boots.current()
    if (owns) {
      const known = current?.pid === process.pid && current.start_ticks === process.startTicks
      const began = process.startedAt ?? lock.createdAt
      const inside = known ? current.id !== bootIdOf(instanceId, lock) : lock.createdAt - began > insideAfterMs
      const { hello } = talk.state()
      const { isNew } = await boots.begin({
        id: bootIdOf(instanceId, lock),
        bootId: null,
        pid: process.pid,
        startTicks: process.startTicks,
        version: gathered.startup?.version ?? null,
        startedAt: inside ? lock.createdAt : began,
      })
      if (isNew) talk.forget()
      await boots.identify(hello?.bootId ?? null, gathered.startup?.version ?? hello?.version ?? null)
      // Only a start that was watched from before it was ready tells how long a start takes.
      const watched = marks.bootId === boots.current()?.id && marks.seenUnready
      if (probe?.kind === 'answered' && probe.ready && watched) await boots.ready(clock.now())
    } else if (current && process === null) {
      const stale = lock?.pid === current.pid && lock.startTicks === current.start_ticks
      const announced = talk.state().ending?.kind === 'shutdown'
      const gaveBack = current.ready_at !== null || marks.readySince !== null
      const isClean = stale ? false : announced || gaveBack ? true : null
      await boots.end({
        at: clock.now(),
        clean: isClean,
        events: clean(await logs.read(installation, logFile(gathered))),
      })
    }
    const isDue = clock.monotonic() - refreshedAt > refreshEveryMs
    if (firstLook) {
      const events = clean(await logs.read(installation, logFile(gathered)))
      heard = events
      await boots.learn(events)
      if (gathered.config.kind === 'read') verdict = verdictOfLog(gathered.config.config, events)
    } else if (process === null) {
      const events = await logs.readIfChanged(installation, logFile(gathered))
      if (events) heard = clean(events)
      if (events || isDue) await boots.learn(heard)
    }
    if (isDue) {
      refreshedAt = clock.monotonic()
      manager = await host.services.manager()
      await boots.refresh()
    }
  }

  /** A restart inside the process that fails leaves the process alive, and says so nowhere but in the log. */
  const failureOf = async (gathered: Gathered): Promise<Evidence['startFailure']> => {
    const boot = boots.current()
    if (gathered.process === null || gathered.listener.kind !== 'closed' || boot === null || boot.ready_at !== null)
      return null
    const events = await startLogs.readIfChanged(installation, logFile(gathered))
    if (events) heardInStart = clean(events)
    return failureOfStart(heardInStart, boot.started_at)
  }

  /** MoltBot's opinion of the file on disk: from our parser, its log, or its own answer. */
  const judgeConfig = async ({ config, process }: Gathered) => {
    if (config.kind !== 'read') return null
    const own = verdictOfParser(config.config, clock.now())
    if (own) return own
    const asked = talk.verdict()
    if (asked?.hash === config.config.hash && asked.at >= (verdict?.at ?? 0)) return asked
    if (verdict?.hash === config.config.hash) return verdict
    const edited = clock.now() - config.config.modifiedAt
    if (process === null || edited < 0 || edited > verdictWindowMs || firstLook) return null
    const events = await logs.readIfChanged(installation, config.config.logFile)
    const told = events && verdictOfLog(config.config, clean(events))
    return told ?? null
  }

  const prefixOf = async ({ process }: Gathered): Promise<string | null> => {
    if (process === null) return facts?.prefix ?? prefixIn(installation.service?.execStart ?? '')
    const boot = `${process.pid} ${process.startTicks}`
    if (facts?.boot !== boot) {
      const [path] = await host.processes.openPaths(process.pid, '/node_modules/@openclaw/')
      facts = { boot, prefix: path === undefined ? null : prefixIn(path) }
    }
    return facts.prefix
  }

  const look = async () => {
    const before = boots.current()
    const gathered = await gatherer.gather(installation, before && { pid: before.pid, startTicks: before.start_ticks })
    // Without a database the state of the moment is still worth telling, above all when the disk is full.
    await record(gathered).catch((error: unknown) =>
      deps.log.error('What was seen of an installation could not be kept', { instance: instanceId, error }),
    )
    verdict = await judgeConfig(gathered)
    const credential = await credentials.of(gathered)
    if (gathered.listener.kind === 'owned' && mayGreet(gathered) && credential) {
      const url = `ws://${gathered.listener.address === '::1' ? '[::1]' : '127.0.0.1'}:${gathered.port}`
      // A proof holds for a while, but a new connection may end at whoever has taken the port since.
      const isOpen = talk.state().phase === 'connected'
      if (isOpen || (await gatherer.isStillOwned(gathered))) talk.aim({ url, credential })
    } else if (gathered.process === null || gathered.listener.kind === 'other') talk.aim(null)
    talk.ask(gathered.config.kind === 'read' ? gathered.config.config : null, verdict)

    const boot = boots.current()
    const link = talk.state()
    const evidence: Evidence = {
      ...gathered,
      probe: redactedProbe(gathered.probe, redact),
      at: { wall: clock.now(), mono: clock.monotonic() },
      manager,
      link: { ...link, ending: link.ending && { ...link.ending, message: redact(link.ending.message) } },
      hasCredential: credential !== null,
      channels: talk.channels(),
      configVerdict: verdict,
      version: gathered.startup?.version ?? link.hello?.version ?? boot?.version ?? latest?.evidence.version ?? null,
      prefix: await prefixOf(gathered),
      startFailure: await failureOf(gathered),
    }
    marks = advanceMarks(marks, evidence, boot?.id ?? null)
    const readyAt = boot?.ready_at ?? (marks.readySince === null ? null : (boot?.started_at ?? null))
    const history: History = {
      ...boots.summary(),
      boot: boot && { id: boot.id, startedAt: boot.started_at, readyAt },
      marks,
    }
    latest = { evidence, history, status: deriveStatus(evidence, history) }
    firstLook = false
    await deps.onLook(latest)
  }

  const lookOnce = async () => {
    try {
      await look()
    } catch (error) {
      // The state then grows old and is told as unknown; the next look may succeed.
      deps.log.error('An installation could not be looked at', { instance: instanceId, error })
    }
  }

  const cycle = (): Promise<void> => {
    timer?.cancel()
    const startedAt = clock.monotonic()
    running = (async () => {
      do {
        again = false
        await lookOnce()
      } while (again && !stopped)
      running = null
      if (!stopped) timer = clock.after(Math.max(0, startedAt + lookEveryMs - clock.monotonic()), () => void cycle())
    })()
    return running
  }

  const wake = () => {
    gatherer.forgetListener()
    if (stopped) return
    if (running) again = true
    else void cycle()
  }

  return {
    async start() {
      await boots.load()
      await cycle()
    },
    async stop() {
      stopped = true
      timer?.cancel()
      talk.stop()
      await running
    },
    update(next) {
      installation = next
    },
    async lookNow() {
      wake()
      await running
    },
    latest: () => latest,
    ask: (method) => talk.call(method),
  }
}

function redactedProbe(probe: Probe | null, redact: (text: string) => string): Probe | null {
  return probe && 'quote' in probe ? { ...probe, quote: redact(probe.quote) } : probe
}

/** A gateway that starts or drains refuses new sessions and writes down each attempt. */
function mayGreet({ probe }: Gathered): boolean {
  return (
    probe?.kind === 'answered' &&
    !probe.failing.some((name) => name === 'startup-sidecars' || name === 'gateway-draining')
  )
}

function prefixIn(path: string): string | null {
  return /(\/\S*?)\/node_modules\/(?:@openclaw|openclaw)\//.exec(path)?.[1] ?? null
}
