import { commandWord, unitLine, unitWord } from '../../../../../core/systemd-syntax.ts'
import type { ServiceDefinition } from '../../../../effects.ts'
import { serviceTitle } from '../check-definition.ts'

export type UnitScope = 'system' | 'user'

/** Says whose unit it is: no other file is ever overwritten or removed. */
export const unitMark = '# Written by MoltBot Ops; changes made here are lost when it writes the unit again.'

export function unitName(name: string): string {
  return name.endsWith('.service') ? name : `${serviceTitle(name)}.service`
}

/**
 * MoltBot's unit, see systemd.service(5) and systemd.exec(5). When it restarts and when not is what upstream's own unit
 * says. @throws UnitTextError
 */
export function unitText(definition: ServiceDefinition, scope: UnitScope): string {
  const { owner, environment, command, stopBudgetMs } = definition
  const variables = Object.entries(environment).map(([name, value]) => `Environment=${unitWord(`${name}=${value}`)}`)
  return [
    unitMark,
    '[Unit]',
    `Description=${unitLine(definition.description)}`,
    'After=network-online.target',
    'Wants=network-online.target',
    'StartLimitIntervalSec=300',
    'StartLimitBurst=10',
    '',
    '[Service]',
    'Type=exec',
    ...(scope === 'system' ? [`User=${unitLine(owner.name)}`, `Group=${owner.gid}`] : []),
    `WorkingDirectory=${unitLine(definition.workingDirectory)}`,
    ...variables,
    `ExecStart=${command.map(commandWord).join(' ')}`,
    'Restart=always',
    'RestartSec=5',
    'RestartPreventExitStatus=78',
    'SuccessExitStatus=0 143',
    // Until the program runs, not until MoltBot answers: that takes longer, and is ours to judge.
    'TimeoutStartSec=30',
    `TimeoutStopSec=${Math.max(1, Math.ceil(stopBudgetMs / 1000))}`,
    'KillMode=mixed',
    'OOMPolicy=continue',
    'UMask=0077',
    ...hardening[scope],
    '',
    '[Install]',
    `WantedBy=${scope === 'system' ? 'multi-user.target' : 'default.target'}`,
    '',
  ].join('\n')
}

/**
 * What MoltBot does not notice. Left out on purpose: PrivateTmp, because its locks lie in the shared temporary folder and
 * a second gateway started by hand must see them; MemoryDenyWriteExecute, because V8 compiles; RestrictNamespaces and
 * PrivateDevices, because its browser and audio tools need them; ProtectSystem=strict, because people let it work in
 * folders of their own; RestrictSUIDSGID, because it takes away openat2, without which MoltBot 2026.9.6 gets no lock on
 * its state and ends with 78. The mount options need privileges that a user's manager does not have.
 */
const hardening: Record<UnitScope, readonly string[]> = {
  system: [
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'ProtectSystem=full',
    'ProtectKernelTunables=yes',
    'ProtectKernelModules=yes',
    'ProtectControlGroups=yes',
    'RestrictRealtime=yes',
    'LockPersonality=yes',
  ],
  user: ['NoNewPrivileges=yes', 'LockPersonality=yes'],
}
