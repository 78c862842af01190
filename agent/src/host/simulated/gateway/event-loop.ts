import type { Noise } from '../machine/noise.ts'
import type { GatewayState } from './state.ts'

/** What MoltBot says about its own event loop: measured over the last second, busy right after a start. */
export function eventLoopOf(state: GatewayState, now: number, noise: Noise): Record<string, unknown> {
  const second = Math.floor(now / 1000)
  const value = (low: number, high: number, name: string, digits: number) =>
    Number(noise.between(low, high, name, state.pid, second).toFixed(digits))
  const starting = state.phase === 'listening' || now - state.httpSince < 3_200
  const overloaded = state.mood.eventLoop === 'overloaded'
  const degraded = starting || overloaded
  const delay = starting
    ? value(120, 1300, 'delay', 1)
    : overloaded
      ? value(1400, 2900, 'delay', 1)
      : value(19, 52, 'delay', 1)
  const main = degraded ? value(0.7, 0.98, 'main', 3) : value(0.006, 0.03, 'main', 3)
  return {
    degraded,
    degradedSinceMs: degraded ? value(900, 1100, 'since', 0) : null,
    reasons: starting ? ['cpu'] : overloaded ? ['event_loop_delay', 'event_loop_utilization'] : [],
    intervalMs: value(1002, 1020, 'interval', 4),
    delayP99Ms: delay,
    delayMaxMs: delay,
    utilization: degraded ? value(0.72, 0.996, 'utilization', 3) : value(0.005, 0.03, 'utilization', 3),
    cpuCoreRatio: degraded ? value(0.9, 1.6, 'ratio', 3) : value(0.007, 0.045, 'ratio', 3),
    cpuBreakdown: {
      mainThreadCoreRatio: main,
      hostUtilization: value(0.05, 0.4, 'host', 3),
      hostCpuCount: 4,
      workerCoreRatio: value(0, 0.012, 'worker', 3),
      otherThreadsCoreRatio: value(0, 0.004, 'threads', 3),
    },
  }
}
