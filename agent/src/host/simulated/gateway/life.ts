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
  insideMilestones,
  lineAbout,
  type Milestone,
  restartAt,
  restartLines,
  type Step,
  startMilestones,
  stopAt,
  stopMilestones,
  wedgeLines,
} from './milestones.ts'
import { startGatewayProcess } from './process.ts'
import { configInvalid, configMissing, portInUse, type Refusal, stateInUse } from './refusals.ts'
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
  /** Ends and starts inside the same process, as MoltBot does by itself for a setting that it cannot apply. */
  restartInside(reason: string): void
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
  /** Whether somebody else has its port, or runs on its state. */
  isTaken(what: 'port' | 'state'): boolean
  /** Told when it has read its configuration at a start. */
  onConfig(): void
  /** Told when the process has ended by itself or by a signal. */
  onExit(code: number | null): void
}

const tickMs = 30_000
const healthMs = 60_000
const firstHealthMs = 90
/** MoltBot tries its port twenty times, half a second apart. */
const bindPatienceMs = 10_000
const refusalMs = 420

export function createGatewayLife(deps: GatewayLifeDeps): GatewayLife {
  const { clock, noise, disk, table, state, log, sessions } = deps
  const { place } = state
  let process: RunningProcess | null = null
  let boots = 0
  let insideStarts = 0
  let slowness = 1
  let refused = false
  /** Ends only to start again inside the process. */
  let turning = false
  const timers: Timer[] = []
  const quiet = () => {
    for (const timer of timers.splice(0)) timer.cancel()
  }
  const later = (ms: number, task: () => void) => {
    timers.push(clock.after(ms, task))
  }
  const unlock = () => {
    for (const path of place.lockPaths) disk.remove(path)
  }
  const gone = (code: number | null) => {
    quiet()
    process?.end()
    process = null
    state.phase = 'off'
    state.exitCode = code
    if (code !== null && !(refused && deps.isTaken('state'))) unlock()
    deps.onExit(code)
  }
  const refuse = ({ code, lines }: Refusal, at: number) => {
    refused = true
    for (const line of lines) log.write(line, at)
    quiet()
    later(refusalMs, () => gone(code))
  }
  const loadConfig = (at: number) => {
    const text = disk.read(place.configPath)
    if (text === null && !place.command.includes('--allow-unconfigured')) return refuse(configMissing, at)
    const judged = judgeConfig(text ?? '{}')
    if (!judged.valid) return refuse(configInvalid(place, judged.issues[0]), at)
    state.applied = judged
    deps.onConfig()
  }
  const listen = () => {
    if (!deps.isTaken('port')) {
      state.phase = 'listening'
      state.bootId = noise.uuid('boot', place.name, state.pid, boots)
      return
    }
    // The rest of the start waits until the port is free, or until MoltBot gives up.
    const rest = startMilestones.slice(startMilestones.findIndex(({ step }) => 'act' in step && step.act === 'listen'))
    const [first] = rest
    quiet()
    later(bindPatienceMs, () => {
      if (deps.isTaken('port')) refuse(portInUse(place.port), clock.now())
      else if (first !== undefined) follow(rest.map((one) => ({ ...one, at: one.at - first.at })))
    })
  }
  const perform = (step: Step, at: number) => {
    if (process === null) return
    if ('title' in step) return process.retitle(step.title)
    if ('say' in step) return log.write(typeof step.say === 'string' ? lineAbout(step.say, state) : step.say, at)
    switch (step.act) {
      case 'lock': {
        if (deps.isTaken('state')) return refuse(stateInUse, at)
        const text = lockText({ place, process, at, noise, insideStarts })
        for (const path of place.lockPaths) disk.write(path, text, { uid: place.owner.uid, mode: 0o600, at })
        return
      }
      case 'load_config':
        return loadConfig(at)
      case 'http':
        state.httpSince = at
        return
      case 'listen':
        return listen()
      case 'ready':
        state.phase = 'ready'
        turning = false
        recallHealth(at)
        disk.write(`${place.configPath}.last-good`, disk.read(place.configPath) ?? '', { uid: place.owner.uid, at })
        timers.push(clock.every(tickMs, () => sessions.push('tick', { ts: clock.now() })))
        timers.push(clock.every(healthMs, refreshHealth))
    }
  }
  /** Does what is due by now at the times it had, and the rest when its time comes. */
  const follow = (milestones: Milestone[], from = clock.now()) => {
    const until = clock.now() - from
    for (const { at, step } of milestones) {
      if (refused) return
      const due = Math.round(at * slowness)
      if (due <= until) perform(step, from + due)
      else later(due - until, () => perform(step, clock.now()))
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
  const boot: GatewayLife['boot'] = (options = {}) => {
    if (process !== null) return
    quiet()
    boots += 1
    insideStarts = 0
    refused = false
    turning = false
    slowness = options.slowness ?? 1
    const from = options.startedAt ?? clock.now()
    process = startGatewayProcess({ table, place, noise, from })
    state.pid = process.pid
    state.startedAt = from
    state.phase = 'booting'
    state.exitCode = undefined
    follow(startMilestones, from)
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
      if (process === null || state.phase === 'wedged' || (state.phase === 'draining' && !turning)) return
      turning = false
      const served = state.phase !== 'booting'
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
    restartInside(reason) {
      if (process === null || state.phase !== 'ready') return
      quiet()
      boots += 1
      insideStarts += 1
      turning = true
      state.phase = 'draining'
      for (const { at, line } of restartLines(reason)) later(at, () => log.write(line, clock.now()))
      const told = { reason: 'gateway restarting', restartExpectedMs: 1_500 }
      later(restartAt.told, () => sessions.push('shutdown', told))
      later(restartAt.closed, () => sessions.endAll(1012, 'service restart'))
      later(restartAt.portClosed, () => {
        state.phase = 'booting'
      })
      later(restartAt.unlocked, unlock)
      follow(insideMilestones)
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
