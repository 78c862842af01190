import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildBaseImage } from '../../../../../tools/real/base-image.ts'
import { type DockerEngine, startDockerEngine } from '../../../../../tools/real/docker-engine.ts'
import { createRealClock } from '../../../core/clock.real.ts'
import type { Clock } from '../../../core/clock.ts'
import type { Owner } from '../../effects.ts'
import { createDockerServices, type DockerServices } from '../../real/effects/services/docker/docker.ts'
import { createContainers } from '../../real/linux/containers.ts'
import { serviceConformance } from './service-conformance.ts'
import { reaches, type ServiceSubject, told } from './service-subject.ts'
import { createStandIns } from './test/stand-in-folder.ts'

const nobody: Owner = { uid: 65_534, gid: 65_534, name: 'nobody', home: '/nonexistent' }
const folder = mkdtempSync(join(tmpdir(), 'docker-services-'))
const agentDir = join(folder, 'agent')
const managers: DockerServices[] = []
let engine: DockerEngine
let image: string

beforeAll(async () => {
  // The state directory belongs to somebody else, who has to get there.
  chmodSync(folder, 0o755)
  engine = await startDockerEngine()
  await buildBaseImage(engine, 'node:test')
  const context = join(folder, 'Dockerfile')
  writeFileSync(context, 'FROM node:test\nENTRYPOINT ["/usr/bin/node"]\n')
  await docker('build', '--quiet', '--tag', 'stand-in:test', '--file', context, mkdtempSync(join(folder, 'context-')))
  image = await docker('inspect', '--format', '{{.Id}}', 'stand-in:test')
})
afterAll(async () => {
  for (const manager of managers) manager.close()
  await engine?.dispose()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

async function docker(...args: string[]): Promise<string> {
  const { ok, output } = await engine.docker(...args)
  if (!ok) throw new Error(`docker ${args[0]} failed:\n${output.slice(-2000)}`)
  return output.trim()
}

function createManager(clock: Clock = createRealClock()): DockerServices {
  const unexpected = (message: string) => {
    throw new Error(message)
  }
  const manager = createDockerServices({
    clock,
    log: { info: unexpected, warn: unexpected, error: unexpected },
    images: { engine: async () => ({ version: '20.10', rootless: false, socket: engine.socketPath }) },
    stateDir: agentDir,
  })
  managers.push(manager)
  return manager
}

function createSubject(): ServiceSubject {
  const standIns = createStandIns({ owner: nobody, folder, at: (path) => path, node: '/usr/bin/node' })
  return {
    manager: createManager(),
    owner: nobody,
    ...standIns,
    async definition(name, changes) {
      const { command, ...plain } = await standIns.definition(name)
      return { ...plain, image, hostNetwork: true, command: command.slice(1), ...changes }
    },
    kill: async (pid) => void process.kill(pid, 'SIGKILL'),
    // Its numbers count inside the container only.
    alive: async () => null,
    async leftovers() {
      const containers = await docker('ps', '--all', '--quiet', '--filter', 'label=moltbot-ops.instance')
      const volumes = await docker('volume', 'ls', '--quiet')
      const records = existsSync(join(agentDir, 'services')) ? readdirSync(join(agentDir, 'services')) : []
      return [...`${containers}\n${volumes}`.split('\n').filter(Boolean), ...records]
    },
    dispose: async () => undefined,
  }
}

serviceConformance('docker', async () => createSubject())

test('the engine is asked for nothing that MoltBot could misuse', async () => {
  const subject = createSubject()
  const service = await subject.definition('bounded', { environment: { HOME: '/home/nobody' } })
  await subject.behave(service, {})
  await subject.manager.install(service)
  await subject.manager.start('bounded', nobody)
  await told(subject, service, 'ready', 1)
  const [container] = JSON.parse(await docker('inspect', 'moltbot-bounded'))
  expect(container.HostConfig).toMatchObject({
    Privileged: false,
    CapDrop: ['ALL'],
    Binds: null,
    Memory: 0,
    Init: true,
  })
  expect(container.HostConfig.SecurityOpt).toEqual(['no-new-privileges'])
  expect(container.Mounts).toHaveLength(1)
  expect(container.Mounts[0]).toMatchObject({ Type: 'volume', Destination: service.stateDir })
  await docker('exec', 'moltbot-bounded', 'sh', '-c', 'cd && pwd && touch mine')
  const status = await docker('exec', 'moltbot-bounded', 'cat', '/proc/1/status')
  expect(status).toMatch(/^CapEff:\s0+$/m)
  expect(status).toMatch(/^NoNewPrivs:\s1$/m)
  // The observer finds it by its label, whatever its image is called.
  expect(await createContainers(engine.socketPath).list()).toMatchObject([
    { name: 'moltbot-bounded', running: true, stateDir: service.stateDir, hostPort: service.port },
  ])
  await subject.manager.remove('bounded', nobody)
  expect((await subject.events(service)).length).toBeGreaterThan(0)
})

test('without a network for containers the port could not be kept to loopback, so it is refused', async () => {
  const subject = createSubject()
  const service = await subject.definition('bridged', { hostNetwork: false })
  await expect(subject.manager.install(service)).rejects.toThrow(/no network for containers/)
  expect(await subject.leftovers(service)).toEqual([])
})

test('a container of somebody else with that name is left alone', async () => {
  await docker('create', '--name', 'moltbot-taken', '--network', 'none', 'stand-in:test')
  const subject = createSubject()
  const service = await subject.definition('taken')
  for (const touch of [() => subject.manager.install(service), () => subject.manager.remove('taken', nobody)]) {
    await expect(touch()).rejects.toThrow(/was not made by MoltBot Ops/)
  }
  await docker('rm', 'moltbot-taken')
})

test('what is wanted up comes back with the next agent, what was stopped does not', async () => {
  const subject = createSubject()
  const [up, down] = [await subject.definition('up'), await subject.definition('down')]
  for (const service of [up, down]) {
    await subject.behave(service, {})
    await subject.manager.install(service)
    await subject.manager.start(service.name, nobody)
    await told(subject, service, 'ready', 1)
  }
  await subject.manager.stop('down', nobody)
  managers.at(-1)?.close()
  // As a machine that shuts down does it.
  await docker('stop', 'moltbot-up')
  const next = createManager()
  const resumed = await next.resume()
  expect(resumed.map(({ name, state }) => [name, state?.state])).toEqual([
    ['down', 'stopped'],
    ['up', 'running'],
  ])
  await reaches({ ...subject, manager: next }, up, { state: 'running' })
  for (const name of ['up', 'down']) await next.remove(name, nobody)
})

test('a container that somebody stops by hand stays down', async () => {
  const subject = createSubject()
  const service = await subject.definition('by-hand')
  await subject.behave(service, {})
  const clock = createRealClock()
  const manager = createManager({ ...clock, after: (milliseconds, task) => clock.after(milliseconds / 100, task) })
  await manager.install(service)
  await manager.start('by-hand', nobody)
  await told(subject, service, 'ready', 1)
  await docker('stop', 'moltbot-by-hand')
  const record = join(agentDir, 'services/by-hand.container.json')
  await expect.poll(() => readFileSync(record, 'utf8'), { timeout: 10_000 }).toContain('"down"')
  expect(await createManager().resume()).toMatchObject([{ name: 'by-hand', state: { state: 'stopped' } }])
  await manager.remove('by-hand', nobody)
})
