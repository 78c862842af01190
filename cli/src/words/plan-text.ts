import type { Schemas } from '@moltbot-ops/sdk'
import type { Paint } from './paint.ts'
import { printable } from './printable.ts'
import { duration } from './time.ts'

type Confirmation = Schemas['Confirmation']

/** The plan as a person reads it before approving. */
export function planText(plan: Confirmation, paint: Paint): string {
  const lines = [
    printable(plan.summary),
    '',
    ...plan.plan.map((step, index) => {
      const seconds = !step.seconds ? '' : `  about ${duration(step.seconds * 1000)}`
      const stopped = step.moltbot_stopped ? paint('  MoltBot is stopped', 'warn') : ''
      const detail = step.detail === null ? [] : step.detail.split('\n').map((line) => `     ${printable(line)}`)
      return [`  ${index + 1}. ${printable(step.title)}${seconds}${stopped}`, ...detail].join('\n')
    }),
    ...(plan.plan.length === 0 ? [] : ['']),
    ...list('Affects', plan.affects),
    ...list('Is lost', plan.losses.length === 0 ? ['Nothing.'] : plan.losses),
    ...list('Undone by', [plan.undo ?? 'Cannot be undone.']),
    ...list('Outage', plan.downtime_seconds === null ? [] : [outage(plan.downtime_seconds)]),
    ...list(
      'Risk',
      [paint(plan.risk, plan.risk === 'high' ? 'bad' : plan.risk === 'medium' ? 'warn' : 'plain')],
      false,
    ),
    ...list('Reason', [plan.reason]),
    ...list('Plan', [`${plan.id}  ${plan.plan_hash}`]),
  ]
  return lines.join('\n')
}

const outage = (seconds: number) => (seconds === 0 ? 'None.' : `About ${duration(seconds * 1000)}.`)

function list(label: string, values: readonly string[], clean = true): string[] {
  return values.map((value, index) => `  ${(index === 0 ? label : '').padEnd(10)} ${clean ? printable(value) : value}`)
}
