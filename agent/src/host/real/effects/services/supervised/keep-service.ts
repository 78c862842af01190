import type { Clock, Timer } from '../../../../../core/clock.ts'
import type { Log } from '../../../../../core/log.ts'
import type { OneAtATime } from '../../../../../core/one-at-a-time.ts'
import type { ServiceDefinition, ServiceState } from '../../../../effects.ts'
import { HostError } from '../../../../host.ts'
import { type BackOffPolicy, backOffMs } from './back-off.ts'
import { describeRun } from './describe-run.ts'
import type { End, WaitingProcess } from './launch.ts'
import type { ProcessIdentity, RunState, SupervisedProcess } from './run-state.ts'
import type { ServiceLog } from './service-log.ts'
import type { ServiceRecords } from './service-records.ts'
import type { SupervisedProcesses } from './supervised-process.ts'

export interface KeepServiceDeps {
  clock: Clock
  random: () => number
  log: Log
  records: Pick<ServiceRecords, 'writeRun'>
  processes: SupervisedProcesses
  serviceLog: ServiceLog
  launch(definition: ServiceDefinition): Promise<WaitingProcess>
  /** Who holds the state directory now, by MoltBot's own lock; null when nobody is known to. */
  stateOwner(definition: ServiceDefinition): Promise<Pick<ProcessIdentity, 'pid' | 'startTicks'> | null>
  inTurn: OneAtATime
  backOff: BackOffPolicy
}

/** One service that is kept running. Its verbs run one after another, and each is on disk before it takes effect. */
export interface KeptService {
  definition(): ServiceDefinition
  /** What counts from the next start on. @throws HostError failed, for another account while it runs */
  redefine(definition: ServiceDefinition): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
  restart(): Promise<void>
  /** After a start of the agent: takes up what runs, starts what should. */
  resume(): Promise<void>
  state(): ServiceState
  /** Lets go of it without ending it. */
  close(): void
}

/** Exit code of a MoltBot whose config or state was refused: the same would happen again. */
const refusedCode = 78
const trimEveryMs = 60_000

export function keepService(deps: KeepServiceDeps, defined: ServiceDefinition, saved: RunState): KeptService {
  const { clock, log, records, processes, serviceLog, backOff } = deps
  const { name } = defined
  let definition = defined
  let owner = defined.owner
  let run = saved
  let trouble: string | null = null
  let retry: Timer | null = null
  /** While it runs: who looks whether it still does, and who cuts its log. */
  let watches: Timer[] = []
  let closed = false
  const inTurn = <T>(task: () => Promise<T>) => deps.inTurn(name, task)

  /** What will be: on disk before it counts. */
  const save = async (changes: Partial<RunState>) => {
    const next = { ...run, ...changes }
    await records.writeRun(name, next)
    run = next
  }
  /** What has happened counts also when the disk is full. */
  const note = async (changes: Partial<RunState>) => {
    run = { ...run, ...changes }
    await records.writeRun(name, run)
  }
  const inBackground = (task: () => Promise<void>) => {
    if (closed) return
    void inTurn(task).catch((error: unknown) => {
      log.warn('A supervised service is in trouble.', { service: name, error })
      retryAfter(error)
    })
  }
  const retryAfter = (error: unknown) => {
    trouble = error instanceof Error ? error.message : String(error)
    retryIn(backOffMs(backOff, run.failures + 1, deps.random()))
  }
  const retryIn = (milliseconds: number) => {
    retry?.cancel()
    if (closed) return
    retry = clock.after(milliseconds, () => inBackground(startAgain))
  }
  const forgetTimers = () => {
    for (const timer of [retry, ...watches]) timer?.cancel()
    retry = null
    watches = []
  }

  /** Ends can be told late and twice: only that of the process that is on record counts. */
  const onEnd = (ended: SupervisedProcess) => (end: End) =>
    inBackground(async () => {
      if (run.process === null || run.process.pid !== ended.pid || run.process.startTicks !== ended.startTicks) return
      await processes.clearGroup(ended, owner)
      await recordEnd(ended, end)
    })
  const recordEnd = async (ended: SupervisedProcess, end: End) => {
    forgetTimers()
    const at = clock.now()
    const lastEnd = { ...end, at, bootId: processes.bootId }
    const held = end.code === refusedCode
    if (run.wanted === 'down' || held) return note({ process: null, lastEnd, held, nextStartAt: null })
    const failures = (at - ended.startedAt >= backOff.stableMs ? 0 : run.failures) + 1
    const wait = backOffMs(backOff, failures, deps.random())
    retryIn(wait)
    await note({ process: null, lastEnd, failures, nextStartAt: at + wait })
  }

  const follow = (process: SupervisedProcess, ended: Promise<End> | null) => {
    const gone = onEnd(process)
    watches.push(clock.every(trimEveryMs, () => void serviceLog.trim(definition).catch(tellTrouble)))
    if (ended === null) watches.push(processes.whenGone(process, owner, gone))
    else void ended.then(gone)
  }
  const tellTrouble = (error: unknown) => log.warn('The log of a service was not cut.', { service: name, error })

  /** A MoltBot on this state that somebody else started is taken up: a second one could only fail. */
  const takeUp = async (): Promise<boolean> => {
    const found = await deps.stateOwner(definition)
    if (found === null) return false
    const process = { ...found, bootId: processes.bootId, startedAt: clock.now(), leadsGroup: false }
    if (!(await processes.isAlive(process, owner))) return false
    await save({ process, nextStartAt: null, held: false })
    follow(process, null)
    return true
  }
  const launch = async (changes: Partial<Pick<RunState, 'restarts' | 'failures' | 'lastEnd'>> = {}) => {
    forgetTimers()
    trouble = null
    if (run.process !== null) await processes.clearGroup(run.process, owner)
    if (await takeUp()) return
    await serviceLog.prepare(definition)
    await serviceLog.trim(definition)
    const waiting = await deps.launch(definition)
    const { pid, startTicks } = waiting
    const process = { pid, startTicks, bootId: processes.bootId, startedAt: clock.now(), leadsGroup: true }
    try {
      await save({ ...changes, process, nextStartAt: null, held: false })
    } catch (error) {
      waiting.discard()
      throw error
    }
    waiting.release()
    follow(process, waiting.ended)
  }
  const runs = async () => run.process !== null && (await processes.isAlive(run.process, owner))
  const startAgain = async () => {
    if (run.wanted === 'down' || run.held || (await runs())) return
    await launch({ restarts: run.restarts + 1 })
  }
  const endProcess = async () => {
    forgetTimers()
    const { process } = run
    if (process === null) return
    await processes.end(process, owner, definition.stopBudgetMs)
    await note({ process: null, lastEnd: { code: null, signal: null, at: clock.now(), bootId: processes.bootId } })
  }
  const up: Partial<RunState> = { wanted: 'up', held: false, failures: 0, nextStartAt: null }

  /** A person who starts it is told what stands in the way; it is tried again all the same. */
  const launchOrTell = () =>
    launch().catch((error: unknown) => {
      retryAfter(error)
      throw error
    })

  return {
    definition: () => definition,
    redefine: (next) =>
      inTurn(async () => {
        if (next.owner.uid !== owner.uid && (await runs())) {
          throw new HostError('failed', `Stop ${name} before it moves to another account.`)
        }
        definition = next
        owner = next.owner
      }),
    start: () =>
      inTurn(async () => {
        await save(up)
        if (!(await runs())) await launchOrTell()
      }),
    stop: () =>
      inTurn(async () => {
        await save({ wanted: 'down', held: false, nextStartAt: null })
        await endProcess()
      }),
    restart: () =>
      inTurn(async () => {
        await save(up)
        await endProcess()
        await launchOrTell()
      }),
    resume: () => inTurn(() => resume()),
    state: () => describeRun(run, trouble, clock.now()),
    close() {
      closed = true
      forgetTimers()
    },
  }

  async function resume(): Promise<void> {
    const { process } = run
    if (process !== null && (await runs())) {
      // A stop that was cut off is brought to its end.
      if (run.wanted === 'down') return endProcess()
      return follow(process, null)
    }
    const rebooted = (process ?? run.lastEnd)?.bootId !== processes.bootId
    if (process !== null && !rebooted) {
      await processes.clearGroup(process, owner)
      return recordEnd(process, { code: null, signal: null })
    }
    if (run.wanted === 'down') return save({ process: null })
    // As any service manager does: a new boot is a new try.
    if (rebooted) return launch({ failures: 0, lastEnd: null })
    if (!run.held) retryIn(Math.max(0, (run.nextStartAt ?? 0) - clock.now()))
  }
}
