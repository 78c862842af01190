import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DockerEngine, startDockerEngine } from '../../../../../tools/real/docker-engine.ts'
import { createContainers } from './containers.ts'

let engine: DockerEngine
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'containers-'))
  engine = await startDockerEngine()
  // Nothing in it is ever run; the engine only has to know an image of that name.
  mkdirSync(join(folder, 'root'))
  writeFileSync(join(folder, 'root/readme'), 'an image')
  execFileSync('tar', ['-C', join(folder, 'root'), '-cf', join(folder, 'image.tar'), '.'])
  for (const name of ['ghcr.io/openclaw/openclaw:2026.9.6', 'example/other:1']) {
    await engine.docker('import', join(folder, 'image.tar'), name)
  }
})
afterAll(async () => {
  await engine?.dispose()
  rmSync(folder, { recursive: true, force: true })
})

test('containers of MoltBot are found with their state folder, others are not', async () => {
  const mount = `${folder}:/home/node/.openclaw`
  const create = ['create', '--network', 'host', '--volume', mount, '--name', 'bot']
  expect((await engine.docker(...create, 'ghcr.io/openclaw/openclaw:2026.9.6', '/readme')).ok).toBe(true)
  await engine.docker('create', '--network', 'host', '--name', 'other', 'example/other:1', '/readme')
  expect(await createContainers(engine.socketPath).list()).toEqual([
    {
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      name: 'bot',
      image: 'ghcr.io/openclaw/openclaw:2026.9.6',
      running: false,
      startedAt: null,
      restartCount: 0,
      exitCode: 0,
      hostPort: null,
      stateDir: folder,
      pid: null,
    },
  ])
})

test('without a socket there is no engine', async () => {
  expect(await createContainers(join(folder, 'nothing.sock')).list()).toEqual([])
})
