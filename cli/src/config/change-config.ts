import { ApiError, type Schemas } from '@moltbot-ops/sdk'
import { type Command, InvalidArgumentError } from 'commander'
import type { Session } from '../cli.ts'
import { type ConsentOptions, type Consequence, carryOut, proposedText } from '../consent/carry-out.ts'
import { settledJob } from '../consent/follow-job.ts'
import { parseDuration } from '../duration-option.ts'
import { Failure } from '../failure.ts'
import { shortHash, trialText } from '../words/config-text.ts'
import { printable } from '../words/printable.ts'

type Result = Schemas['ConfigApplyResult']

export interface ChangeOptions extends ConsentOptions {
  instance?: string
  /** Seconds. */
  trial?: number
}

/** Longer than the minute after which the agent names the job to follow. */
export const changeTimeoutMs = 90_000
/** Planning may read the whole schema first. */
const planTimeoutMs = 60_000

export function addTrialOption(command: Command): Command {
  return command.option(
    '--trial <duration>',
    'go back by itself unless it is confirmed in time, such as 60s or 5m',
    parseTrial,
  )
}

function parseTrial(text: string): number {
  const seconds = parseDuration(text)
  if (seconds < 30 || seconds > 3600) throw new InvalidArgumentError('A trial lasts from 30 seconds to 1 hour.')
  return seconds
}

export const instanceOf = ({ instance }: { instance?: string }) =>
  instance === undefined ? {} : { instance_id: instance }

export const trialOf = ({ trial }: ChangeOptions) => (trial === undefined ? {} : { confirm_within_seconds: trial })

/**
 * Proposes a change of the configuration, asks, follows it, and says how it ended.
 * @throws Failure when it is not approved or did not work
 */
export async function changeConfig(
  session: Session,
  options: ChangeOptions,
  consequence: Omit<Consequence<Result>, 'planTimeoutMs'>,
): Promise<void> {
  const outcome = await carryOut(session, options, { ...consequence, planTimeoutMs }).catch(async (error: unknown) => {
    if (error instanceof ApiError && error.code === 'plan_impossible') await noteTrial(session, options)
    throw error
  })
  if (outcome.proposed !== null) {
    const { proposed } = outcome
    session.answer(proposed, () => proposedText(proposed, session))
    return
  }
  const result = await settled(session, outcome.result, outcome.job)
  const trial = await trialLine(session, options, result)
  session.answer(result, () => [resultText(result), ...trial].join('\n'))
}

/** While a trial runs nothing else can be changed; whoever is told so needs its name. */
async function noteTrial({ client, note }: Session, options: ChangeOptions): Promise<void> {
  const [{ trial }, { time }] = await Promise.all([
    client.getConfig({ query: instanceOf(options) }),
    client.getHealth(),
  ])
  if (trial !== null) note(trialText(trial, Date.parse(time)))
}

async function settled(session: Session, result: Result, seen: Schemas['Job'] | null): Promise<Result> {
  if (result.status === 'accepted' && result.job_id != null) {
    const { result: told } = await settledJob(session, result.job_id, seen)
    const { loaded, trial_id, message, hash } = told ?? {}
    return {
      ...result,
      status: 'verified',
      applied: loaded === true,
      trial_id: typeof trial_id === 'string' ? trial_id : null,
      ...(typeof hash === 'string' ? { hash } : {}),
      ...(typeof message === 'string' ? { message } : {}),
      next_steps: [],
    }
  }
  const message = result.message ?? ''
  if (result.status === 'rolled_back') {
    throw new Failure('failed', `${message} The configuration before is back.`)
  }
  if (result.status === 'failed') throw new Failure('failed', message || 'It did not work.')
  return result
}

function resultText({ message, hash, audit_event_id: entry }: Result): string {
  const version = hash === undefined ? '' : ` Version ${shortHash(hash)}.`
  return `${printable(message ?? 'Done.')}${version}${entry === undefined ? '' : ` Audit entry ${printable(entry)}.`}`
}

/** The trial as it runs now; its time began while it was being checked. */
async function trialLine(
  { client, json }: Session,
  options: ChangeOptions,
  { trial_id: id }: Result,
): Promise<string[]> {
  if (id == null || json) return []
  const [{ trial }, { time }] = await Promise.all([
    client.getConfig({ query: instanceOf(options) }),
    client.getHealth(),
  ])
  return trial === null || trial.id !== id ? ['The trial has ended already.'] : [trialText(trial, Date.parse(time))]
}
