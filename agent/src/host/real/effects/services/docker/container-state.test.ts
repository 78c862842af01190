import { expect, test } from 'vitest'
import { describeContainer, type InspectedContainer } from './container-state.ts'

const up = { wanted: 'up', refused: false } as const
const down = { wanted: 'down', refused: false } as const

function inspected(state: Partial<InspectedContainer['State']>): InspectedContainer {
  return { RestartCount: 2, State: { Status: 'exited', Pid: 0, ExitCode: 0, OOMKilled: false, Error: '', ...state } }
}

test('a running container', () => {
  const state = describeContainer(inspected({ Status: 'running', Pid: 42, ExitCode: 0 }), up)
  expect(state).toEqual({ installed: true, state: 'running', pid: 42, exitCode: null, restarts: 2, message: null })
})

test('one that was never started has not ended either', () => {
  expect(describeContainer(inspected({ Status: 'created' }), down)).toMatchObject({ state: 'stopped', exitCode: null })
})

test.each([
  ['stopped on purpose', { ExitCode: 143 }, down, 'stopped', 143, /^$/],
  ['ended by itself', { ExitCode: 0 }, up, 'stopped', 0, /^$/],
  ['tried again', { Status: 'restarting', ExitCode: 3 }, up, 'starting', 3, /exit code 3. The engine starts it again/],
  ['tried often enough', { ExitCode: 3 }, up, 'failed', 3, /stopped trying/],
  ['out of memory', { ExitCode: 137, OOMKilled: true }, up, 'failed', 137, /memory/],
  ['not startable', { ExitCode: 127, Error: 'exec: not found' }, up, 'failed', 127, /exec: not found/],
  ['refused', { ExitCode: 143 }, { wanted: 'up', refused: true }, 'failed', 78, /78/],
  ['dead', { Status: 'dead' }, down, 'failed', 0, /./],
] as const)('one that is %s', (_what, engine, wanted, state, exitCode, message) => {
  const described = describeContainer(inspected(engine), wanted)
  expect(described).toMatchObject({ state, exitCode, pid: null })
  expect(described.message ?? '').toMatch(message)
})

test('one whose health check fails says so and still runs', () => {
  const state = describeContainer(inspected({ Status: 'running', Pid: 42, Health: { Status: 'unhealthy' } }), up)
  expect(state).toMatchObject({ state: 'running', message: expect.stringContaining('health check') })
})
