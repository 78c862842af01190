import { isObject, type JsonObject, parseObject, textAt } from '../../json.ts'
import { type MoltbotProgram, type ProgramDeps, runWithCandidate } from './program.ts'

/** What MoltBot itself says about a config. */
export interface Verdict {
  valid: boolean
  issues: VerdictIssue[]
  warnings: VerdictIssue[]
}

export interface VerdictIssue {
  /** As MoltBot writes it, dots between names; empty for the whole. */
  path: string
  message: string
}

const timeoutMs = 60_000
const maxIssues = 100

/**
 * Asks the installed MoltBot whether it would take a config. Takes some seconds of a processor.
 * @throws HostError when it could not be run; UnreadableVerdict when it says nothing that can be read.
 */
export async function validateWithMoltbot(program: MoltbotProgram, text: string, deps: ProgramDeps): Promise<Verdict> {
  const args = ['config', 'validate', '--json']
  const { code, stdout, stderr } = await runWithCandidate(program, { text, args, timeoutMs }, deps)
  const verdict = readVerdict(stdout)
  if (verdict) return verdict
  throw new UnreadableVerdict(
    `MoltBot ended with ${code ?? 'a signal'} and said: ${(stderr || stdout).trim().slice(0, 500)}`,
  )
}

export class UnreadableVerdict extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnreadableVerdict'
  }
}

/**
 * The answer of `config validate --json`: on one line `{valid: true, warnings}`, or over several with `ok: false` and
 * `issues`, of which an error before the config was read has none. Null for anything else.
 */
export function readVerdict(stdout: string): Verdict | null {
  const answer = parseObject(stdout.slice(Math.max(0, stdout.indexOf('{'))))
  if (answer === null || typeof answer.valid !== 'boolean') return null
  const issues = issuesOf(answer.issues)
  const error = isObject(answer.error) ? textAt(answer.error, 'message') : null
  if (!answer.valid && issues.length === 0) issues.push({ path: '', message: error ?? 'MoltBot does not take it.' })
  return { valid: answer.valid && issues.length === 0, issues, warnings: issuesOf(answer.warnings) }
}

function issuesOf(listed: unknown): VerdictIssue[] {
  if (!Array.isArray(listed)) return []
  return listed.slice(0, maxIssues).flatMap((one) => {
    if (typeof one === 'string') return [{ path: '', message: one.slice(0, 500) }]
    return isObject(one) ? [issueOf(one)] : []
  })
}

function issueOf(one: JsonObject): VerdictIssue {
  const path = textAt(one, 'path') ?? ''
  return { path: path === '<root>' ? '' : path, message: textAt(one, 'message', 500) ?? '' }
}
