import type { Schemas } from '@moltbot-ops/sdk'
import type { Command } from 'commander'
import type { Cli, Session } from './cli.ts'
import { addConsentOptions, type ConsentOptions, carryOut, proposedText } from './consent/carry-out.ts'
import { settledJob } from './consent/follow-job.ts'
import type { Watched } from './consent/while-watched.ts'
import { Failure } from './failure.ts'
import { printable } from './words/printable.ts'

type Action = 'start' | 'stop' | 'restart'

const verbs: Record<Action, { summary: string; cannot: string }> = {
  start: { summary: 'Start MoltBot', cannot: 'MoltBot was not started.' },
  stop: { summary: 'Stop MoltBot', cannot: 'MoltBot was not stopped.' },
  restart: { summary: 'Restart MoltBot and check that it answers', cannot: 'MoltBot was not restarted.' },
}

/** `moltbot-ops start|stop|restart`. */
export function addOps(cli: Cli): void {
  for (const [action, { summary, cannot }] of Object.entries(verbs)) {
    const example = `${action} --reason "Telegram is silent"`
    const verb = cli.verb({ usage: action, summary, example, cannot }).option('--instance <id>', 'which MoltBot')
    addConsentOptions(verb).action((options: ConsentOptions & { instance?: string }, command: Command) =>
      run(cli, action as Action, options, command),
    )
  }
}

async function run(
  cli: Cli,
  action: Action,
  { instance, ...options }: ConsentOptions & { instance?: string },
  command: Command,
): Promise<void> {
  const session = await cli.open(command)
  const query = instance === undefined ? {} : { instance_id: instance }
  const outcome = await carryOut(session, options, {
    action: 'runOpsAction',
    params: { action, ...query },
    reason: `${action} from the command line`,
    // The agent answers once it is verified, or after a minute.
    call: (headers, signal) =>
      session.client.runOpsAction({ query, body: { action }, headers, signal, timeoutMs: 90_000 }),
  })
  if (outcome.proposed !== null) {
    const { proposed } = outcome
    session.answer(proposed, () => proposedText(proposed, session))
    return
  }
  const result = await settled(session, outcome)
  session.answer(result, () => `${printable(result.message)} Audit entry ${result.audit_event_id}.`)
}

async function settled(
  session: Session,
  { result, job: seen }: Watched<Schemas['OpsActionResult']>,
): Promise<Schemas['OpsActionResult']> {
  if (result.status === 'accepted' && result.job_id != null) {
    const job = await settledJob(session, result.job_id, seen)
    return { ...result, status: 'verified', message: String(job.result?.message ?? result.message) }
  }
  if (!result.ok) throw new Failure('failed', result.message)
  return result
}
