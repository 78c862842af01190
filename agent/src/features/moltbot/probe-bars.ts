import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import { median } from '../../moltbot/status/budget.ts'

type Bar = components['schemas']['TimelineBar']

export const barMs = 300_000
const dayMs = 86_400_000
const keepMs = 8 * dayMs
const maxLatencies = 300
const flushEveryMs = 30_000
/** Slow is more than ten times the usual and enough to be felt. */
const slowFactor = 10
const slowLeastMs = 100

/** The five minutes that are being measured. `busy` counts answers that called the event loop degraded. */
interface OpenBar {
  at: number
  checks: number
  failed: number
  busy: number
  latencies: number[]
}

/** What is stored of the answers of five minutes. */
interface Latencies {
  ms: number[]
  busy: number
}

export interface ProbeBars {
  /** Counts one check; `latencyMs` null when it failed. */
  add(instanceId: string, now: number, check: { latencyMs: number | null; busy: boolean }): Promise<void>
  /** Bars from `from` to `now`, a bar for every five minutes also where nothing was measured. */
  read(
    instanceId: string,
    now: number,
  ): Promise<{ from: number; median: number | null; slowest: number | null; bars: Bar[] }>
  flush(): Promise<void>
  prune(now: number): Promise<void>
}

/** Keeps how long MoltBot took to answer, in bars of five minutes. */
export function createProbeBars(database: Database, nodeId: string): ProbeBars {
  const open = new Map<string, OpenBar & { flushedAt: number }>()

  const write = async (instanceId: string, bar: OpenBar) => {
    const latencies_json = JSON.stringify({ ms: bar.latencies, busy: bar.busy } satisfies Latencies)
    const values = { checks: bar.checks, failed: bar.failed, latencies_json }
    await database
      .insertInto('probe_bars')
      .values({ node_id: nodeId, instance_id: instanceId, at: bar.at, ...values })
      .onConflict((conflict) => conflict.columns(['instance_id', 'at']).doUpdateSet(values))
      .execute()
  }

  /** The bar of this moment; one that an earlier run of the agent began is taken up again. */
  const barOf = async (instanceId: string, now: number) => {
    const at = Math.floor(now / barMs) * barMs
    const bar = open.get(instanceId)
    if (bar?.at === at) return bar
    if (bar) await write(instanceId, bar)
    const row = await database
      .selectFrom('probe_bars')
      .selectAll()
      .where('instance_id', '=', instanceId)
      .where('at', '=', at)
      .executeTakeFirst()
    const stored = row ? latenciesOf(row.latencies_json) : { ms: [], busy: 0 }
    const next = {
      at,
      checks: row?.checks ?? 0,
      failed: row?.failed ?? 0,
      busy: stored.busy,
      latencies: stored.ms,
      flushedAt: now,
    }
    open.set(instanceId, next)
    return next
  }

  return {
    async add(instanceId, now, { latencyMs, busy }) {
      const bar = await barOf(instanceId, now)
      bar.checks++
      if (latencyMs === null) bar.failed++
      else if (bar.latencies.length < maxLatencies) bar.latencies.push(Math.round(latencyMs * 10) / 10)
      if (busy) bar.busy++
      if (Math.abs(now - bar.flushedAt) < flushEveryMs) return
      bar.flushedAt = now
      await write(instanceId, bar)
    },
    async read(instanceId, now) {
      const live = open.get(instanceId)
      if (live) await write(instanceId, live)
      const to = Math.floor(now / barMs) * barMs
      const from = to - dayMs
      const rows = await database
        .selectFrom('probe_bars')
        .selectAll()
        .where('instance_id', '=', instanceId)
        .where('at', '>=', from)
        .where('at', '<=', to)
        .execute()
      const byTime = new Map(rows.map((row) => [row.at, { ...row, ...latenciesOf(row.latencies_json) }]))
      const all = [...byTime.values()].flatMap(({ ms }) => ms)
      const usual = median(all)
      const bars = Array.from({ length: dayMs / barMs + 1 }, (_, i): Bar => {
        const at = from + i * barMs
        const row = byTime.get(at)
        if (!row || row.checks === 0)
          return { at: isoTime(at), state: 'not_measured', median_ms: null, slowest_ms: null, checks: 0, failed: 0 }
        const { checks, failed } = row
        return {
          at: isoTime(at),
          state: stateOf(row, usual),
          median_ms: median(row.ms),
          slowest_ms: largest(row.ms),
          checks,
          failed,
        }
      })
      return { from, median: usual, slowest: largest(all), bars }
    },
    async flush() {
      for (const [instanceId, bar] of open) await write(instanceId, bar)
    },
    async prune(now) {
      await database
        .deleteFrom('probe_bars')
        .where('at', '<', now - keepMs)
        .execute()
    },
  }
}

function stateOf(
  { checks, failed, ms, busy }: Latencies & { checks: number; failed: number },
  usual: number | null,
): Bar['state'] {
  if (failed * 2 >= checks) return 'down'
  const middle = median(ms) ?? 0
  const slow = middle > slowLeastMs && middle > slowFactor * (usual ?? middle)
  return slow || busy * 2 > checks ? 'slow' : 'well'
}

function largest(values: number[]): number | null {
  return values.length === 0 ? null : values.reduce((most, value) => Math.max(most, value))
}

/** Written by this file alone; a row that is damaged counts as one without figures. */
function latenciesOf(text: string): Latencies {
  try {
    const { ms, busy } = JSON.parse(text)
    if (Array.isArray(ms) && typeof busy === 'number')
      return { ms: ms.filter((value) => typeof value === 'number'), busy }
  } catch {
    // told below
  }
  return { ms: [], busy: 0 }
}
