import type { Client, Schemas } from '@moltbot-ops/sdk'
import { type Command, Option } from 'commander'
import type { Session } from '../cli.ts'
import { Failure, Interrupted } from '../failure.ts'
import { hint } from '../words/hint.ts'
import { printable } from '../words/printable.ts'
import { holdsSecret } from './act-on.ts'
import { approvePlan } from './approve-plan.ts'
import { demandTerminal } from './ask-line.ts'
import { type Watched, whileWatched } from './while-watched.ts'

type Confirmation = Schemas['Confirmation']

export interface ConsentOptions {
  reason?: string
  yes?: boolean
  propose?: boolean
}

export interface Consequence<Result> {
  /** The operationId. */
  action: string
  /** Exactly what `call` sends: body, path and query as one flat object. */
  params: Record<string, unknown>
  /** Why, when the person gives no reason of their own. */
  reason: string
  /** How long making the plan may take; the client's own limit without it. */
  planTimeoutMs?: number
  /** What a person reads before approving, beside the plan. */
  more?: string
  /** Sends the call with these headers, once it is approved. The signal comes when the person stops waiting. */
  call(headers: Record<string, string>, signal?: AbortSignal): Promise<Result>
}

/** Options of every verb that changes something. */
export function addConsentOptions(command: Command): Command {
  return command
    .option('--reason <text>', 'why; stands in the audit log')
    .addOption(new Option('--yes', 'do not ask after showing the plan; only on a terminal'))
    .option('--propose', 'only propose it; a person approves it in the console')
}

/**
 * Propose, show the plan, ask, approve, act. With `--propose`, or with a token that may not approve, it ends at the
 * proposal, which is then the answer.
 * @throws Failure when it is not approved · ApiError
 */
export async function carryOut<Result>(
  session: Session,
  options: ConsentOptions,
  { action, params, reason, planTimeoutMs, more = '', call }: Consequence<Result>,
): Promise<{ proposed: Confirmation } | ({ proposed: null } & Watched<Result>)> {
  const { client, surroundings } = session
  const proposeOnly = options.propose === true || session.stateDir === null
  if (!proposeOnly) demandTerminal(surroundings)
  if (planTimeoutMs !== undefined) session.note('Making the plan …')
  const plan = await client.createConfirmation({
    body: { action, params, reason: options.reason ?? reason },
    ...(planTimeoutMs === undefined ? {} : { timeoutMs: planTimeoutMs }),
  })
  if (proposeOnly) {
    if (holdsSecret(plan)) await withdraw(client, plan)
    return { proposed: plan }
  }
  const token = await approvePlan(session, plan, { yes: options.yes === true, more }).catch(async (error: unknown) => {
    const saidNo = error instanceof Interrupted || (error instanceof Failure && error.code === 'refused')
    if (saidNo) await withdrawQuietly(client, plan)
    throw error
  })
  const headers = { 'x-confirmation-token': token }
  return { proposed: null, ...(await whileWatched(session, plan.id, (signal) => call(headers, signal))) }
}

/** A secret is kept nowhere, so nobody but its owner could carry the plan out. @throws Failure */
async function withdraw(client: Client, { id }: Confirmation): Promise<never> {
  await client.denyConfirmation({ path: { id }, body: { reason: 'It holds a secret that only its proposer has.' } })
  throw new Failure(
    'refused',
    'This holds a secret, and a secret is kept nowhere, so somebody else cannot carry it out for you. Run it without --propose, in a terminal on the host of the agent.',
  )
}

/** Whoever says no to a plan of their own does not want it to wait in the console for another to approve. */
async function withdrawQuietly(client: Client, { id }: Confirmation): Promise<void> {
  const body = { reason: 'Not approved by the person who proposed it.' }
  // The answer stands whether or not the agent hears of it: without an approval the proposal ends by itself.
  await client.denyConfirmation({ path: { id }, body }).catch(() => undefined)
}

/** What is said about a proposal that somebody else has to approve. */
export function proposedText({ id, summary }: Confirmation, { stateDir }: Pick<Session, 'stateDir'>): string {
  const words = `approvals approve ${printable(id)}`
  // How it is started on the host of a remote agent is not known here.
  const command = stateDir === null ? `moltbot-ops ${words}` : hint(words)
  return `Proposed: ${printable(summary)}\nA person approves it within 5 minutes in the console, or at the host: ${command}`
}
