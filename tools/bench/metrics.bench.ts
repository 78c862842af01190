import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchPlan, Candidate, PreparedBench } from './bench-case.ts'
import { checkSameDay, type History, ownHistory, rowHistory } from './metrics/histories.ts'
import { checkSameMachine, libraryReader, ownReader, plainReader } from './metrics/readers.ts'

/** What measuring and keeping measurements costs. */
export async function prepareMetrics(plan: BenchPlan): Promise<PreparedBench> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-metrics-'))
  const histories: History[] = []
  const dispose = async () => {
    for (const history of histories) await history.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const [own, library, plain] = [ownReader(), libraryReader(), plainReader()]
    await checkSameMachine([own, library, plain])
    const [kept, rows] = [await ownHistory(folder), rowHistory(folder)]
    histories.push(kept, rows)
    await checkSameDay(kept, rows)
    const samples = plan.fast ? 300 : 1000
    const queries = plan.fast ? 20 : 60
    const sampling = (name: string, read: () => Promise<unknown>) => cpuTime(name, samples, read)
    const asking = (name: string, history: History) => cpuTime(name, queries, history.day)
    const size = (name: string, history: History): Candidate => ({
      name,
      measure: async () => history.bytes / history.points,
    })
    return {
      series: [
        {
          name: 'one sample of the machine',
          unit: 'ms of CPU time',
          includes: 'processor, memory, swap and load, read and parsed; the same named fields from each',
          candidates: [sampling('own meters', own), sampling('systeminformation', library), sampling('text', plain)],
          gates: [{ candidate: 'own meters', rival: 'systeminformation', bound: 'at most', ratio: 0.25, hope: 0.1 }],
        },
        {
          name: '24 hours by the minute, one series of 26',
          unit: 'ms of CPU time',
          includes: 'the query and its decoding; mean, least and most of each minute',
          candidates: [asking('tiers', kept), asking('a row for each point', rows)],
          gates: [],
          aims: [{ candidate: 'tiers', bound: 'at most', figure: 5 }],
        },
        {
          name: 'kept on disk',
          unit: 'bytes per point',
          includes: 'a day each 10 seconds, and its minutes with mean, least, most and count',
          candidates: [size('tiers', kept), size('a row for each point', rows)],
          gates: [{ candidate: 'tiers', rival: 'a row for each point', bound: 'at most', ratio: 0.5, hope: 0.25 }],
        },
      ],
      floor: { ...cpuTime('three reads', samples, async () => readThree()), unit: 'ms of CPU time' },
      notes: () => [
        `${kept.points} points of a day, ${(kept.bytes / 1e6).toFixed(1)} MB in tiers and ${(rows.bytes / 1e6).toFixed(1)} MB in rows`,
      ],
      dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

function readThree(): void {
  for (const name of ['stat', 'meminfo', 'loadavg']) readFileSync(`/proc/${name}`)
}

/** Mean of many turns: the clock of the processor is coarse. */
function cpuTime(name: string, turns: number, work: () => Promise<unknown>): Candidate {
  return {
    name,
    async measure() {
      const before = process.cpuUsage()
      for (let turn = 0; turn < turns; turn++) await work()
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1000 / turns
    },
  }
}
