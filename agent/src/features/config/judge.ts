import type { components } from '@moltbot-ops/api/types'
import type { Ids } from '../../core/ids.ts'
import { Problem } from '../../core/problem.ts'
import type { Effects } from '../../host/effects.ts'
import type { ConfigFinding } from '../../moltbot/config/findings/find-problems.ts'
import {
  UnreadableVerdict,
  type Verdict,
  type VerdictIssue,
  validateWithMoltbot,
} from '../../moltbot/config/installed/validate.ts'
import { formatPath } from '../../moltbot/config/path.ts'
import { partsOf } from '../../moltbot/config/schema/schema-index.ts'
import { findPlace } from '../../moltbot/config/text/find-place.ts'
import type { ParsedConfig } from '../../moltbot/config/text/parse-config.ts'
import { refusalOf } from './machine-refusal.ts'
import { candidatePrefix, programOf } from './moltbot-program.ts'
import type { ConfigSubject } from './subject.ts'

export type ConfigError = components['schemas']['ConfigError']

export interface JudgeDeps {
  effects: Pick<Effects, 'programs' | 'folders' | 'accounts'>
  ids: Pick<Ids, 'id'>
}

/**
 * Asks the installed MoltBot what it thinks of a text. What it says of the present file too, though it runs with that
 * one, is left out: it comes from asking apart from the real state, which has plugins of its own.
 * Null where it cannot be asked.
 * @throws Problem unavailable when asking goes wrong
 */
export async function askMoltbot(
  subject: ConfigSubject,
  text: string,
  { current, signal, ...deps }: JudgeDeps & { current: string | null; signal?: AbortSignal },
): Promise<Verdict | null> {
  const program = await programOf(subject, deps.effects)
  if (program === null) return null
  const ask = (candidate: string) => {
    const name = `${candidatePrefix}${deps.ids.id('cc')}`
    return validateWithMoltbot(program, candidate, { effects: deps.effects, name, signal })
  }
  try {
    const verdict = await ask(text)
    if (verdict.valid || current === null || subject.status.config?.valid !== true) return verdict
    const known = new Set((await ask(current)).issues.map(keyOf))
    const issues = verdict.issues.filter((issue) => !known.has(keyOf(issue)))
    return { ...verdict, issues, valid: issues.length === 0 }
  } catch (error) {
    const what = 'MoltBot could not be asked whether it would take this configuration.'
    if (error instanceof UnreadableVerdict) throw new Problem('unavailable', what, { cause: error })
    throw refusalOf(error, what)
  }
}

function keyOf({ path, message }: VerdictIssue): string {
  return `${path} ${message}`
}

/** What MoltBot says, at the places of the text. */
export function errorsOf(issues: readonly VerdictIssue[], config: ParsedConfig | null): ConfigError[] {
  return issues.map(({ path, message }) => {
    const parts = partsOf(path).map((part) => (/^\d+$/.test(part) ? Number(part) : part))
    const place = findPlace(config, parts)
    return {
      path,
      message,
      severity: 'error',
      code: 'moltbot',
      line: place?.line ?? null,
      column: place?.column ?? null,
    }
  })
}

/** What we say, as the contract tells it. */
export function errorOf({ code, severity, path, title, fix, place }: ConfigFinding): ConfigError {
  const message = `${title} ${fix}`
  return { path: formatPath(path), message, severity, code, line: place?.line ?? null, column: place?.column ?? null }
}
