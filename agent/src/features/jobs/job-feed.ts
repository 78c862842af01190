import { isoTime } from '../../core/clock.ts'
import type { EventFeed, FeedEvent } from '../../core/event-feed.ts'
import type { JobView } from '../../core/jobs.ts'
import type { Log } from '../../core/log.ts'
import { numbersPerRun } from './log/job-log.ts'
import type { JobLine } from './log/line-store.ts'
import type { News } from './run/news.ts'

/** A job as somebody follows it, whether it runs or has ended. */
export interface Followed {
  view(): Promise<JobView | null>
  lines(after: number, most: number): Promise<JobLine[]>
  tail(count: number): Promise<JobLine[]>
  /** Null once it has ended. */
  news(): News | null
}

const linesAtBegin = 200
const linesAtOnce = 200

/**
 * The events of one job: the job as it is, its lines after the cursor (without one the last 200), then what happens, and
 * once more the job as it ended. A client that reads slowly is not ahead of what it has read, so it loses nothing but
 * lines that the log itself has dropped by then, which it is told.
 */
export function createJobFeed(job: Followed, cursor: string | undefined, log: Log): EventFeed {
  return async function* follow(gone) {
    try {
      yield* events(job, cursor, gone)
    } catch (error) {
      // The stream ends, and a client that comes back is told what is wrong.
      log.error('The events of a job could not be read.', { error })
    }
  }
}

async function* events(job: Followed, cursor: string | undefined, gone: AbortSignal): AsyncGenerator<FeedEvent> {
  let seen = -1
  const first = await job.view()
  if (first === null) return
  const last = Number(first.log_cursor ?? 0)
  const known = positionOf(cursor, last)
  let position = known ?? ((await job.tail(linesAtBegin))[0]?.number ?? last + 1) - 1
  yield jobEvent(first)
  if (known === null && cursor !== undefined) yield gapEvent(null)
  for (let sent = first; !gone.aborted; ) {
    const news = job.news()
    const version = news?.version() ?? -1
    const lines = await job.lines(position, linesAtOnce)
    for (const line of lines) {
      const lost = lostBetween(position, line.number)
      if (lost !== 0) yield gapEvent(lost)
      position = line.number
      yield lineEvent(line)
    }
    if (version !== seen || news === null) {
      const view = await job.view()
      if (view === null) return
      const ended = view.ended_at !== null && lines.length === 0
      if (ended || !isSame(view, sent)) yield jobEvent(view)
      if (ended) return
      sent = view
      seen = version
    }
    if (lines.length === 0) await news?.after(version, gone)
  }
}

/** Null for a cursor that this job has not given, or none at all. */
function positionOf(cursor: string | undefined, last: number): number | null {
  if (cursor === undefined || !/^\d{1,15}$/.test(cursor) || Number(cursor) > last) return null
  return Number(cursor)
}

/** How many lines are missing between two; null where a restart of the agent lies between them and nobody knows. */
function lostBetween(before: number, number: number): number | null {
  const run = (of: number) => Math.floor(of / numbersPerRun)
  return run(before) === run(number) ? number - before - 1 : null
}

/** Lines alone change the cursor, which a follower sees from the lines. */
function isSame(view: JobView, sent: JobView): boolean {
  return JSON.stringify({ ...view, log_cursor: null }) === JSON.stringify({ ...sent, log_cursor: null })
}

function jobEvent(view: JobView): FeedEvent {
  return { id: null, name: 'job', data: view }
}

function gapEvent(lost: number | null): FeedEvent {
  return { id: null, name: 'gap', data: { lost } }
}

export function lineView({ number, at, step, line }: JobLine) {
  return { cursor: String(number), at: isoTime(at), step, line }
}

function lineEvent(line: JobLine): FeedEvent {
  return { id: String(line.number), name: 'log', data: lineView(line) }
}
