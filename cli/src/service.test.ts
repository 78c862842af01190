import { PassThrough, Readable, Writable } from 'node:stream'
import { expect, test } from 'vitest'
import type { OwnManager, OwnServicePlan, OwnServiceState } from '../../agent/src/own-service/own-manager.ts'
import { OwnServiceError } from '../../agent/src/own-service/own-service-error.ts'
import { runBare } from '../test/run-cli.ts'
import { createCli } from './cli.ts'
import { addService } from './service.ts'
import type { Input, Surroundings } from './surroundings.ts'

const plan: OwnServicePlan = {
  manager: 'systemd',
  name: 'moltbot-ops.service',
  steps: [
    { write: '/etc/systemd/system/moltbot-ops.service', text: '[Unit]\n\n[Service]\nExecStart=x\n' },
    { run: ['systemctl', 'restart', 'moltbot-ops.service'] },
    { remove: '/gone' },
  ],
  notes: ['It starts with the machine.'],
}
const state: OwnServiceState = {
  manager: 'systemd',
  installed: true,
  starts_at_boot: true,
  running: true,
  pid: 42,
  path: '/etc/systemd/system/moltbot-ops.service',
}

/** Runs a verb of `service` with a person who types, or without anybody, against a manager that does nothing. */
async function service(line: string, typed: string | null, changes: Partial<OwnManager> = {}) {
  const done: unknown[] = []
  const written = { stdout: '', stderr: '' }
  const sink = (name: 'stdout' | 'stderr') =>
    new Writable({
      write(chunk, _encoding, next) {
        written[name] += String(chunk)
        next()
      },
    })
  const stdin: Input = typed === null ? Readable.from([]) : Object.assign(new PassThrough().end(typed), { isTTY: true })
  const surroundings = {
    env: {},
    home: '/home/anna',
    uid: 1000,
    stdin,
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    untilStopped: () => new AbortController().signal,
  } as unknown as Surroundings
  const cli = createCli(surroundings)
  cli.program.option('--json').option('--state-dir <dir>')
  addService(cli, async () => ({
    planInstall: async (wish) => {
      done.push(wish)
      return plan
    },
    install: async () => void done.push('installed'),
    planRemove: async () => plan,
    remove: async () => void done.push('removed'),
    state: async () => state,
    ...changes,
  }))
  const outcome = cli.program.parseAsync(['service', ...line.split(' ')], { from: 'user' })
  const error = await outcome.then(
    () => null,
    (failure: unknown) => failure,
  )
  return { ...written, done, error }
}

test('an install shows every byte, asks, and does it after a yes', async () => {
  const { stderr, stdout, done, error } = await service('install --port 7400', 'yes\n')
  expect(error).toBeNull()
  expect(stderr).toContain(
    '1. Write /etc/systemd/system/moltbot-ops.service\n     [Unit]\n\n     [Service]\n     ExecStart=x',
  )
  expect(stderr).toContain('2. Run systemctl restart moltbot-ops.service\n  3. Remove /gone')
  expect(stderr).toContain('It starts with the machine.')
  expect(done).toEqual([
    { port: 7400, stateDir: '/home/anna/.local/state/moltbot-ops', moltbotHome: null },
    'installed',
  ])
  expect(stdout).toBe('Installed. The agent answers on http://127.0.0.1:7400.\n')
})

test('folders are told in full, for a service starts elsewhere', async () => {
  const { done } = await service('install --state-dir here --moltbot-home there --yes', '')
  expect(done[0]).toMatchObject({
    stateDir: expect.stringMatching(/^\/.*\/here$/),
    moltbotHome: expect.stringMatching(/^\/.*\/there$/),
  })
})

test.each(['install', 'remove'])('%s after anything but yes changes nothing', async (verb) => {
  const { done, error } = await service(verb, 'y\n')
  expect(error).toMatchObject({ code: 'refused' })
  expect(done).not.toContain('installed')
  expect(done).not.toContain('removed')
})

test.each(['install --yes', 'remove --yes', 'install'])('%s without a terminal is refused', async (line) => {
  const { done, error } = await service(line, null)
  expect(error).toMatchObject({ code: 'refused', message: expect.stringMatching(/on a terminal/) })
  expect(done).toEqual([])
})

test('on a terminal --yes shows the plan and does not ask', async () => {
  const { stderr, done } = await service('remove --yes', '')
  expect(stderr).toContain('systemctl restart')
  expect(stderr).not.toContain('Type yes')
  expect(done).toEqual(['removed'])
})

test('nothing to remove is no failure', async () => {
  const { stdout, error } = await service('remove', '', { planRemove: async () => null })
  expect(error).toBeNull()
  expect(stdout).toBe('There is no service of the agent here.\n')
})

test('what the manager refuses is told in its own words', async () => {
  const planInstall = () => Promise.reject(new OwnServiceError('The unit is not ours.'))
  expect((await service('install', '', { planInstall })).error).toMatchObject({
    code: 'failed',
    message: 'The unit is not ours.',
  })
})

test('the status needs no terminal, and scripts get it whole', async () => {
  expect((await service('status', null)).stdout).toMatch(/State +running, process 42\n.*With the machine +yes/s)
  expect(JSON.parse((await service('status --json', null)).stdout)).toEqual(state)
  const none = { state: async () => ({ ...state, installed: false }) }
  expect((await service('status', null, none)).stdout).toContain('moltbot-ops service install')
})

test('the program knows the noun', async () => {
  expect((await runBare(['service', '--help'])).stdout).toContain('install')
})
