import type { Schemas } from '@moltbot-ops/sdk'
import type { Command } from 'commander'
import { addNoun, type Cli, type Session } from './cli.ts'
import { readMask } from './config/change-verbs.ts'
import { actOn, demandOpen, holdsSecret } from './consent/act-on.ts'
import { approvePlan } from './consent/approve-plan.ts'
import { settledJob } from './consent/follow-job.ts'
import { whileWatched } from './consent/while-watched.ts'
import { Failure } from './failure.ts'
import { columns } from './words/columns.ts'
import { changesText } from './words/config-text.ts'
import { hint } from './words/hint.ts'
import { planText } from './words/plan-text.ts'
import { printable } from './words/printable.ts'
import { ago, until } from './words/time.ts'

type Confirmation = Schemas['Confirmation']

/** `moltbot-ops approvals`: what waits for a person. */
export function addApprovals(cli: Cli): void {
  const noun = addNoun(cli, 'approvals', 'See what waits for a person, and approve or deny it', 'list')
  cli
    .verb({
      noun,
      usage: 'list',
      summary: 'List what waits for an approval',
      example: 'approvals list',
      cannot: 'The proposals could not be read.',
    })
    .option('--all', 'also what was decided')
    .action(async ({ all }: { all?: boolean }, command: Command) => {
      const { client, answer, width } = await cli.open(command)
      const query = all === true ? {} : { status: 'pending' as const }
      const [list, { time }] = await Promise.all([client.listConfirmations({ query }), client.getHealth()])
      answer(list, () => listText(list.items, Date.parse(time), width))
    })
  cli
    .verb({
      noun,
      usage: 'show <id>',
      summary: 'Show a plan in full',
      example: 'approvals show cf_8sQ2',
      cannot: 'The plan could not be read.',
    })
    .action(async (id: string, _options: object, command: Command) => {
      const session = await cli.open(command)
      const plan = await session.client.getConfirmation({ path: { id } })
      const more = plan.status === 'pending' && !holdsSecret(plan) ? await settingsOf(session, plan) : ''
      const text = `${planText(plan, session.paint, session.width)}\n  Status     ${plan.status}`
      session.answer(plan, () => (more === '' ? text : `${text}\n\n${more}`))
    })
  cli
    .verb({
      noun,
      usage: 'approve <id>',
      summary: 'Show a plan, ask on the terminal, and approve it',
      example: 'approvals approve cf_8sQ2',
      cannot: 'The plan was not approved.',
    })
    .option('--yes', 'do not ask after showing the plan; only on a terminal')
    .action(async (id: string, { yes }: { yes?: boolean }, command: Command) => {
      const session = await cli.open(command)
      await approve(session, id, yes === true)
    })
  cli
    .verb({
      noun,
      usage: 'deny <id>',
      summary: 'Refuse a plan',
      example: 'approvals deny cf_8sQ2 --reason "not tonight"',
      cannot: 'The plan was not refused.',
    })
    .option('--reason <text>', 'why; stands in the audit log')
    .action(async (id: string, { reason }: { reason?: string }, command: Command) => {
      const { client, answer } = await cli.open(command)
      const denied = await client.denyConfirmation({ path: { id }, body: reason === undefined ? {} : { reason } })
      answer(denied, () => `Denied: ${printable(denied.summary)} Nothing was changed.`)
    })
}

/** The approver makes the call, so an approval at the terminal carries the plan out at once. */
async function approve(session: Session, id: string, yes: boolean): Promise<void> {
  const { client, answer } = session
  const plan = await client.getConfirmation({ path: { id } })
  if (plan.status !== 'pending') throw new Failure('failed', `This proposal is ${plan.status} already.`)
  demandOpen(plan)
  const token = await approvePlan(session, plan, { yes, more: await settingsOf(session, plan) })
  const { result, job } = await whileWatched(session, id, (signal) => actOn(client, plan, token, signal))
  const { job_id: jobId, trial_id: trialId } = (result ?? {}) as { job_id?: string | null; trial_id?: string | null }
  if (jobId != null) await settledJob(session, jobId, job)
  const after = await client.getConfirmation({ path: { id } })
  const kept =
    trialId == null ? '' : `\nIt goes back by itself, unless you run: ${hint(`config confirm ${printable(trialId)}`)}`
  answer(after, () => `Approved and done: ${printable(plan.summary)}${kept}`)
}

/** What a change of the configuration changes, value by value; the plan itself names the settings only. */
async function settingsOf({ client, paint }: Session, { action, plan_input }: Confirmation): Promise<string> {
  const { config, instance_id: instance } = (plan_input.params ?? {}) as { config?: unknown; instance_id?: string }
  if (action !== 'applyConfig' || typeof config !== 'object' || config === null) return ''
  const query = instance === undefined ? {} : { instance_id: instance }
  const [{ changes }, mask] = await Promise.all([
    client.diffConfig({ query, body: { config: { ...config } } }),
    readMask(client, query),
  ])
  return changesText(changes, mask, paint)
}

function listText(items: readonly Confirmation[], now: number, width: number): string {
  if (items.length === 0) return 'Nothing waits for an approval.'
  return columns(
    [
      { head: 'ID' },
      { head: 'STATUS' },
      { head: 'RISK' },
      { head: 'WHAT', folds: true },
      { head: 'BY', folds: true },
      { head: 'PROPOSED' },
      { head: 'ENDS' },
    ],
    items.map((one) => [
      printable(one.id),
      one.status,
      one.risk,
      printable(one.summary),
      printable(one.proposed_by.name),
      ago(Date.parse(one.proposed_at), now),
      one.status === 'pending' ? until(Date.parse(one.expires_at), now) : '',
    ]),
    width,
  )
}
