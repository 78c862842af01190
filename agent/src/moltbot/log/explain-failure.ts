import type { ReasonCode } from '../status/reason-codes.ts'

/** Why a start ended, in plain words. */
export interface Failure {
  code: ReasonCode
  message: string
  /** As OpenClaw documents its exits: 78 must not be tried again, 1 may. Null where the message does not tell. */
  exitCode: number | null
}

interface Rule {
  pattern: RegExp
  code: ReasonCode
  exitCode: number
  message: (match: RegExpExecArray) => string
}

const rules: Rule[] = [
  {
    pattern: /Invalid config at [^\n]*:\n(?:[^\n]*? — )?([^\n]+)/,
    code: 'config_invalid',
    exitCode: 78,
    message: ([, issue]) => `OpenClaw refuses the config: ${plain(issue)}`,
  },
  { pattern: /Invalid config/, code: 'config_invalid', exitCode: 78, message: () => 'OpenClaw refuses the config.' },
  {
    pattern: /Missing config/,
    code: 'config_missing',
    exitCode: 78,
    message: () => 'There is no config, and OpenClaw does not start without one.',
  },
  {
    pattern: /newer schema version (\d+); this build supports (\d+)|schema (\d+); this build supports (\d+)/,
    code: 'schema_newer',
    exitCode: 78,
    message: ([, a, b, c, d]) => `A newer OpenClaw wrote the data (schema ${a ?? c}); this one knows schema ${b ?? d}.`,
  },
  {
    pattern: /schema\(s\) are newer|requires a newer OpenClaw/,
    code: 'schema_newer',
    exitCode: 78,
    message: () => 'A newer OpenClaw wrote the data than the one that was started.',
  },
  {
    pattern: /another OpenClaw process owns|StateDatabaseCoordinatorContentionError/,
    code: 'state_in_use',
    exitCode: 78,
    message: () => 'Another OpenClaw process holds this state directory.',
  },
  {
    pattern: /already listening on ws:\/\/[^\s:]+:(\d+)|EADDRINUSE[^\n]*?:(\d+)|EADDRINUSE/,
    code: 'port_in_use',
    exitCode: 1,
    message: ([, a, b]) => `Port ${a ?? b ?? ''} is taken by another program.`.replace('Port  is', 'Its port is'),
  },
]

/** Explains the message with which MoltBot gave up a start. */
export function explainFailure(message: string): Failure {
  for (const { pattern, code, exitCode, message: words } of rules) {
    const match = pattern.exec(message)
    if (match) return { code, message: words(match), exitCode }
  }
  const [line = ''] = message.split('\n')
  const first = line
    .replace(/^(?:Gateway failed to start|gateway startup failed): /, '')
    .replace(/\. Process will stay alive; fix the issue and restart\.$/, '')
  return { code: 'start_failed', message: `The start failed: ${plain(first)}`, exitCode: null }
}

function plain(text = ''): string {
  const trimmed = text.trim().slice(0, 300)
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`
}
