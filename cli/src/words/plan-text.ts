import type { Schemas } from '@moltbot-ops/sdk'
import { fold } from './fold.ts'
import type { Paint } from './paint.ts'
import { printable } from './printable.ts'
import { duration } from './time.ts'

type Confirmation = Schemas['Confirmation']

/** The plan as a person reads it before approving, in lines of `width` characters. */
export function planText(plan: Confirmation, paint: Paint, width = Number.POSITIVE_INFINITY): string {
  const list = (label: string, values: readonly string[]) =>
    values
      .flatMap((value) => fold(printable(value), width - indent))
      .map((line, index) => labelled(index === 0 ? label : '', line))
  const named = `${plan.id}  ${plan.plan_hash}`
  const lines = [
    printable(plan.summary),
    '',
    ...plan.plan.map((step, index) => {
      const seconds = !step.seconds ? '' : `  about ${duration(step.seconds * 1000)}`
      const stopped = step.moltbot_stopped ? paint('  MoltBot is stopped', 'warn') : ''
      const told = step.detail === null ? [] : step.detail.split('\n')
      const detail = told.flatMap((line) => fold(printable(line), width - 5)).map((line) => `     ${line}`)
      return [`  ${index + 1}. ${printable(step.title)}${seconds}${stopped}`, ...detail].join('\n')
    }),
    ...(plan.plan.length === 0 ? [] : ['']),
    ...list('Affects', plan.affects),
    ...list('Is lost', plan.losses.length === 0 ? ['Nothing.'] : plan.losses),
    ...list('Undone by', [plan.undo ?? 'Cannot be undone.']),
    ...list('Outage', plan.downtime_seconds === null ? [] : [outage(plan.downtime_seconds)]),
    labelled('Risk', paint(plan.risk, plan.risk === 'high' ? 'bad' : plan.risk === 'medium' ? 'warn' : 'plain')),
    ...list('Reason', [plan.reason]),
    ...(indent + named.length <= width
      ? [labelled('Plan', named)]
      : [labelled('Plan', plan.id), `  ${plan.plan_hash}`]),
  ]
  return lines.join('\n')
}

const outage = (seconds: number) => (seconds === 0 ? 'None.' : `About ${duration(seconds * 1000)}.`)

/** Two spaces, the label, one space. */
const indent = 13
const labelled = (label: string, value: string) => `  ${label.padEnd(10)} ${value}`
