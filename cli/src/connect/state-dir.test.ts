import { expect, test } from 'vitest'
import { stateDirs } from './state-dir.ts'

const anna = { env: {}, home: '/home/anna', uid: 1000 }

test.each([
  ['the option', '/a', { ...anna, env: { MOLTBOT_OPS_STATE_DIR: '/b' } }, ['/a']],
  ['the variable', undefined, { ...anna, env: { MOLTBOT_OPS_STATE_DIR: '/b' } }, ['/b']],
  [
    'an empty variable is none',
    undefined,
    { ...anna, env: { MOLTBOT_OPS_STATE_DIR: '' } },
    ['/home/anna/.local/state/moltbot-ops', '/home/anna/.local/state/moltbot-ops/simulated'],
  ],
  [
    'XDG_STATE_HOME',
    undefined,
    { ...anna, env: { XDG_STATE_HOME: '/state' } },
    ['/state/moltbot-ops', '/state/moltbot-ops/simulated'],
  ],
  [
    'a relative XDG_STATE_HOME is ignored',
    undefined,
    { ...anna, env: { XDG_STATE_HOME: 'state' } },
    ['/home/anna/.local/state/moltbot-ops', '/home/anna/.local/state/moltbot-ops/simulated'],
  ],
  ['root', undefined, { ...anna, uid: 0 }, ['/var/lib/moltbot-ops', '/var/lib/moltbot-ops/simulated']],
])('%s', (_what, option, surroundings, expected) => {
  expect(stateDirs(option, surroundings)).toEqual(expected)
})

test('an empty option is refused: it would mean the current directory', () => {
  expect(() => stateDirs('', anna)).toThrow('--state-dir is empty.')
})
