import type { OwnServicePlan, OwnServiceState, OwnStep } from '../../agent/src/own-service/own-manager.ts'
import { pairs } from './words/columns.ts'
import type { Paint } from './words/paint.ts'
import { printable } from './words/printable.ts'

const managerNames: Record<OwnServiceState['manager'], string> = {
  systemd: 'systemd, a system unit',
  systemd_user: 'systemd, a unit of this user',
  launchd: 'launchd',
}

/** Everything that will be done, to the byte, before somebody says yes to it. */
export function servicePlanText({ name, manager, steps, notes }: OwnServicePlan, paint: Paint): string {
  const lines = steps.flatMap((step, index) => {
    const [first, ...rest] = stepLines(step, paint)
    return [`  ${index + 1}. ${first}`, ...rest.map((line) => `     ${line}`.trimEnd())]
  })
  return [`${name} (${managerNames[manager]})`, '', ...lines, '', ...notes.map(printable)].join('\n')
}

function stepLines(step: OwnStep, paint: Paint): string[] {
  if ('run' in step) return [`Run ${step.run.map(printable).join(' ')}`]
  if ('remove' in step) return [`Remove ${printable(step.remove)}`]
  const text = step.text.trimEnd().split('\n')
  return [`Write ${printable(step.write)}`, ...text.map((line) => line && paint(printable(line), 'unknown'))]
}

export function serviceStateText({ installed, running, pid, starts_at_boot, manager, path }: OwnServiceState): string {
  if (!installed) return 'The agent is no service here. Make it one: moltbot-ops service install'
  return pairs([
    ['Service', managerNames[manager]],
    ['State', running ? `running, process ${pid ?? 'unknown'}` : 'not running'],
    ['With the machine', starts_at_boot === null ? 'unknown' : starts_at_boot ? 'yes' : 'no'],
    ['Definition', printable(path)],
  ])
}
