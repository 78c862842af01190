import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRedactor, rules } from '@moltbot-ops/redact'
import { redactOneByOne } from '../../redact/test/one-by-one.ts'
import type { BenchPlan, Candidate, PreparedBench, Series } from './bench-case.ts'
import { logOf } from './redact/log-lines.ts'

/** What a reader of a file hands over at a time. */
const chunkSize = 1 << 18
const knownValues = [
  ['gateway-token', 'a2b7-mellon-friend-4711'],
  ['bot-password', 'correct horse battery staple'],
] as const

export async function prepareRedact(plan: BenchPlan): Promise<PreparedBench> {
  const size = plan.fast ? 16e6 : 256e6
  // the loop is so slow that a part of the log says the same
  const part = plan.fast ? 1e6 : 8e6
  const root = mkdtempSync(join(tmpdir(), 'bench-redact-'))
  const file = join(root, 'log')
  const prepare = (name: string, hot: number, ratio: number, hope: number): Series => {
    const log = logOf(size, hot)
    const first = log.subarray(0, log.lastIndexOf(10, part) + 1)
    const expected = redactOneByOne(first, rules, knownValues)
    if (
      Buffer.compare(Buffer.concat(overBytes(first)), expected) !== 0 ||
      overText(first) !== Buffer.from(expected).toString()
    ) {
      throw new Error(`the candidates do not redact the log with ${name} alike; nothing was measured`)
    }
    if (!plan.fast && hot < 0.1) writeFileSync(file, log)
    return {
      name: `a log with ${name}`,
      unit: 'MB per second of CPU time',
      includes: 'every rule, key blocks and two known values; from bytes in memory to bytes in memory',
      candidates: [
        speed('bytes', log, () => overBytes(log)),
        speed('text', log, () => Buffer.from(overText(log))),
        speed('every rule on each line', first, () => redactOneByOne(first, rules, knownValues)),
      ],
      gates: [{ candidate: 'bytes', rival: 'every rule on each line', bound: 'at least', ratio, hope }],
    }
  }
  const series = [prepare('1 % of lines hot', 0.01, 10, 15), prepare('50 % of lines hot', 0.5, 2.5, 3)]
  if (plan.fast) writeFileSync(file, logOf(size, 0.01))
  return {
    series,
    floor: {
      name: 'wc -l',
      unit: 'MB per second',
      measure: async () => {
        const began = performance.now()
        spawnSync('wc', ['-l', file])
        return size / 1e3 / (performance.now() - began)
      },
    },
    notes: () => [
      `${size / 1e6} MB a log, in chunks of ${chunkSize / 1024} KiB; every rule on each line: its first ${part / 1e6} MB, over which all give the same bytes`,
      `${rules.length} rules; the floor holds spawn and read of a file in the cache of the system`,
      'ripgrep 13 is no rival here: PCRE2 refuses one pattern of all rules as too large, its own engine reads at it for minutes',
    ],
    async dispose() {
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function speed(name: string, { length }: Uint8Array, run: () => unknown): Candidate {
  return {
    name,
    measure: async () => {
      const before = process.cpuUsage()
      run()
      const { user, system } = process.cpuUsage(before)
      return length / (user + system)
    },
  }
}

function overBytes(log: Uint8Array): Uint8Array[] {
  const stream = createRedactor({ knownValues }).bytes()
  const parts: Uint8Array[] = []
  for (let at = 0; at < log.length; at += chunkSize) parts.push(stream.push(log.subarray(at, at + chunkSize)))
  return [...parts, stream.end()]
}

function overText(log: Uint8Array): string {
  const stream = createRedactor({ knownValues }).lines()
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const parts: string[] = []
  for (let at = 0; at < log.length; at += chunkSize) {
    parts.push(stream.push(decoder.decode(log.subarray(at, at + chunkSize), { stream: true })))
  }
  return parts.join('') + stream.push(decoder.decode()) + stream.end()
}
