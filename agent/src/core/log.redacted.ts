import type { Redactor } from '@moltbot-ops/redact'
import type { Clock } from './clock.ts'
import { isoTime } from './clock.ts'
import type { Log, LogFields } from './log.ts'

/**
 * The agent's log: one JSON object a line, redacted before it is written. `write` is the only way out, and this is the
 * only place that has it.
 */
export function createRedactedLog(clock: Clock, redactor: Redactor, write: (line: string) => void): Log {
  const lineOf = (level: string, message: string, fields: LogFields) => {
    // Value by value, never the line as a whole: a secret that MoltBot chose must not take our own braces with it.
    return JSON.stringify({ at: isoTime(clock.now()), level, ...redactor.value({ message, ...plain(fields) }) })
  }
  const put = (level: string, message: string, fields: LogFields = {}) => {
    let line: string
    try {
      line = lineOf(level, message, fields)
    } catch {
      // What cannot be redacted is not written, nor is the error: it may quote what it broke on.
      line = JSON.stringify({ at: isoTime(clock.now()), level, message: 'A line of the log could not be redacted.' })
    }
    write(`${line}\n`)
  }
  return {
    info: (message, fields) => put('info', message, fields),
    warn: (message, fields) => put('warn', message, fields),
    error: (message, fields) => put('error', message, fields),
  }
}

/** Errors as data, with their causes: JSON.stringify would say `{}`. */
function plain(fields: LogFields): LogFields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, value instanceof Error ? describe(value, 0) : value]),
  )
}

function describe(error: Error, depth: number): unknown {
  return {
    name: error.name,
    message: error.message,
    stack: error.stack
      ?.split('\n')
      .slice(1, 6)
      .map((line) => line.trim()),
    ...(error.cause instanceof Error && depth < 4 ? { cause: describe(error.cause, depth + 1) } : {}),
  }
}
