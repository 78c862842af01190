import type { ConfigIssue } from './config.ts'
import type { LogLine } from './log.ts'
import type { GatewayPlace } from './place.ts'

/** Why a start ends before it serves: the exit code, and what MoltBot prints. */
export interface Refusal {
  code: 1 | 78
  lines: LogLine[]
}

const printed = (code: Refusal['code'], messages: string[]): Refusal => ({
  code,
  lines: messages.map((message) => ({ level: 'ERROR', subsystem: null, message })),
})

export function configInvalid({ configPath }: GatewayPlace, issue: ConfigIssue | undefined): Refusal {
  const line = issue?.path === 'gateway' ? 3 : 1
  return printed(78, [
    `Gateway failed to start: Invalid config at ${configPath}:\nopenclaw.json:${line} — ${issue?.path}: ${issue?.message}\nRun "openclaw doctor --fix" to repair, then retry.\nIf startup is still blocked, inspect the adjacent .bak backup before restoring it manually.`,
    'Run "openclaw doctor --fix" to repair the config, then retry.',
  ])
}

export const configMissing = printed(78, ['Missing config. Run openclaw setup or set gateway.mode=local'])

export const stateInUse = printed(78, [
  'Gateway failed to start: Doctor could not enter maintenance. StateDatabaseCoordinatorContentionError: another OpenClaw process owns gateway-lifecycle',
])

export function portInUse(port: number): Refusal {
  return printed(1, [
    `Gateway failed to start: another gateway instance is already listening on ws://127.0.0.1:${port} | listen EADDRINUSE: address already in use 127.0.0.1:${port} | EADDRINUSE`,
    `Port ${port} is already in use.`,
  ])
}
