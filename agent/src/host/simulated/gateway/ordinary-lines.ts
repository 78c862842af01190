import type { Noise } from '../machine/noise.ts'
import type { LogLine } from './log.ts'

type Maker = (value: (low: number, high: number) => number) => LogLine

const info = (subsystem: string, message: string): LogLine => ({ level: 'INFO', subsystem, message })

/** What a gateway in use writes all day. Numbers of people are from the ranges kept for fiction. */
const makers: Maker[] = [
  (value) =>
    info(
      'gateway/ws',
      `⇄ res ✓ models.list ${value(51, 240)}ms conn=${value(10_000_000, 99_999_999)}…4659 id=${value(2, 40)}`,
    ),
  (value) =>
    info(
      'channels/telegram',
      `[default] inbound update ${value(400_000, 900_000)} from tg:1555555${value(1000, 9999)}`,
    ),
  (value) => info('agents/run', `agent main run finished in ${value(900, 18_000)}ms`),
  (value) => info('gateway/sessions', `session agent:main:main saved (${value(2, 60)} messages)`),
  () => info('gateway/heartbeat', 'heartbeat: nothing needs attention'),
  (value) => ({
    level: 'DEBUG',
    subsystem: 'infra/sqlite-snapshot',
    message: 'SQLite snapshot operation completed.',
    fields: { copiedBytes: value(1_500_000, 1_900_000), durationMs: value(20, 70), outcome: 'success' },
  }),
  (value) => ({
    level: 'WARN',
    subsystem: 'channels/telegram',
    message: `[default] getUpdates took ${value(2_000, 9_000)}ms`,
  }),
]

/** The `index`-th line of ordinary life of a gateway. */
export function ordinaryLine(noise: Noise, gateway: string, index: number): LogLine {
  const maker = makers[noise.whole(0, makers.length - 1, 'line', gateway, index)] ?? makers[0]
  const value = (low: number, high: number) => noise.whole(low, high, 'line-value', gateway, index, low)
  return maker === undefined ? info('gateway', 'idle') : maker(value)
}
