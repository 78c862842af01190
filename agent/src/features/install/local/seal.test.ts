import { afterEach, beforeEach, expect, test } from 'vitest'
import { robin } from '../../../host/simulated/test/open-machine.ts'
import { createWorld, everythingOn, startAgent, type World } from './test/local-install-at-work.ts'

const account = 989
const home = '/var/lib/moltbot/home'

let world: World
let agent: Awaited<ReturnType<typeof startAgent>>

beforeEach(async () => {
  world = createWorld('not-installed')
  agent = await startAgent(world)
})
afterEach(async () => {
  await agent.stop()
  await world.close()
})

test('what runs belongs to root, and its state to the account that runs it', async () => {
  expect(await agent.install({ method: 'npm' })).toMatchObject({ status: 'succeeded' })
  const owned = (await everythingOn(world, '/var/lib/moltbot')).map((line) => line.split(' '))
  const programs = owned.filter(([path]) => !path?.startsWith(home))
  expect(programs.length).toBeGreaterThan(10)
  for (const [path, kind, uid, mode] of programs) {
    expect(`${path} ${uid}`).toBe(`${path} 0`)
    expect(kind === 'symlink' || (Number.parseInt(mode ?? '', 8) & 0o022) === 0).toBe(true)
  }
  for (const [path, , uid] of owned.filter(([path]) => path?.startsWith(home))) {
    expect(`${path} ${uid}`).toBe(`${path} ${account}`)
  }
})

test('the account itself can neither remove nor change a generation', async () => {
  await agent.install({ method: 'npm' })
  const { accounts, folders } = agent.effects
  const owner = await accounts.byUid(account)
  if (owner === null) throw new Error('The account is missing.')
  const place = { owner, root: '/var/lib/moltbot' }
  const entry = '/var/lib/moltbot/generations/1/openclaw/node_modules/openclaw/openclaw.mjs'
  for (const attempt of [
    folders.writeFile(entry, Buffer.from('evil()'), { ...place, mode: 0o755 }),
    folders.switchLink('/var/lib/moltbot/generations/current', '2', place),
    folders.rename('/var/lib/moltbot/generations/1', '/var/lib/moltbot/generations/2', place),
    folders.remove('/var/lib/moltbot/generations/1', place),
  ]) {
    await expect(attempt).rejects.toMatchObject({ reason: 'denied' })
  }
})

test('nothing is sealed while something runs as the account, and it is said before anything begins', async () => {
  const owner = await agent.effects.accounts.createSystem('moltbot', home)
  await expect(agent.planOf({ method: 'npm' })).resolves.toMatchObject({
    basis: { sealed: true, makes_account: false },
  })
  const busy = { ...agent.effects.accounts, isIdle: async ({ uid }: { uid: number }) => uid !== owner.uid }
  await agent.stop()
  agent = await startAgent(world, { ...agent.effects, accounts: busy })
  await expect(agent.planOf({ method: 'npm' })).rejects.toMatchObject({
    code: 'install_blocked',
    message: expect.stringContaining('Something runs as moltbot already'),
  })
})

test('the plan says to whom the programs belong; without root it says what that means', async () => {
  const sealed = await agent.planOf({ method: 'npm' })
  expect(sealed.affects.join('\n')).toContain('belong to root, so that MoltBot cannot change them')
  const plain = { ...agent.effects.accounts, mayActAsOthers: async () => false }
  await agent.stop()
  const { host } = world.machine
  const facts = async () => ({ ...(await host.system.facts()), agentUser: robin })
  const asRobin = { ...host, system: { ...host.system, facts } }
  agent = await startAgent(world, { ...agent.effects, accounts: plain }, asRobin)
  const open = await agent.planOf({ method: 'npm' })
  expect(open.affects.join('\n')).toContain('belong to robin as well, so that MoltBot can change them')
  expect(open.basis).toMatchObject({ sealed: false })
})

test('an account that was there before stays when the installation is taken back', async () => {
  await agent.effects.accounts.createSystem('moltbot', '/home/moltbot')
  const before = await everythingOn(world)
  world.machine.faults.failAt('start', 1)
  expect(await agent.install({ method: 'npm' })).toMatchObject({ status: 'failed', undo: { status: 'done' } })
  expect(await agent.effects.accounts.find('moltbot')).not.toBeNull()
  expect(await everythingOn(world)).toEqual(before)
})

test('programs do not lie in the home of an account that was there before', async () => {
  await agent.effects.accounts.createSystem('moltbot', '/var/lib/moltbot')
  const job = await agent.install({ method: 'npm' })
  expect(job).toMatchObject({ status: 'succeeded', result: { state_dir: '/var/lib/moltbot/.openclaw' } })
  expect(await world.machine.host.files.facts('/var/lib/moltbot-programs/generations/1')).toMatchObject({ uid: 0 })
})

test('what began to run as the account while its program was sealed is found, and nothing of that program is used', async () => {
  const { accounts, folders } = agent.effects
  await accounts.createSystem('moltbot', '/home/moltbot')
  let isRunning = false
  await agent.stop()
  agent = await startAgent(world, {
    ...agent.effects,
    accounts: { ...accounts, isIdle: async (owner) => !isRunning && accounts.isIdle(owner) },
    folders: {
      ...folders,
      async seal(path, place) {
        isRunning = true
        await folders.seal(path, place)
      },
    },
  })
  const job = await agent.install({ method: 'npm' })
  expect(job.error).toMatchObject({ step: 'program', message: expect.stringContaining('A process runs as moltbot') })
  expect(await world.machine.host.files.facts('/var/lib/moltbot/generations/1')).toBeNull()
})

test.each([
  ['/var/lib/moltbot', 'its group may write it', 0o775, 0],
  ['/var/lib/moltbot', 'everybody may write it', 0o757, 0],
  ['/var/lib/moltbot', 'it belongs to the account', 0o755, account],
  ['/var/lib/moltbot/generations', 'everybody may write it', 0o777, 0],
])('no program is put into %s where %s', async (path, _why, mode, uid) => {
  const root = await agent.effects.accounts.byUid(0)
  await agent.effects.accounts.createSystem('moltbot', '/home/moltbot')
  const owner = await agent.effects.accounts.byUid(uid)
  if (root === null || owner === null) throw new Error('An account is missing.')
  if (path !== '/var/lib/moltbot') {
    await agent.effects.folders.makeDirectory('/var/lib/moltbot', { owner: root, root: '/var/lib', mode: 0o755 })
  }
  await agent.effects.folders.makeDirectory(path, { owner, root: '/var/lib', mode })
  const before = await everythingOn(world)
  const { error } = await agent.install({ method: 'npm' })
  expect(error).toMatchObject({ step: 'account', message: expect.stringContaining(`can change ${path}.`) })
  expect(await everythingOn(world)).toEqual(before)
})
