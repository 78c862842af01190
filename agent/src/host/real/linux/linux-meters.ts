import { readdirSync, statSync } from 'node:fs'
import type { MachineMeter, Meters, ProcessMeter } from '../../host.ts'
import { ownMeter } from '../own-meter.ts'
import { createProcFile, type ProcFile } from './proc-file.ts'
import { pageBytes, ticksPerSecond } from './process-stat.ts'
import { lastPlace, nextNumber, type Scan, seekLine, skipFields } from './scan-bytes.ts'

const closing = 41
const mostProcesses = 16
/** More than the first lines of these files ever are; what is behind them is not needed. */
const bufferBytes = 8192

const names = {
  total: Buffer.from('MemTotal:'),
  available: Buffer.from('MemAvailable:'),
  swapTotal: Buffer.from('SwapTotal:'),
  swapFree: Buffer.from('SwapFree:'),
}

/** Meters that read /proc, see proc(5). */
export function createLinuxMeters(root = '/proc'): Meters {
  const buffer = Buffer.alloc(bufferBytes)
  const stat = createProcFile(`${root}/stat`)
  const memory = createProcFile(`${root}/meminfo`)
  const load = createProcFile(`${root}/loadavg`)
  const uptime = createProcFile(`${root}/uptime`)
  /** In the order of their last use. */
  const processes = new Map<number, ProcFile>()

  const scanOf = (file: ProcFile): Scan => ({ bytes: buffer, end: file.read(buffer), at: 0 })
  const firstOf = (file: ProcFile) => known(nextNumber(scanOf(file)))

  const forget = (pid: number) => {
    processes.get(pid)?.close()
    processes.delete(pid)
  }
  const fileOf = (pid: number): ProcFile => {
    const file = processes.get(pid) ?? createProcFile(`${root}/${pid}/stat`)
    processes.delete(pid)
    processes.set(pid, file)
    const [oldest] = processes.keys()
    if (processes.size > mostProcesses && oldest !== undefined) forget(oldest)
    return file
  }
  /** A descriptor of a process that ended reads nothing; the next one under its number is opened anew. */
  const processOf = (pid: number) => meterOf(scanOf(fileOf(pid))) ?? meterOf(scanOf(fileOf(pid)))

  return {
    async machine() {
      return {
        cpu: cpuOf(scanOf(stat)),
        ...memoryOf(scanOf(memory)),
        load1m: firstOf(load),
        uptimeSeconds: firstOf(uptime),
      }
    },
    async process(pid) {
      const meter = processOf(pid)
      if (meter === null) forget(pid)
      return meter && { ...meter, openFiles: openFilesOf(`${root}/${pid}/fd`) }
    },
    agent: ownMeter,
    close() {
      for (const file of [stat, memory, load, uptime]) file.close()
      for (const pid of [...processes.keys()]) forget(pid)
    },
  }
}

/** The line `cpu`: user, nice, system, idle, iowait, irq, softirq, steal. What guests took is in user already. */
function cpuOf(scan: Scan): MachineMeter['cpu'] {
  let total = 0
  let idle = 0
  for (let field = 0; field < 8; field++) {
    const ticks = nextNumber(scan)
    if (Number.isNaN(ticks)) return null
    total += ticks
    if (field === 3 || field === 4) idle += ticks
  }
  return { busy: total - idle, total }
}

/** The lines are always in this order, so each is sought from where the one before was. */
function memoryOf(scan: Scan): Pick<MachineMeter, 'memoryTotalBytes' | 'memoryAvailableBytes' | 'swapUsedBytes'> {
  const kilobytes = (name: Buffer) => (seekLine(scan, name) ? known(nextNumber(scan) * 1024) : null)
  const memoryTotalBytes = kilobytes(names.total)
  const memoryAvailableBytes = kilobytes(names.available)
  const swapTotal = kilobytes(names.swapTotal)
  const swapFree = kilobytes(names.swapFree)
  return {
    memoryTotalBytes,
    memoryAvailableBytes,
    swapUsedBytes: swapTotal === null || swapFree === null ? null : swapTotal - swapFree,
  }
}

/** Fields as proc_pid_stat(5) numbers them; the name may hold spaces and parentheses, so the last `)` ends it. */
function meterOf(scan: Scan): Omit<ProcessMeter, 'openFiles'> | null {
  const close = lastPlace(scan, closing)
  if (close < 0) return null
  scan.at = close + 1
  const [user, system] = [fieldAfter(scan, 12), fieldAfter(scan, 0)]
  const threads = fieldAfter(scan, 5)
  const startTicks = fieldAfter(scan, 2)
  const rss = fieldAfter(scan, 2)
  if (Number.isNaN(rss)) return null
  return {
    startTicks,
    cpuSeconds: (user + system) / ticksPerSecond,
    rssBytes: rss * pageBytes,
    threads: known(threads),
  }
}

/** The number behind so many spaces. */
function fieldAfter(scan: Scan, spaces: number): number {
  skipFields(scan, spaces)
  return nextNumber(scan)
}

/** Since Linux 6.2 the folder's size is the number of open files; before it is 0, and they are counted. */
function openFilesOf(folder: string): number | null {
  try {
    const { size } = statSync(folder)
    return size > 0 ? size : readdirSync(folder).length
  } catch {
    return null
  }
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value
}
