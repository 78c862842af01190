import type { Clock } from '../../../core/clock.ts'

/** Names the process for ever, with its processor time so far. */
export interface CpuReading {
  key: string
  cpuSeconds: number
}

/** What share of one core a process took since it was last asked about, in percent; null when that cannot be told. */
export type ShareOfCore = (reading: CpuReading) => number | null

const mostRemembered = 64

/**
 * After a pause of more than `longestMs` the time before says nothing of now (a laptop slept, the agent was held up): the
 * answer is null once, a hole and not a spike. The same for a process that is new.
 */
export function createShareOfCore(clock: Pick<Clock, 'now' | 'monotonic'>, longestMs: number): ShareOfCore {
  const before = new Map<string, { cpuSeconds: number; mono: number; wall: number }>()
  return ({ key, cpuSeconds }) => {
    const now = { cpuSeconds, mono: clock.monotonic(), wall: clock.now() }
    const last = before.get(key)
    before.delete(key)
    before.set(key, now)
    const [oldest] = before.keys()
    if (before.size > mostRemembered && oldest !== undefined) before.delete(oldest)
    if (last === undefined) return null
    const passed = now.mono - last.mono
    const jumped = Math.abs(now.wall - last.wall - passed) > longestMs
    if (passed <= 0 || passed > longestMs || jumped || cpuSeconds < last.cpuSeconds) return null
    return ((cpuSeconds - last.cpuSeconds) * 100_000) / passed
  }
}
