import type { BenchPlan, Candidate, PreparedBench } from './bench-case.ts'
import { openDurableWrite } from './durable-write.ts'
import { type LineSource, startLineSource } from './jobs/line-source.ts'
import type { LinePlan } from './jobs/lines.ts'
import { percentile } from './percentile.ts'

const aimMs = 50

/** From a line that a step of a job says to the client that follows the job. */
export async function prepareJobs(plan: BenchPlan): Promise<PreparedBench> {
  const disk = openDurableWrite()
  const [ours, raw] = [startLineSource('agent-lines'), startLineSource('raw-lines')]
  const dispose = async () => {
    for (const source of [ours, raw]) await source.stop()
    disk.dispose()
  }
  const share = plan.fast ? 0.25 : 1
  const single: LinePlan = { bursts: 200 * share, linesPerBurst: 1, pauseMs: 5 }
  const many: LinePlan = { bursts: 20 * share, linesPerBurst: 100, pauseMs: 25 }
  const candidate = (name: string, source: LineSource, lines: LinePlan): Candidate => ({
    name,
    measure: async () => percentile(await source.ages(lines), 0.95),
  })
  const series = (name: string, lines: LinePlan, includes: string, ratio: number) => ({
    name,
    unit: 'ms, 95th percentile',
    includes,
    candidates: [candidate('MoltBot Ops', ours, lines), candidate('raw node:http', raw, lines)],
    gates: [{ candidate: 'MoltBot Ops', rival: 'raw node:http', bound: 'at most', ratio } as const],
    aims: [{ candidate: 'MoltBot Ops', bound: 'at most', figure: aimMs } as const],
  })
  try {
    // Every line arrives once and in order, also here, where nothing is measured yet and the code is compiled.
    for (const source of [ours, raw]) for (const lines of [single, many]) await source.ages(lines)
    const kept = 'redaction, the log of the job, its event and the way to a client in another process'
    return {
      series: [
        series('a line now and then', single, `${kept}; a line every ${single.pauseMs} ms`, 6),
        series('many lines at once', many, `${kept}; ${many.linesPerBurst} lines every ${many.pauseMs} ms`, 15),
      ],
      floor: {
        name: 'write + fdatasync',
        unit: 'ms',
        async measure() {
          const began = performance.now()
          disk.write(4096)
          return performance.now() - began
        },
      },
      notes: () => ['raw node:http redacts nothing, keeps nothing and writes each line by itself'],
      dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}
