import type { GatewayConfig } from '../gateway/read-config.ts'
import { isObject, type JsonObject, textAt } from '../json.ts'
import type { LogEvent } from '../log/log-events.ts'
import type { ConfigVerdict } from '../status/evidence.ts'

const maxIssues = 20

/** A file that cannot be parsed is invalid whatever the schema says. */
export function verdictOfParser({ hash, parseError }: GatewayConfig, at: number): ConfigVerdict | null {
  return parseError === null ? null : { hash, valid: false, issues: [parseError], at, from: 'parser' }
}

/** MoltBot waits until an edit has settled, 300 ms unless configured otherwise, so what it wrote sooner is of the file before. */
const settledMs = 200

/**
 * MoltBot watches its config and writes within about a second what it thinks of an edit. A file that is put back at once
 * is not the one that it refused a moment before, and one that is edited again not the one that it took.
 */
export function verdictOfLog({ hash, modifiedAt }: GatewayConfig, events: LogEvent[]): ConfigVerdict | null {
  const told = events.findLast(
    ({ kind, at }) => at >= modifiedAt + settledMs && (kind === 'config_rejected' || kind === 'config_applied'),
  )
  if (!told) return null
  const issue = told.message.replace(/^config reload skipped \(invalid config\): (?:: )?/, '')
  const valid = told.kind === 'config_applied'
  return { hash, valid, issues: valid ? [] : [issue], at: told.at, from: 'log' }
}

/** The answer of `config.get`: `valid`, and `issues` as path and message. */
export function verdictOfRpc({ hash }: GatewayConfig, answer: JsonObject, at: number): ConfigVerdict | null {
  if (typeof answer.valid !== 'boolean') return null
  const listed = Array.isArray(answer.issues) ? answer.issues.filter(isObject).slice(0, maxIssues) : []
  const issues = listed.map((issue) => `${textAt(issue, 'path') ?? ''}: ${textAt(issue, 'message') ?? ''}`)
  return { hash, valid: answer.valid, issues: answer.valid ? [] : issues, at, from: 'rpc' }
}
