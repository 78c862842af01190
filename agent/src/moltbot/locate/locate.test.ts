import { expect, test } from 'vitest'
import { createFakeClock } from '../../core/clock.fake.ts'
import type { ContainerFacts, ServiceFacts } from '../../host/host.ts'
import { anna, createFakeHost, fakeProcess } from '../test/fake-host.ts'
import { locate } from './locate.ts'
import { createSources } from './sources.ts'

const at = { uid: 1000, at: 0 }
const config = '{}'
const unit: ServiceFacts = {
  manager: 'systemd',
  scope: 'system',
  name: 'openclaw-gateway.service',
  path: '/etc/systemd/system/openclaw-gateway.service',
  active: true,
  mainPid: null,
  environment: {},
  execStart: '',
  ownerUid: 0,
}

function arranged() {
  const fake = createFakeHost()
  fake.disk.makeDirectory('/home/anna', at)
  const look = (moltbotHome: string | null = null) =>
    locate(fake.host, createSources(fake.host, createFakeClock()), { moltbotHome, managed: [] })
  const found = async (moltbotHome: string | null = null) => (await look(moltbotHome)).map(({ identity }) => identity)
  return { ...fake, fake, look, found }
}

test('a machine without MoltBot has none', async () => {
  expect(await arranged().found()).toEqual([])
})

test('the plain one comes first, then profiles, then earlier products', async () => {
  const { disk, look } = arranged()
  for (const name of [
    '.clawdbot/clawdbot.json',
    '.openclaw-work/openclaw.json',
    '.openclaw/openclaw.json',
    '.moltbot/moltbot.json',
  ])
    disk.write(`/home/anna/${name}`, config, at)
  expect((await look()).map(({ stateDir, product, profile }) => [stateDir, product, profile])).toEqual([
    ['/home/anna/.openclaw', 'openclaw', null],
    ['/home/anna/.openclaw-work', 'openclaw', 'work'],
    ['/home/anna/.clawdbot', 'clawdbot', null],
    ['/home/anna/.moltbot', 'moltbot', null],
  ])
})

test('an empty folder of that name is no installation', async () => {
  const { disk, found } = arranged()
  disk.makeDirectory('/home/anna/.openclaw', at)
  expect(await found()).toEqual([])
})

test('one that many ways lead to is one', async () => {
  const { disk, fake, look, processes } = arranged()
  disk.write('/home/anna/.openclaw/openclaw.json', config, at)
  disk.link('/srv/bot', '/home/anna/.openclaw', at)
  fake.environment = { OPENCLAW_STATE_DIR: '/srv/bot' }
  processes.set(7, {
    ...fakeProcess(7),
    environment: { OPENCLAW_STATE_DIR: '/srv/bot', OPENCLAW_GATEWAY_PORT: '18999' },
  })
  expect(await look()).toMatchObject([
    {
      identity: '/home/anna/.openclaw',
      foundBy: ['state_dir', 'config', 'process'],
      portHint: 18_999,
      candidatePid: 7,
    },
  ])
})

test('a process with a home and a profile leads to its folder', async () => {
  const { disk, found, processes, fake } = arranged()
  fake.users = []
  disk.write('/srv/x/.openclaw-night/openclaw.json', config, at)
  processes.set(7, { ...fakeProcess(7), environment: { HOME: '/srv/x', OPENCLAW_PROFILE: 'night' } })
  expect(await found()).toEqual(['/srv/x/.openclaw-night'])
})

test('a user’s link to the folder of another user is not theirs', async () => {
  const { disk, found } = arranged()
  disk.write('/root/.openclaw/openclaw.json', config, { uid: 0, at: 0 })
  disk.link('/home/anna/.openclaw', '/root/.openclaw', at)
  expect(await found()).toEqual([])
})

test('a process or a unit of one user says nothing about the folder of another', async () => {
  const { disk, look, processes, services } = arranged()
  disk.write('/home/anna/.openclaw/openclaw.json', config, at)
  const environment = { OPENCLAW_STATE_DIR: '/home/anna/.openclaw', OPENCLAW_CONFIG_PATH: '/tmp/other.json' }
  const untouched = [{ configPath: '/home/anna/.openclaw/openclaw.json', foundBy: ['state_dir'], candidatePid: null }]
  processes.set(7, { ...fakeProcess(7, { uid: 1002 }), environment })
  services.push({ ...unit, scope: 'user', ownerUid: 1002, environment })
  expect(await look()).toMatchObject(untouched)
  services.push({ ...unit, environment })
  expect(await look()).toMatchObject([{ configPath: '/tmp/other.json', foundBy: ['state_dir', 'service'] }])
})

test('a process cannot claim the folder of another user through a link', async () => {
  const { disk, found, processes } = arranged()
  disk.write('/srv/root/openclaw.json', config, { uid: 0, at: 0 })
  disk.link('/tmp/mine', '/srv/root', at)
  processes.set(7, { ...fakeProcess(7), environment: { OPENCLAW_STATE_DIR: '/tmp/mine' } })
  expect(await found()).toEqual([])
})

test.each([
  ['a state directory', '/d/openclaw.json', '/d', ['/d']],
  ['a home', '/d/.openclaw/openclaw.json', '/d', ['/d/.openclaw']],
  ['a home with a profile', '/d/.openclaw-x/openclaw.json', '/d', ['/d/.openclaw-x']],
  ['a folder around a state directory', '/d/state/openclaw.json', '/d', ['/d/state']],
  ['a state directory that lost its config', '/d/state/openclaw.sqlite', '/d', ['/d']],
  ['something else', '/d/readme.txt', '/d', []],
  ['a folder that is not there', '/e/openclaw.json', '/d', []],
])('the named home may be %s', async (_, file, home, expected) => {
  const { disk, found } = arranged()
  disk.write(file, config, at)
  expect(await found(home)).toEqual(expected)
})

test('with a named home nothing else is looked at', async () => {
  const { disk, found, processes } = arranged()
  disk.write('/home/anna/.openclaw/openclaw.json', config, at)
  disk.write('/d/.openclaw/openclaw.json', config, at)
  processes.set(7, { ...fakeProcess(7), environment: { OPENCLAW_STATE_DIR: '/home/anna/.openclaw' } })
  expect(await found('/d')).toEqual(['/d/.openclaw'])
  expect(await found('/not/there')).toEqual([])
})

test('a service names its folder and its port', async () => {
  const { disk, fake, look } = arranged()
  disk.write('/srv/bot/openclaw.json', config, at)
  const service: ServiceFacts = {
    manager: 'systemd',
    scope: 'user',
    name: 'openclaw-gateway.service',
    path: '/home/anna/.config/systemd/user/openclaw-gateway.service',
    active: true,
    mainPid: 7,
    environment: { OPENCLAW_STATE_DIR: '/srv/bot', OPENCLAW_GATEWAY_PORT: 'no number' },
    execStart: '',
    ownerUid: anna.uid,
  }
  fake.services = [service]
  expect(await look()).toMatchObject([{ identity: '/srv/bot', foundBy: ['service'], service, portHint: null }])
})

test('containers are found by their folder, or by their name when they have none', async () => {
  const { disk, fake, look } = arranged()
  disk.write('/srv/bot/openclaw.json', config, at)
  const container = (name: string, stateDir: string | null): ContainerFacts => ({
    id: name,
    name,
    image: 'ghcr.io/openclaw/openclaw',
    running: true,
    startedAt: null,
    restartCount: 0,
    exitCode: null,
    hostPort: 18_790,
    stateDir,
    pid: 5,
  })
  fake.containers = [container('one', '/srv/bot'), container('two', null)]
  expect((await look()).map(({ identity, portHint }) => [identity, portHint])).toEqual([
    ['/srv/bot', 18_790],
    ['docker:two', 18_790],
  ])
})

test('services and containers are asked once within a quarter of a minute', async () => {
  const fake = createFakeHost()
  const clock = createFakeClock()
  let asked = 0
  fake.host.services.list = async () => {
    asked++
    throw new Error('no bus')
  }
  const sources = createSources(fake.host, clock)
  const look = () => locate(fake.host, sources, { moltbotHome: null, managed: [] })
  await look()
  await look()
  expect(asked).toBe(1)
  clock.advance(15_000)
  await look()
  expect(asked).toBe(2)
})
