import type { ServiceState } from '../../../../effects.ts'

/** Properties that `systemctl show` is asked for. */
export const stateProperties = [
  'LoadState',
  'ActiveState',
  'SubState',
  'MainPID',
  'NRestarts',
  'ExecMainCode',
  'ExecMainStatus',
  'Result',
] as const

type Property = (typeof stateProperties)[number]

/** Reads lines of `NAME=value`, as `systemctl show` prints them. */
export function parseUnitState(text: string): ServiceState {
  const values = new Map(text.split('\n').map((line) => [line.slice(0, line.indexOf('=')), afterEqual(line)]))
  const value = (name: Property) => values.get(name) ?? ''
  const installed = value('LoadState') === 'loaded'
  const pid = Number(value('MainPID'))
  const state = stateOf(value('ActiveState'), value('SubState'))
  const exitCode = exitCodeOf(value('ExecMainCode'), value('ExecMainStatus'))
  return {
    installed,
    state: installed ? state : 'stopped',
    pid: pid > 0 ? pid : null,
    exitCode,
    restarts: Number(value('NRestarts')) || 0,
    message: installed ? messageOf(state, value('SubState'), value('Result'), exitCode) : loadFault(value('LoadState')),
  }
}

function afterEqual(line: string): string {
  return line.slice(line.indexOf('=') + 1).trim()
}

/** A unit that waits for its next try is `activating`; one that is being stopped still runs. */
function stateOf(active: string, sub: string): ServiceState['state'] {
  if (active === 'active' || active === 'reloading' || active === 'deactivating') return 'running'
  if (active === 'activating') return sub === 'auto-restart' || sub === 'start' ? 'starting' : 'running'
  return active === 'failed' ? 'failed' : 'stopped'
}

/** `ExecMainCode` is the si_code of waitid(2): 1 exited, 2 killed, 3 dumped core, 0 not ended yet. */
function exitCodeOf(code: string, status: string): number | null {
  return code === '1' && /^\d+$/.test(status) ? Number(status) : null
}

const results: Record<string, string> = {
  'oom-kill': 'The system ran out of memory and killed it.',
  'start-limit-hit': 'It ended ten times within five minutes, so systemd stopped trying.',
  timeout: 'It did not start or stop in time.',
  'core-dump': 'It broke and left a core dump.',
}

function messageOf(state: ServiceState['state'], sub: string, result: string, exitCode: number | null): string | null {
  if (sub.startsWith('stop')) return 'It is being stopped.'
  if (state !== 'failed' && sub !== 'auto-restart') return null
  const ended = exitCode === null ? 'A signal ended it.' : `It ended with exit code ${exitCode}.`
  const why = result === 'exit-code' || result === 'signal' ? ended : (results[result] ?? ended)
  if (exitCode === 78 && state === 'failed') return `${ended} That is not tried again: its config or state was refused.`
  return state === 'failed' ? why : `${why} It is started again within seconds.`
}

function loadFault(load: string): string | null {
  return load === 'not-found' || load === '' ? null : `systemd does not take its unit: ${load}.`
}
