import { readFileSync } from 'node:fs'
import systeminformation from 'systeminformation'
import { createLinuxMeters } from '../../../agent/src/host/real/linux/linux-meters.ts'

/** What every reader tells, from the same files of the kernel. */
export interface Fields {
  /** Share of all cores at work since the reading before, in percent; 0 at first. */
  cpuPercent: number
  memoryTotalBytes: number
  memoryAvailableBytes: number
  swapUsedBytes: number
  load1m: number
}

export type Reader = () => Promise<Fields>

/** The agent's own meters: files that stay open, read as bytes. */
export function ownReader(): Reader {
  const meters = createLinuxMeters()
  const share = createShare()
  return async () => {
    const { cpu, memoryTotalBytes, memoryAvailableBytes, swapUsedBytes, load1m } = await meters.machine()
    return {
      cpuPercent: share(cpu?.busy ?? Number.NaN, cpu?.total ?? Number.NaN),
      memoryTotalBytes: memoryTotalBytes ?? Number.NaN,
      memoryAvailableBytes: memoryAvailableBytes ?? Number.NaN,
      swapUsedBytes: swapUsedBytes ?? Number.NaN,
      load1m: load1m ?? Number.NaN,
    }
  }
}

/** The library for it. */
export function libraryReader(): Reader {
  return async () => {
    const [load, memory] = [await systeminformation.currentLoad(), await systeminformation.mem()]
    return {
      cpuPercent: load.currentLoad,
      memoryTotalBytes: memory.total,
      memoryAvailableBytes: memory.available,
      swapUsedBytes: memory.swapused,
      // It tells the load of one core.
      load1m: load.avgLoad * load.cpus.length,
    }
  }
}

/** What anybody would write first: whole files as text, split at line ends and spaces. */
export function plainReader(): Reader {
  const share = createShare()
  return async () => {
    const ticks = (readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? '').split(/\s+/).slice(1, 9).map(Number)
    const total = ticks.reduce((sum, value) => sum + value, 0)
    const lines = readFileSync('/proc/meminfo', 'utf8').split('\n')
    const bytes = (name: string) =>
      Number(lines.find((line) => line.startsWith(`${name}:`))?.split(/\s+/)[1] ?? Number.NaN) * 1024
    return {
      cpuPercent: share(total - (ticks[3] ?? 0) - (ticks[4] ?? 0), total),
      memoryTotalBytes: bytes('MemTotal'),
      memoryAvailableBytes: bytes('MemAvailable'),
      swapUsedBytes: bytes('SwapTotal') - bytes('SwapFree'),
      load1m: Number(readFileSync('/proc/loadavg', 'utf8').split(' ')[0]),
    }
  }
}

function createShare(): (busy: number, total: number) => number {
  let before = { busy: 0, total: 0 }
  return (busy, total) => {
    const share = total === before.total ? 0 : ((busy - before.busy) / (total - before.total)) * 100
    before = { busy, total }
    return share
  }
}

/** Throws unless all tell the same machine: sizes to a byte or nearly, and everything as a number. */
export async function checkSameMachine(readers: readonly Reader[]): Promise<void> {
  const told: Fields[] = []
  for (const read of readers) told.push(await read())
  const [first] = told
  for (const one of told) {
    const isWhole = Object.values(one).every((value) => Number.isFinite(value))
    const isNear = (name: keyof Fields, most: number) => Math.abs(one[name] - (first?.[name] ?? Number.NaN)) <= most
    const isSame = isNear('memoryTotalBytes', 0) && isNear('memoryAvailableBytes', 256e6) && isNear('load1m', 2)
    if (!isWhole || !isSame) throw new Error(`the readers tell different machines: ${JSON.stringify(told)}`)
  }
}
