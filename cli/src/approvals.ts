import type { Schemas } from '@moltbot-ops/sdk'
import type { Command } from 'commander'
import { addNoun, type Cli, type Session } from './cli.ts'
import { actOn, demandOpen } from './consent/act-on.ts'
import { approvePlan } from './consent/approve-plan.ts'
import { followJob } from './consent/follow-job.ts'
import { Failure } from './failure.ts'
import { columns } from './words/columns.ts'
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
      const { client, answer } = await cli.open(command)
      const query = all === true ? {} : { status: 'pending' as const }
      const [list, { time }] = await Promise.all([client.listConfirmations({ query }), client.getHealth()])
      answer(list, () => listText(list.items, Date.parse(time)))
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
      const { client, answer, paint } = await cli.open(command)
      const plan = await client.getConfirmation({ path: { id } })
      answer(plan, () => `${planText(plan, paint)}\n  Status     ${plan.status}`)
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
  const token = await approvePlan(session, plan, yes)
  const result = await actOn(client, plan, token)
  const jobId = result === undefined ? null : ((result as { job_id?: string | null }).job_id ?? null)
  if (jobId !== null) await followJob(session, jobId)
  const after = await client.getConfirmation({ path: { id } })
  answer(after, () => `Approved and done: ${printable(plan.summary)}`)
}

function listText(items: readonly Confirmation[], now: number): string {
  if (items.length === 0) return 'Nothing waits for an approval.'
  return columns(
    [
      { head: 'ID' },
      { head: 'STATUS' },
      { head: 'RISK' },
      { head: 'WHAT' },
      { head: 'PROPOSED BY' },
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
  )
}
