import { expect, test } from 'vitest'
import { parseUnitState } from './unit-state.ts'

/** As `systemctl show` of systemd 252 prints it; the order is its own. */
function shown(changes: Record<string, string | number>): string {
  const unit = {
    LoadState: 'loaded',
    ActiveState: 'active',
    SubState: 'running',
    MainPID: 42,
    NRestarts: 0,
    ExecMainCode: 0,
    ExecMainStatus: 0,
    Result: 'success',
    ...changes,
  }
  return Object.entries(unit)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

test('a running unit', () => {
  const expected = { installed: true, state: 'running', pid: 42, exitCode: null, restarts: 0, message: null }
  expect(parseUnitState(shown({}))).toEqual(expected)
})

test('a unit that is not there', () => {
  const state = parseUnitState(shown({ LoadState: 'not-found', ActiveState: 'inactive', SubState: 'dead', MainPID: 0 }))
  expect(state).toEqual({
    installed: false,
    state: 'stopped',
    pid: null,
    exitCode: null,
    restarts: 0,
    message: null,
  })
})

const failed = { ActiveState: 'failed', SubState: 'failed', MainPID: 0 }

test.each([
  ['stopped', { ActiveState: 'inactive', SubState: 'dead', MainPID: 0, ExecMainCode: 1 }, 'stopped', 0, null],
  ['being stopped', { ActiveState: 'deactivating', SubState: 'stop-sigterm' }, 'running', null, /being stopped/],
  [
    'waiting for its next try',
    { ActiveState: 'activating', SubState: 'auto-restart', MainPID: 0, ExecMainCode: 1, ExecMainStatus: 3 },
    'starting',
    3,
    /exit code 3. It is started again/,
  ],
  ['refusing its config', { ...failed, Result: 'exit-code', ExecMainCode: 1, ExecMainStatus: 78 }, 'failed', 78, /78/],
  ['killed', { ...failed, Result: 'signal', ExecMainCode: 2, ExecMainStatus: 9 }, 'failed', null, /A signal/],
  [
    'broken too often',
    { ...failed, Result: 'start-limit-hit', ExecMainCode: 1, ExecMainStatus: 1 },
    'failed',
    1,
    /ten/,
  ],
  ['out of memory', { ...failed, Result: 'oom-kill', ExecMainCode: 2, ExecMainStatus: 9 }, 'failed', null, /memory/],
  ['failed in a way of a later systemd', { ...failed, Result: 'new-word' }, 'failed', null, /signal/],
] as const)('a unit that is %s', (_what, properties, state, exitCode, message) => {
  const parsed = parseUnitState(shown(properties))
  expect(parsed).toMatchObject({ installed: true, state, exitCode })
  expect(parsed.message ?? '').toMatch(message ?? /^$/)
})

test('a unit that systemd does not take is not installed, and says why', () => {
  const state = parseUnitState(shown({ LoadState: 'bad-setting', ActiveState: 'inactive', MainPID: 0 }))
  expect(state).toMatchObject({ installed: false, state: 'stopped', message: expect.stringContaining('bad-setting') })
})

test('nothing at all is a unit that is not there', () => {
  expect(parseUnitState('')).toMatchObject({ installed: false, state: 'stopped', pid: null })
})
