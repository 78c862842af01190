import type { ReadSeries, Series } from './past.ts'

const hourMs = 3_600_000
const leastMs = 300_000

/** By how much a size grew in the hour before each time, in bytes an hour; null where the size is not known then. */
export function growthOf({ stepMs, times, values }: Series): (number | null)[] {
  const back = Math.max(1, Math.round(hourMs / stepMs))
  return times.map((_, index) => {
    const now = values[index] ?? null
    const before = values[index - back] ?? null
    return now === null || before === null ? null : (Math.max(0, now - before) / (back * stepMs)) * hourMs
  })
}

/** The same for this moment, from so much of the last hour as is known; less than five minutes tell nothing. */
export function createLogGrowth(read: ReadSeries): (instanceId: string, now: number) => Promise<number | null> {
  return async (instanceId, now) => {
    const { times, values } = await read('log_dir_bytes', instanceId, now - hourMs, now)
    const known = times.flatMap((at, index) => {
      const value = values[index] ?? null
      return value === null ? [] : [{ at, value }]
    })
    const [first, last] = [known[0], known.at(-1)]
    if (first === undefined || last === undefined || last.at - first.at < leastMs) return null
    return (Math.max(0, last.value - first.value) / (last.at - first.at)) * hourMs
  }
}
