import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HostError } from '../../../host/host.ts'
import { createWorld, startAgent, type World } from './test/local-install-at-work.ts'

const home = '/var/lib/moltbot/home'
const stateDir = `${home}/.openclaw`
const configPath = `${stateDir}/openclaw.json`
const notes = `${stateDir}/notes.md`

let world: World
let agent: Awaited<ReturnType<typeof startAgent>>

beforeEach(() => {
  world = createWorld('docker-ready')
})
afterEach(async () => {
  await agent.stop()
  await world.close()
})

/** Files of an account that was there before, in the place where its MoltBot would keep its state. */
async function leave(files: Record<string, string>) {
  const { accounts, folders } = world.machine.effects
  await folders.makeDirectory('/var/lib/moltbot', { owner: await root(), root: '/var/lib', mode: 0o755 })
  const owner = await accounts.createSystem('moltbot', home)
  await folders.makeDirectory(stateDir, { owner, root: home, mode: 0o700 })
  for (const [path, text] of Object.entries(files)) {
    await folders.writeFile(path, Buffer.from(text), { owner, root: home, mode: 0o600 })
  }
  return owner
}

async function root() {
  const owner = await world.machine.effects.accounts.byUid(0)
  if (owner === null) throw new Error('The machine has no root.')
  return owner
}

const textOf = (path: string, ownerUid: number) =>
  world.machine.host.files.readText(path, { ownerUid, maxBytes: 100_000 })

describe.each(['docker', 'npm'] as const)('with %s', (method) => {
  test('a MoltBot that is there already is not installed over', async () => {
    const { uid } = await leave({ [configPath]: '{ "gateway": { "port": 19000 } }' })
    agent = await startAgent(world)
    await expect(agent.planOf({ method })).rejects.toMatchObject({ code: 'already_installed' })
    expect(await textOf(configPath, uid)).toContain('19000')
  })

  test('a configuration that came after the plan is neither replaced nor taken away', async () => {
    const owner = await leave({})
    agent = await startAgent(world)
    const id = await agent.start({ method })
    await world.machine.effects.folders.writeFile(configPath, Buffer.from('{ "mine": true }'), {
      ...{ owner, root: home, mode: 0o600 },
    })
    expect((await agent.ended(id)).error).toMatchObject({ code: 'already_installed', step: 'config' })
    expect(await textOf(configPath, owner.uid)).toBe('{ "mine": true }')
  })

  test('what lay there before stays when the installation is taken back', async () => {
    const { uid } = await leave({ [notes]: 'years of work' })
    agent = await startAgent(world)
    world.machine.faults.failAt('start', 1, new HostError('failed', 'the job was refused'))
    const job = await agent.install({ method })
    expect(job).toMatchObject({ status: 'failed', undo: { status: 'done' } })
    expect(await textOf(notes, uid)).toBe('years of work')
    expect(await textOf(configPath, uid)).toBeNull()
  })
})
