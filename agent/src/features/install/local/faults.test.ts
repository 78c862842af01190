import { afterEach, describe, expect, test } from 'vitest'
import { type Host, HostError } from '../../../host/host.ts'
import { createWorld, everythingOn, startAgent, type World } from './test/local-install-at-work.ts'

type Agent = Awaited<ReturnType<typeof startAgent>>
type Faults = World['machine']['faults']

/** Looks like a key of a provider; put together here so that no scanner takes this file for a leak. */
const secret = ['sk', 'ant', 'api03', 'Q7mVx2RkLp9TzWc4'].join('-')
const config = { models: { providers: { anthropic: { apiKey: secret } } } }

let world: World
let agent: Agent
let before: string[]

async function arrange(scenario: string, changed: (host: Host) => Host = (host) => host) {
  world = createWorld(scenario)
  agent = await startAgent(world, world.machine.effects, changed(world.machine.host))
  before = await everythingOn(world)
}

afterEach(async () => {
  // Whatever went wrong, the machine is as it was, and the secret is nowhere that can be read.
  world.machine.faults.clear()
  expect(await everythingOn(world)).toEqual(before)
  expect(await agent.effects.accounts.find('moltbot')).toBeNull()
  expect(agent.services.all()).toEqual([])
  expect(agent.logged.join('\n')).not.toContain(secret)
  await agent.stop()
  await world.close()
})

describe('what is wrong before anything begins is no plan', () => {
  test.each<
    [what: string, scenario: string, asked: object, fault: (faults: Faults) => void, code: string, words: RegExp]
  >([
    [
      'a registry that cannot be reached',
      'not-installed',
      { method: 'npm' },
      (faults) => faults.registry('unreachable'),
      'registry_unavailable',
      /could not be asked: .*ECONNREFUSED/,
    ],
    [
      'a registry that does not have it',
      'not-installed',
      { method: 'npm' },
      (faults) => faults.registry('not_found'),
      'registry_unavailable',
      /does not have it: .*404/,
    ],
    [
      'a registry that is broken',
      'not-installed',
      { method: 'npm' },
      (faults) => faults.registry('server_error'),
      'registry_unavailable',
      /answered 500/,
    ],
    [
      'a registry that is slow',
      'not-installed',
      { method: 'npm' },
      (faults) => faults.registry('slow'),
      'registry_unavailable',
      /took longer than/,
    ],
    [
      'a version that does not exist',
      'not-installed',
      { method: 'npm', version: '1.2.3' },
      () => undefined,
      'version_unknown',
      /no version 1\.2\.3/,
    ],
    [
      'a full disk',
      'not-installed',
      { method: 'npm' },
      (faults) => faults.diskFull(true),
      'install_blocked',
      /0 MB are free.*Free /,
    ],
    [
      'a port that is taken',
      'port-taken',
      { method: 'npm', port: 18_789 },
      () => undefined,
      'install_blocked',
      /Port 18789 is taken by a program of another user/,
    ],
    [
      'no container engine',
      'not-installed',
      { method: 'docker' },
      () => undefined,
      'method_unavailable',
      /No container engine answers.*These work: npm/,
    ],
    [
      'an image that cannot be found',
      'docker-ready',
      { method: 'docker' },
      (faults) => faults.registry('unreachable'),
      'method_unavailable',
      /could not be found at its registry/,
    ],
    [
      'an image of somebody else',
      'docker-ready',
      { method: 'docker', image: 'ghcr.io/else/where:1' },
      () => undefined,
      'method_unavailable',
      /pulled only from/,
    ],
  ])('%s', async (_what, scenario, asked, fault, code, words) => {
    await arrange(scenario)
    fault(world.machine.faults)
    const refused = agent.planOf({ ...asked, config })
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringMatching(words) })
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining(secret) })
    expect(world.machine.effects.record()).toEqual([])
  })
})

describe('what goes wrong in the middle is named, and everything is taken back', () => {
  const breaks =
    (kind: Parameters<Faults['failAt']>[0], reason: HostError['reason'], message: string, nth = 1) =>
    (faults: Faults) =>
      faults.failAt(kind, nth, new HostError(reason, message))
  test.each<
    [what: string, method: 'npm' | 'docker', fault: (faults: Faults) => void, code: string, words: RegExp, step: string]
  >([
    [
      'a package that is not what was published',
      'npm',
      (faults) => faults.registry('wrong_integrity'),
      'install_blocked',
      /integrity of .* is not what the registry says/,
      'program',
    ],
    [
      'a registry that goes away',
      'npm',
      breaks('install_package', 'unreachable', 'the connection is refused', 2),
      'registry_unavailable',
      /the connection is refused/,
      'program',
    ],
    [
      'a package that is gone',
      'npm',
      breaks('install_package', 'not_found', 'the registry does not have it (404)'),
      'registry_unavailable',
      /404/,
      'program',
    ],
    [
      'a download that does not end',
      'npm',
      breaks('install_package', 'timeout', 'npm was not done within 900 s', 2),
      'registry_unavailable',
      /within 900 s/,
      'program',
    ],
    [
      'a disk that is full at the packages',
      'npm',
      breaks('install_package', 'no_space', 'ENOSPC'),
      'install_blocked',
      /^The disk is full/,
      'program',
    ],
    [
      'a disk that is full at the seal',
      'npm',
      breaks('write_file', 'no_space', 'ENOSPC'),
      'install_blocked',
      /^The disk is full/,
      'program',
    ],
    [
      'a disk that is full at the config',
      'npm',
      breaks('write_file', 'no_space', 'ENOSPC', 2),
      'install_blocked',
      /^The disk is full/,
      'config',
    ],
    [
      'an account that cannot be made',
      'npm',
      breaks('create_account', 'failed', 'useradd ended with 1'),
      'install_blocked',
      /useradd ended with 1/,
      'account',
    ],
    [
      'a program that cannot be sealed',
      'npm',
      breaks('seal', 'unsafe', 'a link leads out of the folder'),
      'install_blocked',
      /leads out/,
      'program',
    ],
    [
      'a service that is refused',
      'npm',
      breaks('install_service', 'failed', 'the unit is masked'),
      'install_blocked',
      /the unit is masked/,
      'service',
    ],
    [
      'a start that is refused',
      'npm',
      breaks('start', 'failed', 'the job was refused'),
      'install_blocked',
      /the job was refused/,
      'start',
    ],
    [
      'an engine that is gone at the pull',
      'docker',
      breaks('pull_image', 'failed', 'No container engine answers any more.'),
      'install_blocked',
      /No container engine answers/,
      'program',
    ],
    [
      'a registry of images that goes away',
      'docker',
      breaks('pull_image', 'unreachable', 'the registry cannot be reached'),
      'registry_unavailable',
      /cannot be reached/,
      'program',
    ],
    [
      'a disk that is full at the pull',
      'docker',
      breaks('pull_image', 'no_space', 'ENOSPC'),
      'install_blocked',
      /^The disk is full/,
      'program',
    ],
  ])('%s', async (_what, method, fault, code, words, step) => {
    await arrange(method === 'docker' ? 'docker-ready' : 'not-installed')
    fault(world.machine.faults)
    const job = await agent.install({ method, config })
    expect(job).toMatchObject({ status: 'failed', undo: { status: 'done', remains: [] } })
    expect(job.error).toMatchObject({ code, step, message: expect.stringMatching(words) })
    expect(job.error?.message).toMatch(/MoltBot is not installed\.$/)
    expect(JSON.stringify(job)).not.toContain(secret)
  })

  test('a disk that another program fills', async () => {
    await arrange('install-disk-full')
    const job = await agent.install({ method: 'npm', config })
    expect(job.error).toMatchObject({ code: 'install_blocked', step: 'program' })
  })

  test('a port that is taken after the plan was made', async () => {
    let taken = false
    const listener = { port: 18_789, address: '127.0.0.1', uid: 1001, pid: 4711 }
    await arrange('not-installed', (host) => ({
      ...host,
      network: { ...host.network, listeners: async (ports) => (taken ? [listener] : host.network.listeners(ports)) },
    }))
    const id = await agent.start({ method: 'npm' })
    taken = true
    const { error } = await agent.ended(id)
    expect(error).toMatchObject({ code: 'install_blocked', step: 'start' })
    expect(error?.message).toContain('Port 18789 was taken by process 4711 meanwhile')
  })
})
