import { inspect } from 'node:util'
import { createRedactor, type Redactor } from '@moltbot-ops/redact'
import type { Bus } from '../../../core/bus.ts'
import type { Clock } from '../../../core/clock.ts'
import type { Log, LogFields } from '../../../core/log.ts'
import type { JobRecord } from '../job-record.ts'
import type { JobStore } from '../job-store.ts'
import { cleanSentence } from '../log/clean-text.ts'
import { createJobLog } from '../log/job-log.ts'
import type { LineStore } from '../log/line-store.ts'
import { createOpenJob } from './open-job.ts'
import type { Reins } from './reins.ts'
import type { JobAtWork } from './run-job.ts'
import type { StepTools, Work, WorkStep } from './work.ts'

export interface DeskDeps {
  store: JobStore
  lines: LineStore
  bus: Bus
  clock: Clock
  sessionClock: Clock
  log: Log
  redactor: Pick<Redactor, 'text' | 'lines'>
}

export interface DeskInput {
  record: JobRecord
  work: Work
  reins: Reins
  onEnd(): void
}

/** Steps that cannot be stopped, and undos, get a signal that nobody aborts. */
const never = new AbortController().signal
const longestSentence = 500

/** Lays out what a job is carried out with: its record, its log, and the tools of its steps. */
export async function openDesk(deps: DeskDeps, { record, work, reins, onEnd }: DeskInput): Promise<JobAtWork> {
  const { store, lines, bus, clock, sessionClock, redactor } = deps
  const jobId = record.id
  const earlier = { lines: await lines.count(jobId), lastNumber: await lines.lastNumber(jobId) }
  const own =
    work.secrets.length === 0 ? null : createRedactor({ knownValues: work.secrets.map((text) => ['job', text]) })
  const log = own === null ? deps.log : hiding(deps.log, own.text)
  // A private key of many lines is recognised only by who sees the lines one after the other.
  const ofLog = redactor.lines()

  const job = createOpenJob(
    {
      ...{ store, bus, log, sessionClock, onEnd },
      canCancel: reins.canCancel,
      jobLog: (onLine) =>
        createJobLog({
          ...{ store: lines, jobId, clock, sessionClock, log, earlier, onLine },
          redactLine: guarded((line) => ofLog.line(own?.text(line) ?? line)),
        }),
    },
    record,
  )
  const redactSentence = guarded((text) => redactor.text(own?.text(text) ?? text))
  const clean = (text: string) => cleanSentence(text, longestSentence, redactSentence)
  const tools = (step: WorkStep, live?: Pick<StepTools, 'signal' | 'progress'>): StepTools => ({
    jobId,
    signal: live?.signal ?? never,
    progress: live?.progress ?? (() => undefined),
    save: () => job.commit(() => ({ stateJson: work.state() })),
    line: (text) => job.log.add(step.id, text),
    message: (text) => job.message(step.id, clean(text)),
  })
  return { job, work, clock, log, clean, tools }
}

/** The agent's log does not know the secrets of this job, and an error may quote what it was given. */
function hiding(log: Log, redact: (text: string) => string): Log {
  const hide = (fields: LogFields = {}) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, value instanceof Error ? redact(inspect(value)) : value]),
    )
  return {
    info: (message, fields) => log.info(message, hide(fields)),
    warn: (message, fields) => log.warn(message, hide(fields)),
    error: (message, fields) => log.error(message, hide(fields)),
  }
}

/** What cannot be redacted is not written, nor is the error: it may quote what it broke on. */
function guarded(redact: (text: string) => string): (text: string) => string {
  return (text) => {
    try {
      return redact(text)
    } catch {
      return '(This could not be redacted, so it is left out.)'
    }
  }
}
