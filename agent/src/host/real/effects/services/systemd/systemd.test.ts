import { expect, test } from 'vitest'
import type { Owner, ProgramResult } from '../../../../effects.ts'
import { createMemoryFiles } from '../../../../simulated/memory-files.ts'
import { anna, createFakeFolders, createFakePrograms, definition, root } from '../services.fake.ts'
import { createSystemd, createSystemdUser } from './systemd.ts'

const systemUnit = '/etc/systemd/system/moltbot.service'
const userUnit = '/home/anna/.config/systemd/user/moltbot.service'

interface Wishes {
  self?: Owner
  /** What a program answers; by default everything succeeds. */
  answer?: (command: string) => Partial<ProgramResult>
  lingers?: boolean
  booted?: boolean
}

function arranged({ self = root, answer, lingers = true, booted = true }: Wishes = {}) {
  const disk = createMemoryFiles()
  if (booted) disk.makeDirectory('/run/systemd/system', { uid: 0, at: 0 })
  if (lingers) disk.write('/var/lib/systemd/linger/anna', '', { uid: 0, at: 0 })
  disk.makeDirectory('/home/anna', { uid: 1000, at: 0 })
  const { programs, calls } = createFakePrograms(answer)
  const deps = { programs, folders: createFakeFolders(disk), files: disk.files, self }
  return { disk, calls, manager: self.uid === 0 ? createSystemd(deps) : createSystemdUser(deps) }
}

test('a root agent writes a system unit for the account that MoltBot runs as', async () => {
  const { manager, disk, calls } = arranged()
  await manager.install(definition())
  const text = disk.read(systemUnit) ?? ''
  expect(text.match(/^User=.*|^Group=.*|^WantedBy=.*/gm)).toEqual([
    'User=anna',
    'Group=1000',
    'WantedBy=multi-user.target',
  ])
  expect(calls).toEqual([
    'root: systemctl --no-ask-password daemon-reload',
    'root: systemctl --no-ask-password enable moltbot.service',
  ])
})

test('the unit restarts as upstream’s own does, and gives a stop its whole budget', async () => {
  const { manager } = arranged()
  const [unit] = await manager.preview(definition())
  for (const line of ['Restart=always', 'RestartSec=5', 'StartLimitBurst=10', 'StartLimitIntervalSec=300']) {
    expect(unit?.text).toContain(`\n${line}\n`)
  }
  for (const line of [
    'RestartPreventExitStatus=78',
    'SuccessExitStatus=0 143',
    'TimeoutStopSec=330',
    'KillMode=mixed',
  ]) {
    expect(unit?.text).toContain(`\n${line}\n`)
  }
  expect(unit?.text).not.toContain('PrivateTmp')
})

test('what is installed is to the byte what the preview showed', async () => {
  const { manager, disk } = arranged()
  const [unit] = await manager.preview(definition())
  await manager.install(definition())
  expect(disk.read(systemUnit)).toBe(unit?.text)
})

test('an ordinary agent writes a unit into its own home, and makes the folders on the way', async () => {
  const { manager, disk, calls } = arranged({ self: anna })
  await manager.install(definition())
  expect(disk.read(userUnit)).toContain('WantedBy=default.target')
  expect(disk.read(userUnit)).not.toMatch(/^User=/m)
  expect(calls.every((call) => call.startsWith('anna: systemctl --user '))).toBe(true)
})

test('lingering is switched on where it is off, the preview says so', async () => {
  const { manager, calls } = arranged({ self: anna, lingers: false })
  expect((await manager.preview(definition())).map(({ path }) => path)).toEqual([
    userUnit,
    '/var/lib/systemd/linger/anna',
  ])
  await manager.install(definition())
  expect(calls.at(-1)).toBe('anna: loginctl --no-ask-password enable-linger anna')
})

test('a service that would end at logout says how to keep it', async () => {
  const answer = () => ({ stdout: 'LoadState=loaded\nActiveState=active\nMainPID=42\n' })
  const { manager } = arranged({ self: anna, lingers: false, answer })
  expect((await manager.state('moltbot', anna)).message).toContain('loginctl enable-linger anna')
})

test('a unit of somebody else with the same name is neither overwritten nor removed', async () => {
  const { manager, disk, calls } = arranged()
  disk.write(systemUnit, '[Service]\nExecStart=/usr/bin/mine\n', { uid: 0, at: 0 })
  await expect(manager.install(definition())).rejects.toThrow(/not written by MoltBot Ops/)
  await expect(manager.remove('moltbot', anna)).rejects.toThrow(/not written by MoltBot Ops/)
  expect(disk.read(systemUnit)).toContain('/usr/bin/mine')
  expect(calls).toEqual([])
})

test('a unit that cannot be enabled is taken back', async () => {
  const answer = (command: string) => (command.includes(' enable ') ? { code: 1, stderr: 'Unit is masked.\n' } : {})
  const { manager, disk } = arranged({ answer })
  await expect(manager.install(definition())).rejects.toThrow(
    'systemctl enable moltbot.service ended with 1: Unit is masked.',
  )
  expect(disk.read(systemUnit)).toBeNull()
})

test('a unit that cannot even be taken back is named', async () => {
  const { manager } = arranged({ answer: () => ({ code: 1, stderr: 'Failed to connect to bus\n' }) })
  await expect(manager.install(definition())).rejects.toThrow(`${systemUnit} could not be taken back`)
})

test('a start forgets earlier failures first, or systemd would refuse it', async () => {
  const { manager, calls } = arranged()
  await manager.start('moltbot', anna)
  expect(calls.map((call) => call.replace(/.*no-ask-password /, ''))).toEqual([
    'reset-failed moltbot.service',
    'start moltbot.service',
  ])
})

test('a user’s manager runs nothing as somebody else', async () => {
  const { manager } = arranged({ self: anna })
  await expect(manager.install(definition({ owner: { ...anna, uid: 1001, name: 'berta' } }))).rejects.toThrow(/berta/)
})

test.each([
  ['no systemd', { booted: false }, false, /No systemd/],
  ['a root agent', {}, true, /system unit/],
  ['an agent of anna', { self: anna }, true, /lingering/],
  ['anna without a session', { self: anna, answer: () => ({ code: 1 }) }, false, /no session/],
  ['an agent of berta', { self: { ...anna, uid: 1001, name: 'berta' } }, false, /cannot run as anna/],
] as const)('%s: whether it can be used, and why', async (_what, wishes, available, reason) => {
  const { manager } = arranged(wishes)
  const answer = await manager.available(anna)
  expect(answer.available).toBe(available)
  expect(answer.reason).toMatch(reason)
})
