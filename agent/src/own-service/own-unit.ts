import { commandWord } from '../core/systemd-syntax.ts'

/** What the agent's service runs. */
export interface OwnCommand {
  node: string
  program: string
  port: number
  stateDir: string
  moltbotHome: string | null
}

export const ownUnitName = 'moltbot-ops.service'
/** Under which name its words stand in the journal. */
export const ownIdentifier = 'moltbot-ops'
/** Says whose unit it is: no other file is ever overwritten or removed. */
export const ownUnitMark = '# Written by `moltbot-ops service install`; `moltbot-ops service remove` takes it away.'

export function ownWords({ node, program, port, stateDir, moltbotHome }: OwnCommand): string[] {
  const home = moltbotHome === null ? [] : ['--moltbot-home', moltbotHome]
  return [node, program, 'serve', '--port', String(port), '--state-dir', stateDir, ...home]
}

/**
 * The agent's own unit. KillMode=process: a MoltBot that the agent supervises goes on when the agent is restarted. There is
 * no sandbox around files, because installing and looking after a MoltBot is what a root agent is for, and no PrivateTmp,
 * because MoltBot's locks lie in the shared temporary folder. @throws UnitTextError
 */
export function ownUnitText(command: OwnCommand, scope: 'system' | 'user'): string {
  return [
    ownUnitMark,
    '[Unit]',
    'Description=MoltBot Ops, which watches MoltBot and changes it only with consent',
    'After=network-online.target',
    'Wants=network-online.target',
    'StartLimitIntervalSec=300',
    'StartLimitBurst=10',
    '',
    '[Service]',
    'Type=exec',
    'WorkingDirectory=~',
    `ExecStart=${ownWords(command).map(commandWord).join(' ')}`,
    `SyslogIdentifier=${ownIdentifier}`,
    'Restart=always',
    'RestartSec=5',
    'TimeoutStopSec=15',
    'KillMode=process',
    'OOMPolicy=continue',
    'UMask=0077',
    // In its memory are keys, and passwords of other hosts while it installs there.
    'LimitCORE=0',
    'NoNewPrivileges=yes',
    'LockPersonality=yes',
    'RestrictRealtime=yes',
    '',
    '[Install]',
    `WantedBy=${scope === 'system' ? 'multi-user.target' : 'default.target'}`,
    '',
  ].join('\n')
}
