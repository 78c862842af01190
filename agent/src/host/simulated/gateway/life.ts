import type { Clock, Timer } from '../../../core/clock.ts'
import type { Noise } from '../machine/noise.ts'
import type { ProcessTable, RunningProcess } from '../machine/process-table.ts'
import type { MemoryFiles } from '../memory-files.ts'
import { healthOf, type Telling } from '../rpc/answers.ts'
import type { GatewaySessions } from '../rpc/sessions.ts'
import { judgeConfig } from './config.ts'
import { lockText } from './lock.ts'
import type { GatewayLog, LogLine } from './log.ts'
import { type Step, startMilestones, stopAt, stopMilestones, wedgeLines } from './milestones.ts'
import { type GatewayState, pluginsOf } from './state.ts'

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
    const line = issue?.path === 'gateway' ? 3 : 1
    const failed: LogLine[] = [
      {
        level: 'ERROR',
        subsystem: null,
        message: `Gateway failed to start: Invalid config at ${place.configPath}:\nopenclaw.json:${line} — ${issue?.path}: ${issue?.message}\nRun "openclaw doctor --fix" to repair, then retry.\nIf startup is still blocked, inspect the adjacent .bak backup before restoring it manually.`,
      },
      { level: 'ERROR', subsystem: null, message: 'Run "openclaw doctor --fix" to repair the config, then retry.' },
    ]
    for (const refusal of failed) log.write(refusal, at)
    quiet()
    later(420, () => gone(78))
  }
  const perform = (step: Step, at: number) => {
    if (process === null) return
    if ('title' in step) return process.retitle(step.title)
    if ('say' in step) return log.write(typeof step.say === 'string' ? spoken(step.say) : step.say, at)
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
        {
          const minutes = Math.floor((clock.now() - at) / healthMs)
          state.healthAt = minutes === 0 ? null : at + minutes * healthMs
          state.healthCount = 1 + minutes
        }
        disk.write(`${place.configPath}.last-good`, disk.read(place.configPath) ?? '', { uid: owner.uid, at })
        timers.push(clock.every(tickMs, () => sessions.push('tick', { ts: clock.now() })))
        timers.push(clock.every(healthMs, refreshHealth))
    }
  }
  const spoken = (what: 'broker' | 'listening' | 'log_file'): LogLine => {
    const names = pluginsOf(state)
    const message = {
      broker: `spawn broker ready pid=${state.pid + 7}`,
      listening: `http server listening (${names.length} plugins: ${names.join(', ')}; 4.3s)`,
      log_file: `log file: ${place.logFile}`,
    }[what]
    return { level: 'INFO', subsystem: 'gateway', message }
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
    const from = startedAt ?? clock.now()
    process = table.start({
      comm: 'node',
      uid: owner.uid,
      userName: owner.name,
      startedAt: from,
      environment: {
        HOME: owner.home,
        OPENCLAW_STATE_DIR: place.stateDir,
        OPENCLAW_CONFIG_PATH: place.configPath,
        ...(place.profile === null ? {} : { OPENCLAW_PROFILE: place.profile }),
      },
      openPaths: [
        place.nodePath,
        `${place.packageDir}/node_modules/@openclaw/fs-safe-linux-x64-gnu/fs-safe-native.node`,
        `${place.stateDir}/state/openclaw.sqlite`,
        `${place.stateDir}/state/openclaw.sqlite-wal`,
        ...place.lockPaths,
      ],
      rssBytes: (age) =>
        92e6 + 640e6 * Math.min(1, age / 7_000) + noise.between(0, 40e6, place.name, Math.floor(age / 60_000)),
      cpuSeconds: (age) => Math.min(age / 1000, 9.4) + (age / 1000) * 0.004,
    })
    state.pid = process.pid
    state.startedAt = from
    state.phase = 'booting'
    state.exitCode = undefined
    const until = clock.now() - from
    for (const { at, step } of startMilestones) {
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
