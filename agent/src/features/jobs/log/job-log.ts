import type { Clock, Timer } from '../../../core/clock.ts'
import type { Log } from '../../../core/log.ts'
import { cleanLines } from './clean-text.ts'
import type { JobLine, LineStore } from './line-store.ts'

/** The log of one job while it runs. Readers see a line at once; it is written with others a moment later. */
export interface JobLog {
  /** Cleans, redacts and adds a text of one or several lines. */
  add(step: string | null, text: string): void
  /** Number of the last line; 0 where there is none. */
  last(): number
  after(number: number, most: number): Promise<JobLine[]>
  tail(count: number): Promise<JobLine[]>
  /** Writes what is not written yet. When that fails it is said in the agent's log and tried again with the next lines. */
  flush(): Promise<void>
  /** No line is taken any more, and nothing waits. */
  close(): void
}

export interface JobLogDeps {
  store: LineStore
  jobId: string
  /** Times of the lines. */
  clock: Clock
  /** For the wait of a batch: real time, also where the machine's stands still. */
  sessionClock: Clock
  log: Log
  redactLine(line: string): string
  /** What an earlier run of the agent has written of this job. */
  earlier: { lines: number; lastNumber: number }
  onLine(): void
}

const batchMs = 100
const batchLines = 200
const mostPerInsert = 500
const mostLines = 20_000
/** Lines that cannot be written, because the disk is full, stay in memory up to here. */
const mostCharactersInMemory = 8 * 1024 * 1024
const keptForReaders = 200
/** Lines that a crash kept from being written may have been seen: the numbers of the next run are others. */
export const numbersPerRun = 1_000_000_000

export function createJobLog(deps: JobLogDeps): JobLog {
  const { store, jobId, clock, sessionClock, log, earlier } = deps
  // The newest lines of this run, with consecutive numbers; those up to `written` are in the store as well.
  const recent: JobLine[] = []
  let characters = 0
  let last = earlier.lastNumber
  let next = last === 0 ? 1 : (Math.floor(last / numbersPerRun) + 1) * numbersPerRun + 1
  let written = next - 1
  let stored = earlier.lines
  let timer: Timer | null = null
  let writing: Promise<void> = Promise.resolve()
  let failed = false
  let closed = false

  function newer(number: number, most: number): JobLine[] {
    const from = Math.max(0, number + 1 - (recent[0]?.number ?? 0))
    return recent.slice(from, from + most)
  }

  function forget(count: number): void {
    for (const { line } of recent.splice(0, count)) characters -= line.length
  }

  function put(step: string | null, line: string): void {
    last = next
    next += 1
    recent.push({ number: last, at: clock.now(), step, line })
    characters += line.length
    // Many at a time, because what is taken from the front moves all the others.
    if (recent.length > mostLines || characters > mostCharactersInMemory) forget(Math.ceil(recent.length / 20))
  }

  async function write(): Promise<void> {
    timer?.cancel()
    timer = null
    for (let batch = newer(written, mostPerInsert); batch.length > 0; batch = newer(written, mostPerInsert)) {
      await store.append(jobId, batch)
      written = batch.at(-1)?.number ?? written
      stored += batch.length
      if (stored > mostLines) {
        await store.removeOldest(jobId, stored - mostLines)
        stored = mostLines
      }
      forget(recent.length - Math.max(keptForReaders, newer(written, mostLines).length))
    }
    failed = false
  }

  function flush(): Promise<void> {
    writing = writing.then(write).catch((error) => {
      if (!failed) log.warn('The log of a job could not be written.', { job_id: jobId, error })
      failed = true
    })
    return writing
  }

  return {
    last: () => last,
    flush,
    add(step, text) {
      if (closed) return
      const before = next
      for (const line of cleanLines(text, deps.redactLine)) put(step, line)
      if (next === before) return
      if (next - 1 - written >= batchLines) void flush()
      else timer ??= sessionClock.after(batchMs, () => void flush())
      deps.onLine()
    },
    async after(number, most) {
      const [first] = recent
      if (first !== undefined && first.number <= number + 1) return newer(number, most)
      if (number >= last) return []
      const found = await store.after(jobId, number, most)
      return found.length > 0 ? found : newer(number, most)
    },
    async tail(count) {
      const mine = recent.slice(-count)
      if (mine.length === count) return mine
      const first = mine[0]?.number ?? Number.POSITIVE_INFINITY
      const older = (await store.tail(jobId, count)).filter(({ number }) => number < first)
      return [...older, ...mine].slice(-count)
    },
    close() {
      closed = true
      timer?.cancel()
      timer = null
    },
  }
}
