import type { OwnServicePlan, OwnServiceState } from '../../agent/src/own-service/own-manager.ts'
import { pairs } from './words/columns.ts'
import type { Paint } from './words/paint.ts'
import { printable } from './words/printable.ts'

const managerNames: Record<OwnServiceState['manager'], string> = {
  systemd: 'systemd, a system unit',
  systemd_user: 'systemd, a unit of this user',
  launchd: 'launchd',
}

/** Everything that will be done, to the byte, before somebody says yes to it. */
export function servicePlanText({ name, manager, files, commands, notes }: OwnServicePlan, paint: Paint): string {
  return [
    `${name} (${managerNames[manager]})`,
    ...files.flatMap(({ path, text }) => [
      '',
      `Writes ${printable(path)}:`,
      ...text
        .trimEnd()
        .split('\n')
        .map((line) => paint(`  ${printable(line)}`.trimEnd(), 'unknown')),
    ]),
    '',
    'Runs:',
    ...commands.map((words) => `  ${words.map(printable).join(' ')}`),
    '',
    ...notes.map(printable),
  ].join('\n')
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
