import type { ServiceDefinition } from '../../../effects.ts'

const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word))

/** A unit as systemd takes it, see systemd.service(5). */
export function unitText({ owner, ...definition }: ServiceDefinition, scope: 'system' | 'user'): string {
  const { command, environment, description, workingDirectory, stopBudgetMs } = definition
  return [
    '# Written by MoltBot Ops.',
    '[Unit]',
    `Description=${description}`,
    'After=network-online.target',
    'Wants=network-online.target',
    '',
    '[Service]',
    'Type=exec',
    ...(scope === 'system' ? [`User=${owner.name}`, `Group=${owner.gid}`] : []),
    `WorkingDirectory=${workingDirectory}`,
    ...Object.entries(environment).map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}`),
    `ExecStart=${command.map(quoted).join(' ')}`,
    'Restart=always',
    'RestartSec=5',
    'RestartPreventExitStatus=78',
    `TimeoutStopSec=${Math.max(1, Math.ceil(stopBudgetMs / 1000))}`,
    '',
    '[Install]',
    `WantedBy=${scope === 'system' ? 'multi-user.target' : 'default.target'}`,
    '',
  ].join('\n')
}
