import { AgentUnreachable, ApiError } from '@moltbot-ops/sdk'
import { hint } from './words/hint.ts'

/** What scripts can rely on. */
export const exitCodes = { done: 0, failed: 1, usage: 2, refused: 3, unreachable: 4 } as const
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

/** A failure that the command line itself found. `message` says why and what to do. */
export class Failure extends Error {
  readonly exitCode: ExitCode
  readonly code: string

  constructor(kind: Exclude<keyof typeof exitCodes, 'done'>, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'Failure'
    this.exitCode = exitCodes[kind]
    this.code = { failed: 'failed', usage: 'usage', refused: 'refused', unreachable: 'agent_unreachable' }[kind]
  }
}

/** The person pressed Ctrl-C, or hung up. */
export class Interrupted extends Error {
  constructor(what = 'Nothing was done.') {
    super(`Interrupted. ${what}`)
    this.name = 'Interrupted'
  }
}

/** The agent went away after something was approved: it may be done, going on, or not begun. */
export class OutcomeUnknown extends Error {
  constructor(cause: AgentUnreachable) {
    super(
      `${cause.message} What was approved may be done or half done. Once the agent runs, see: ${hint('jobs list')}`,
      {
        cause,
      },
    )
    this.name = 'OutcomeUnknown'
  }
}

export interface FailureReport {
  exitCode: ExitCode
  /** Nothing says that it was not done: what was begun may go on. */
  isOpen?: boolean
  /** The API's error envelope, or the same form for what the command line found. */
  envelope: { code: string; message: string; request_id?: string; details?: object[]; retry_after_seconds?: number }
}

/** Consent, role, session or place: the agent knows what was asked and says no. */
const refusals = new Set([401, 403, 428])

/** One place where every error becomes an exit code and words. */
export function reportOf(error: unknown): FailureReport {
  if (error instanceof ApiError) {
    const { code, message, request_id, details, retry_after_seconds } = error
    return {
      exitCode: refusals.has(error.status) ? exitCodes.refused : exitCodes.failed,
      envelope: {
        code,
        message,
        ...(request_id === undefined ? {} : { request_id }),
        ...(details.length === 0 ? {} : { details }),
        ...(retry_after_seconds === undefined ? {} : { retry_after_seconds }),
      },
    }
  }
  if (error instanceof AgentUnreachable) {
    const message = `${error.message} Start it with \`${hint('serve')}\`, or name another with --state-dir or --agent.`
    return { exitCode: exitCodes.unreachable, envelope: { code: 'agent_unreachable', message } }
  }
  if (error instanceof OutcomeUnknown) {
    const { message } = error
    return { exitCode: exitCodes.unreachable, envelope: { code: 'agent_unreachable', message }, isOpen: true }
  }
  if (error instanceof Failure) {
    return { exitCode: error.exitCode, envelope: { code: error.code, message: error.message } }
  }
  if (error instanceof Interrupted) {
    return { exitCode: exitCodes.failed, envelope: { code: 'interrupted', message: error.message }, isOpen: true }
  }
  const message = `This is a fault of moltbot-ops: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  return { exitCode: exitCodes.failed, envelope: { code: 'internal', message } }
}
