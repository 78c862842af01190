import type { Clock } from '../../../core/clock.ts'
import type { Processes, ProcessFacts } from '../../host.ts'
import type { Noise } from './noise.ts'

export interface ProcessStart {
  comm: string
  uid: number
  userName: string
  parentPid?: number
  /** When it was started, ms since 1970; default now. */
  startedAt?: number
  environment?: Record<string, string>
  /** Files that it has open or mapped. */
  openPaths?: string[]
  /** Resident memory at its present age, in bytes. */
  rssBytes?: (ageMs: number) => number
  /** Processor time used at its present age, in seconds. */
  cpuSeconds?: (ageMs: number) => number
}

export interface RunningProcess {
  readonly pid: number
  readonly startedAt: number
  readonly startTicks: number
  retitle(comm: string): void
  end(): void
  readonly alive: boolean
}

export interface ProcessTable {
  readonly processes: Processes
  start(start: ProcessStart): RunningProcess
  /** Whether any process runs as this user. */
  runs(uid: number): boolean
}

/** Linux counts the start of a process in hundredths of a second after boot. */
const ticksPerSecond = 100

interface Row extends ProcessStart {
  pid: number
  startedAt: number
  startTicks: number
  state: ProcessFacts['state']
}

export function createProcessTable(deps: { clock: Clock; noise: Noise; bootedAt: number }): ProcessTable {
  const { clock, noise, bootedAt } = deps
  const rows = new Map<number, Row>()
  let lastPid = 1_900
  const factsOf = (row: Row): ProcessFacts => {
    const age = Math.max(0, clock.now() - row.startedAt)
    return {
      pid: row.pid,
      parentPid: row.parentPid ?? 1,
      uid: row.uid,
      userName: row.userName,
      comm: row.comm,
      startTicks: row.startTicks,
      startedAt: row.startedAt,
      state: row.state,
      rssBytes: Math.round(row.rssBytes?.(age) ?? 42_000_000),
      cpuSeconds: Math.round((row.cpuSeconds?.(age) ?? age / 1e6) * ticksPerSecond) / ticksPerSecond,
    }
  }
  const processes: Processes = {
    async facts(pid) {
      const row = rows.get(pid)
      return row === undefined ? null : factsOf(row)
    },
    withNamePrefix: async (prefix) => [...rows.values()].filter((row) => row.comm.startsWith(prefix)).map(factsOf),
    async environment(pid, names) {
      const environment = Object.entries(rows.get(pid)?.environment ?? {})
      return Object.fromEntries(environment.filter(([name]) => names.includes(name)))
    },
    openPaths: async (pid, part) => (rows.get(pid)?.openPaths ?? []).filter((path) => path.includes(part)),
  }
  return {
    processes,
    runs: (uid) => [...rows.values()].some((row) => row.uid === uid),
    start(start) {
      const startedAt = start.startedAt ?? clock.now()
      lastPid += noise.whole(3, 60, 'pid', lastPid)
      const startTicks = Math.floor(((startedAt - bootedAt) / 1000) * ticksPerSecond)
      const row: Row = { ...start, pid: lastPid, startedAt, startTicks, state: 'running' }
      rows.set(row.pid, row)
      return {
        pid: row.pid,
        startedAt,
        startTicks,
        retitle(comm) {
          row.comm = comm
        },
        end: () => {
          rows.delete(row.pid)
        },
        get alive() {
          return rows.has(row.pid)
        },
      }
    },
  }
}
