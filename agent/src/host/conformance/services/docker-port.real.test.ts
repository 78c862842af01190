import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from '../../../../../tools/gate/run-command.ts'
import { buildBaseImage } from '../../../../../tools/real/base-image.ts'
import { type DockerEngine, startDockerEngine } from '../../../../../tools/real/docker-engine.ts'
import { createRealClock } from '../../../core/clock.real.ts'
import type { Owner } from '../../effects.ts'
import { createDockerServices } from '../../real/effects/services/docker/docker.ts'
import { createStandIns } from './test/stand-in-folder.ts'

const nobody: Owner = { uid: 65_534, gid: 65_534, name: 'nobody', home: '/nonexistent' }
const namespace = `mbod${process.pid}`
const folder = mkdtempSync(join(tmpdir(), 'docker-port-'))
let engine: DockerEngine

beforeAll(async () => {
  chmodSync(folder, 0o755)
  engine = await startDockerEngine({ namespace })
  await buildBaseImage(engine, 'node:test')
})
afterAll(async () => {
  await engine?.dispose()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** Status of a GET as somebody on the engine's own machine, whose network is the namespace. */
async function statusOf(address: string): Promise<string> {
  const script = `fetch('http://${address}/healthz').then(({ status }) => console.log(status), () => console.log('refused'))`
  const { output } = await runCommand(['nsenter', `--net=/run/netns/${namespace}`, process.execPath, '-e', script])
  return output.trim()
}

test('a container with a network of its own answers on loopback and on no other address', async () => {
  const standIns = createStandIns({ owner: nobody, folder, at: (path) => path, node: '/usr/bin/node' })
  const service = await standIns.definition('port', { port: 18_099 })
  await standIns.behave(service, { port: 18_099, address: '0.0.0.0' })
  const context = mkdtempSync(join(folder, 'context-'))
  writeFileSync(join(context, 'Dockerfile'), 'FROM node:test\nENTRYPOINT ["/usr/bin/node"]\n')
  await engine.docker('build', '--quiet', '--tag', 'stand-in:test', context)
  const image = (await engine.docker('inspect', '--format', '{{.Id}}', 'stand-in:test')).output.trim()
  const manager = createDockerServices({
    clock: createRealClock(),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    images: { engine: async () => ({ version: '20.10', rootless: false, socket: engine.socketPath }) },
    stateDir: join(folder, 'agent'),
  })
  await manager.install({ ...service, image, command: service.command.slice(1) })
  await manager.start('port', nobody)
  await expect.poll(() => statusOf('127.0.0.1:18099'), { timeout: 20_000 }).toBe('200')
  // The machine's own address on the bridge: what the rest of a network would come to.
  expect(await statusOf('10.232.9.1:18099')).toBe('refused')
  await manager.remove('port', nobody)
  manager.close()
})
