import { body, HEX, pick, seeded } from '../../../redact/test/fake.ts'
import { leaky } from '../../../redact/test/leaky.ts'

type Template = (
  number: (most: number) => number,
  hex: (length: number) => string,
) => [subsystem: string, message: string]

const uuid = (hex: (length: number) => string) => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`

/** What the gateway says while nothing is wrong, addresses of the loopback and identifiers included. */
const quiet: readonly Template[] = [
  (n) => ['gateway', `listening on ws://127.0.0.1:${18000 + n(999)} (pid ${n(30_000)})`],
  (n, hex) => ['gateway/ws', `⇄ res ✓ config.get ${n(3000)}ms conn=${hex(8)}…${hex(4)} id=${n(50)}`],
  (n, hex) => ['gateway/ws', `closed conn=${uuid(hex)} peer=127.0.0.1:${30_000 + n(9999)} code=1000 after ${n(900)}s`],
  (n) => ['cron', `job finished in ${n(9000)}ms, next run at ${1_795_392_044_286 + n(1e8)}`],
  (n) => ['agents/subagent-registry', `run sweep skipped: ${n(9)} runs are active, ${n(40)} are queued`],
  (_, hex) => ['plugins', `loading from /opt/openclaw/2026.9.6/dist/extensions/anthropic/index-${hex(8)}.js:184:29`],
  (n) => [
    'agent/embedded',
    `usage input_tokens=${n(9000)} output_tokens=${n(900)} max_tokens: 4096, ${n(30)}.${n(9)} s`,
  ],
  (n, hex) => ['memory', `indexed ${n(400)} chunks of notes/2026-08-0${n(9)}.md sha256:${hex(64)}`],
  (n) => ['channels/telegram', `poll returned ${n(20)} updates, offset ${n(1e9)}; backing off for ${n(60)} s`],
  (n) => ['diagnostic', `event loop p99 ${n(90)}.${n(9)} ms, rss ${n(900)} MB, open files ${n(300)}`],
]

/** A log of so many bytes in which this share of the lines holds a secret or a person's data. */
export function logOf(bytes: number, hot: number): Buffer {
  const random = seeded(20261123)
  const number = (most: number) => Math.floor(random() * most)
  const hex = (length: number) => body(random, length, HEX)
  const log = Buffer.alloc(bytes)
  let at = 0
  while (at < bytes) {
    const template = quiet[number(quiet.length)]
    const [subsystem, text] = template?.(number, hex) ?? ['', '']
    const told = random() < hot ? pick(random, [leaky[number(leaky.length)]?.line ?? '']) : text
    const time = `2026-11-${10 + number(20)}T${10 + number(14)}:${10 + number(50)}:${10 + number(50)}.${100 + number(900)}Z`
    const line = JSON.stringify({
      ...{ 0: `{"subsystem":"${subsystem}"}`, 1: told },
      _meta: {
        runtime: 'node',
        runtimeVersion: '24.21.0',
        hostname: 'moltbot',
        date: time,
        logLevelId: 3,
        name: subsystem,
      },
      ...{ time, hostname: 'moltbot', message: told },
    })
    const written = log.write(`${line}\n`, at)
    if (written === 0) break
    at += written
  }
  // a line is cut where the log is full, so it ends with the last whole one
  return log.subarray(0, log.lastIndexOf(10) + 1)
}
