import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchPlan, Candidate, PreparedBench, Series } from './bench-case.ts'
import { percentile } from './percentile.ts'
import { type LineHearer, tailFollow, tailLines } from './tail/gnu-tail.ts'
import { logLine, writeLog } from './tail/log-file.ts'
import { followSource, lastLines, sourceOf } from './tail/log-source.ts'
import { timedCalls } from './timed-calls.ts'

const ours = 'MoltBot Ops'
const rival = 'GNU tail'

/** The end of a large log, and lines as they are written. */
export async function prepareTail(plan: BenchPlan): Promise<PreparedBench> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'bench-tail-')))
  const dispose = async () => rmSync(folder, { recursive: true, force: true })
  try {
    const path = join(folder, 'gateway.log')
    writeLog(path, plan.fast ? 100e6 : 10e9)
    const source = sourceOf(path)
    const counts = { few: 200, most: 5000, many: 200_000 }
    for (const count of Object.values(counts)) {
      if ((await lastLines(source, count)) !== (await tailLines(path, count))) {
        throw new Error(`the candidates do not give the same ${count} lines; nothing was measured`)
      }
    }
    const kept = await keepThroughRotation(folder)
    const includes =
      'opening, proving whose file it is, reading, text and place of each line; of the rival its start and the text of each line'
    const lines = (name: string, count: number, times: number, ratio: number, aims: Series['aims'] = []): Series => ({
      name,
      unit: 'ms',
      includes,
      candidates: [
        timedCalls({ name: ours, times: times, share: 0.5 }, () => lastLines(source, count)),
        timedCalls({ name: rival, times: times, share: 0.5 }, async () => (await tailLines(path, count)).split('\n')),
      ],
      gates: [{ candidate: ours, rival, bound: 'at most', ratio }],
      aims,
    })
    const heard = plan.fast ? 100 : 400
    return {
      series: [
        lines('last 200 lines', counts.few, 20, 1 / 4, [{ candidate: ours, bound: 'at most', figure: 1 }]),
        lines('last 5,000 lines', counts.most, 10, 1 / 4),
        lines('last 200,000 lines', counts.many, 1, 1 / 0.4),
        {
          name: 'a line that is written',
          unit: 'ms, 50th percentile',
          includes: 'from before the write to the text of the line in this process',
          candidates: [
            following(ours, folder, heard, (file, first) => followSource(sourceOf(file), first)),
            following(rival, folder, heard, tailFollow),
          ],
          gates: [{ candidate: ours, rival, bound: 'at most', ratio: 1 }],
        },
      ],
      floor: { ...timedCalls({ name: 'reading 1 MB', times: 10, share: 0.5 }, async () => readEnd(path)), unit: 'ms' },
      notes: () => [
        `log: ${(statSync(path).size / 1e9).toFixed(1)} GB, cached by the system as far as it fits`,
        `${kept} of ${kept} lines heard while the file was put aside four times`,
      ],
      dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

type Follow = (path: string, writeFirst: () => void) => Promise<LineHearer>

function following(name: string, folder: string, lines: number, follow: Follow): Candidate {
  return {
    name,
    async measure() {
      const path = join(folder, 'followed.log')
      appendFileSync(path, logLine(0))
      const hearer = await follow(path, () => appendFileSync(path, logLine(1)))
      try {
        const taken: number[] = []
        for (let number = 2; number < lines; number++) {
          const line = logLine(number)
          const began = performance.now()
          appendFileSync(path, line)
          const heard = await hearer.next()
          taken.push(performance.now() - began)
          if (`${heard}\n` !== line) throw new Error(`${name} heard another line than was written`)
        }
        return percentile(taken, 0.5)
      } finally {
        await hearer.stop()
        rmSync(path)
      }
    },
  }
}

/** How many lines were written, all of which were heard in their order. @throws Error when one was not */
async function keepThroughRotation(folder: string): Promise<number> {
  const path = join(folder, 'rotated.log')
  const most = 2000
  appendFileSync(path, logLine(0))
  const hearer = await followSource(sourceOf(path), () => appendFileSync(path, logLine(1)))
  try {
    for (let number = 2; number < most; number++) {
      if (number % 400 === 0) renameSync(path, join(folder, `rotated.${most - number}.log`))
      appendFileSync(path, logLine(number))
    }
    for (let number = 2; number < most; number++) {
      if (`${await hearer.next()}\n` !== logLine(number)) throw new Error(`line ${number} was not heard in its turn`)
    }
    return most
  } finally {
    await hearer.stop()
  }
}

function readEnd(path: string): void {
  const file = openSync(path, 'r')
  try {
    readSync(file, Buffer.allocUnsafe(1e6), 0, 1e6, statSync(path).size - 1e6)
  } finally {
    closeSync(file)
  }
}
