import type { Clock, Timer } from '../../../core/clock.ts'
import type { Noise } from '../machine/noise.ts'
import type { ProcessTable, RunningProcess } from '../machine/process-table.ts'
import type { MemoryFiles } from '../memory-files.ts'
import { healthOf, type Telling } from '../rpc/health.ts'
import type { GatewaySessions } from '../rpc/sessions.ts'
import { judgeConfig } from './config.ts'
import { lockText } from './lock.ts'
import type { GatewayLog } from './log.ts'
import {
  lineAbout,
  refusalLines,
  type Step,
  startMilestones,
  stopAt,
  stopMilestones,
  wedgeLines,
} from './milestones.ts'
import { startGatewayProcess } from './process.ts'
import type { GatewayState } from './state.ts'

/** How a gateway process begins and ends. Each call may come at any moment, as on a real machine. */
export interface GatewayLife {
  /**
   * Starts the process. `slowness` stretches the start; `startedAt` lies in the past for one that has been up since
   * then, with its log lines and files written at the times they had.
   */
  boot(options?: { slowness?: number; startedAt?: number }): void
  /** Writes what a run from then to then, ended cleanly, left behind: log lines and files. */
  recall(from: number, to: number): void
  /** TERM: drains, tells its sessions, closes the port, exits 0. */
  terminate(): void
  /** KILL: gone at once, the lock stays. */
  kill(): void
  /** Closes the port and stays alive with its lock, as seen once after a restart that hung. */
  wedge(at?: number): void
  /** The health snapshot is made anew and pushed. */
  refreshHealth(): void
  /** A session was greeted: the first one makes MoltBot take its first health snapshot. */
  greet(): void
}

export interface GatewayLifeDeps {
  clock: Clock
  noise: Noise
  disk: MemoryFiles
  table: ProcessTable
  state: GatewayState
  log: GatewayLog
  sessions: GatewaySessions
  tell(): Telling
  /** Told when the process has ended by itself or by a signal. */
  onExit(code: number | null): void
}

const tickMs = 30_000
const healthMs = 60_000
const firstHealthMs = 90

export function createGatewayLife(deps: GatewayLifeDeps): GatewayLife {
  const { clock, noise, disk, table, state, log, sessions } = deps
  const { place } = state
  const { owner } = place
  let process: RunningProcess | null = null
  let boots = 0
  let refused = false
  const timers: Timer[] = []
  const quiet = () => {
    for (const timer of timers.splice(0)) timer.cancel()
  }
  const later = (ms: number, task: () => void) => {
    timers.push(clock.after(ms, task))
  }
  const gone = (code: number | null) => {
    quiet()
    process?.end()
    process = null
    state.phase = 'off'
    state.exitCode = code
    if (code !== null) for (const path of place.lockPaths) disk.remove(path)
    deps.onExit(code)
  }
  const refuseConfig = (at: number) => {
    const [issue] = judgeConfig(disk.read(place.configPath) ?? '').issues
    refused = true
    for (const line of refusalLines(place, issue)) log.write(line, at)
    quiet()
    later(420, () => gone(78))
  }
  const perform = (step: Step, at: number) => {
    if (process === null) return
    if ('title' in step) return process.retitle(step.title)
    if ('say' in step) return log.write(typeof step.say === 'string' ? lineAbout(step.say, state) : step.say, at)
    switch (step.act) {
      case 'lock': {
        const text = lockText({ place, process, at, noise })
        for (const path of place.lockPaths) disk.write(path, text, { uid: owner.uid, mode: 0o600, at })
        return
      }
      case 'load_config': {
        const judged = judgeConfig(disk.read(place.configPath) ?? '')
        if (!judged.valid) return refuseConfig(at)
        state.applied = judged
        return
      }
      case 'http':
        state.httpSince = at
        return
      case 'listen':
        state.phase = 'listening'
        state.bootId = noise.uuid('boot', place.name, state.pid, boots)
        return
      case 'ready':
        state.phase = 'ready'
        recallHealth(at)
        disk.write(`${place.configPath}.last-good`, disk.read(place.configPath) ?? '', { uid: owner.uid, at })
        timers.push(clock.every(tickMs, () => sessions.push('tick', { ts: clock.now() })))
        timers.push(clock.every(healthMs, refreshHealth))
    }
  }
  /** A gateway that has been up for a while has made its snapshot every minute. */
  const recallHealth = (readyAt: number) => {
    const minutes = Math.floor((clock.now() - readyAt) / healthMs)
    state.healthAt = minutes === 0 ? null : readyAt + minutes * healthMs
    state.healthCount = 1 + minutes
  }
  const refreshHealth = () => {
    state.healthAt = clock.now()
    state.healthCount += 1
    sessions.push('health', healthOf(deps.tell()))
  }
  const boot: GatewayLife['boot'] = ({ slowness = 1, startedAt } = {}) => {
    if (process !== null) return
    quiet()
    boots += 1
    refused = false
    const from = startedAt ?? clock.now()
    process = startGatewayProcess({ table, place, noise, from })
    state.pid = process.pid
    state.startedAt = from
    state.phase = 'booting'
    state.exitCode = undefined
    const until = clock.now() - from
    for (const { at, step } of startMilestones) {
      if (refused) break
      const due = Math.round(at * slowness)
      if (due <= until) perform(step, from + due)
      else later(due - until, () => perform(step, clock.now()))
    }
  }
  return {
    refreshHealth,
    greet() {
      if (state.healthAt === null) later(firstHealthMs, refreshHealth)
    },
    boot,
    recall(from, to) {
      boot({ startedAt: from })
      for (const { at, line } of stopMilestones) log.write(line, to + at)
      gone(0)
    },
    terminate() {
      if (process === null || state.phase === 'draining' || state.phase === 'wedged') return
      const served = state.phase === 'ready' || state.phase === 'listening'
      quiet()
      state.phase = served ? 'draining' : 'booting'
      for (const { at, line } of stopMilestones) later(at, () => log.write(line, clock.now()))
      later(stopAt.told, () => sessions.push('shutdown', { reason: 'gateway stopping' }))
      later(stopAt.closed, () => sessions.endAll(1012, 'service restart'))
      later(stopAt.portClosed, () => {
        state.phase = 'booting'
      })
      later(stopAt.gone, () => gone(0))
    },
    kill() {
      if (process === null) return
      sessions.endAll(1006, '')
      gone(null)
    },
    wedge(at = clock.now()) {
      if (process === null) return
      quiet()
      sessions.endAll(1012, 'service restart')
      state.phase = 'wedged'
      for (const line of wedgeLines) log.write(line, at)
    },
  }
}
