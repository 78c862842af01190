import { expect, test } from 'vitest'
import { createFakeOwnMachine, type FakeWishes } from './own-machine.fake.ts'
import { createOwnService } from './own-service.ts'

const unit = '/etc/systemd/system/moltbot-ops.service'
const userUnit = '/home/anna/.config/systemd/user/moltbot-ops.service'
const wish = { port: 7337, stateDir: '/var/lib/moltbot-ops', moltbotHome: null }
const agentFile = { '/var/lib/moltbot-ops/agent.json': '{\n  "pid": 42,\n  "address": "http://127.0.0.1:7337"\n}' }

/** `systemctl show` of a service that runs as process 42 once its unit is there. */
const runs: NonNullable<FakeWishes['answer']> = (command, files) =>
  command.includes(' show ') && [unit, userUnit].some((path) => files.has(path))
    ? { text: 'ActiveState=active\nMainPID=42\nNRestarts=0\nUnitFileState=enabled' }
    : {}

/** The agent of the service writes its file only once it runs, so nothing runs there before. */
function arranged(wishes: FakeWishes = {}) {
  const fake = createFakeOwnMachine({ answer: runs, running: [42], files: agentFile, ...wishes })
  return { ...fake, service: () => createOwnService(fake.machine) }
}

/** An install on a host where no agent runs yet. */
async function install(wishes: FakeWishes = {}) {
  const { service, files, ...rest } = arranged({ ...wishes, files: wishes.files ?? {} })
  const manager = await service()
  const plan = await manager.planInstall(wish)
  for (const [path, text] of Object.entries(agentFile)) files.set(path, text)
  return { ...rest, files, plan, manager, outcome: manager.install(plan, wish) }
}

test('the plan is what is done, to the byte and in its order', async () => {
  const { files, calls, plan, outcome } = await install()
  await outcome
  const [write, ...commands] = plan.steps
  expect(write).toEqual({ write: unit, text: files.get(unit) })
  const planned = commands.map((step) => ('run' in step ? step.run.join(' ') : ''))
  expect(calls.filter((call) => !call.includes(' show '))).toEqual(planned)
})

test('the unit runs the same Node and program, a restart spares what the agent supervises, and no memory is written down', async () => {
  const { files, outcome } = await install()
  await outcome
  const text = files.get(unit)
  expect(text).toContain(
    'ExecStart="/usr/bin/node" "/opt/moltbot-ops/cli/bin/moltbot-ops.js" "serve" "--port" "7337" "--state-dir" "/var/lib/moltbot-ops"',
  )
  for (const line of ['KillMode=process', 'Restart=always', 'LimitCORE=0', 'WantedBy=multi-user.target']) {
    expect(text).toContain(`\n${line}\n`)
  }
})

test('making a plan changes nothing', async () => {
  const { service, files, calls } = arranged({ files: {} })
  await (await service()).planInstall(wish)
  expect([...files.keys()]).toEqual([])
  expect(calls.filter((call) => !call.includes(' show '))).toEqual([])
})

test.each([
  ['nobody answers', { status: 0 }],
  ['another process answers there', { running: [] }],
])('an install after which %s is taken back', async (_what, wishes) => {
  const { files, calls, outcome } = await install(wishes)
  await expect(outcome).rejects.toThrow(/did not answer.*within 60 s.*Everything was taken back/s)
  expect(files.has(unit)).toBe(false)
  expect(calls).toContain('systemctl disable --now moltbot-ops.service')
})

test('an agent that ends again and again is not waited for', async () => {
  const answer: FakeWishes['answer'] = (command) =>
    command.includes(' show ')
      ? { text: 'ActiveState=activating\nMainPID=0\nNRestarts=2\n' }
      : command.startsWith('journalctl')
        ? { text: '127.0.0.1:7337 is taken by another program.' }
        : {}
  const { outcome } = await install({ answer })
  await expect(outcome).rejects.toThrow(/ended again.*is taken by another program/s)
})

test('a failed second install gives the first one back', async () => {
  const before = '# Written by `moltbot-ops service install`; `moltbot-ops service remove` takes it away.\n[Unit]\n'
  const answer: FakeWishes['answer'] = (command, files) =>
    command.endsWith('enable moltbot-ops.service') ? { code: 1, text: 'masked' } : runs(command, files)
  const { files, calls, outcome } = await install({ answer, files: { [unit]: before } })
  await expect(outcome).rejects.toThrow(/masked/)
  expect(files.get(unit)).toBe(before)
  expect(calls.at(-1)).toBe('systemctl restart moltbot-ops.service')
})

test('lingering comes first, and where it is refused nothing has happened', async () => {
  const answer: FakeWishes['answer'] = (command) =>
    command.startsWith('loginctl') ? { code: 1, text: 'Access denied' } : {}
  const { files, calls, plan, outcome } = await install({ uid: 1000, answer })
  expect(plan.steps[0]).toEqual({ run: ['loginctl', 'enable-linger', 'anna'] })
  await expect(outcome).rejects.toThrow(/loginctl enable-linger anna.*Access denied/s)
  expect(files.has(userUnit)).toBe(false)
  expect(calls.filter((call) => /daemon-reload|disable/.test(call))).toEqual([])
})

test('a unit of somebody else is neither overwritten nor removed', async () => {
  const { service, files } = arranged({ files: { [unit]: '[Service]\nExecStart=/mine\n' } })
  const manager = await service()
  await expect(manager.planInstall(wish)).rejects.toThrow(/was not written by/)
  await expect(manager.planRemove()).rejects.toThrow(/was not written by/)
  expect(files.get(unit)).toContain('/mine')
})

test('a second agent on the same state directory is refused, the service’s own is not', async () => {
  const busy = arranged({ answer: () => ({}) })
  await expect((await busy.service()).planInstall(wish)).rejects.toThrow(/runs already.*process 42/)
  const own = '# Written by `moltbot-ops service install`; `moltbot-ops service remove` takes it away.\n'
  const again = arranged({ files: { ...agentFile, [unit]: own } })
  expect((await (await again.service()).planInstall(wish)).name).toBe('moltbot-ops.service')
})

test.each([
  ['the program of another user', '/opt/moltbot-ops/cli/bin/moltbot-ops.js', { kind: 'file', uid: 1000, mode: 0o644 }],
  ['a folder that others may write', '/opt/moltbot-ops', { kind: 'directory', uid: 0, mode: 0o777 }],
  ['a folder that a group may write', '/opt', { kind: 'directory', uid: 0, mode: 0o775 }],
  ['a symlink on the way', '/opt/moltbot-ops/cli', { kind: 'other', uid: 0, mode: 0o777 }],
  ['the Node of another user', '/usr/bin/node', { kind: 'file', uid: 1000, mode: 0o755 }],
] as const)('root does not run %s', async (_what, path, facts) => {
  const { service } = arranged({ files: {}, facts: { [path]: facts } })
  await expect((await service()).planInstall(wish)).rejects.toThrow(`${path} can be changed by others than root`)
})

test('a folder where nobody can replace what is somebody else’s is good enough', async () => {
  const { service } = arranged({ files: {}, facts: { '/opt': { kind: 'directory', uid: 0, mode: 0o1777 } } })
  expect((await (await service()).planInstall(wish)).manager).toBe('systemd')
})

test('a removal stops it and leaves its state', async () => {
  const { files, manager, outcome } = await install()
  await outcome
  const plan = await manager.planRemove()
  if (plan === null) throw new Error('nothing to remove')
  await manager.remove(plan)
  expect([...files.keys()]).toEqual(['/var/lib/moltbot-ops/agent.json'])
  expect(await manager.planRemove()).toBeNull()
})

test('who has the keys in a keychain is told that a boot alone is not enough', async () => {
  const { plan } = await install({ uid: 1000, files: { '/var/lib/moltbot-ops/keys/store': 'keychain' } })
  expect(plan.notes.join(' ')).toContain('only once that is unlocked')
})

test('a host without a service manager says what else there is', async () => {
  const { service } = arranged({ facts: { '/run/systemd/system': null } })
  await expect(service()).rejects.toThrow(/Neither systemd nor launchd/)
})

test('on macOS it is a job of launchd', async () => {
  const { service } = arranged({ uid: 501, platform: 'darwin', files: {}, answer: () => ({ code: 113 }) })
  const { steps, manager } = await (await service()).planInstall({ ...wish, stateDir: '/Users/a & b' })
  expect(manager).toBe('launchd')
  const path = '/home/anna/Library/LaunchAgents/ops.moltbot.agent.plist'
  expect(steps).toEqual([
    { write: path, text: expect.stringContaining('<string>/Users/a &amp; b</string>') },
    { run: ['launchctl', 'bootstrap', 'gui/501', path] },
  ])
})
