import { afterAll, beforeAll, expect, test } from 'vitest'
import { repositoryRoot } from '../repository.ts'
import { buildBaseImage } from './base-image.ts'
import { type DockerEngine, dockerObstacle, startDockerEngine } from './docker-engine.ts'
import { freePort } from './free-port.ts'

const onDocker = test.skipIf(dockerObstacle() !== undefined)
let engine: DockerEngine | undefined

beforeAll(async () => {
  if (dockerObstacle() === undefined) engine = await startDockerEngine()
})
afterAll(() => engine?.dispose())

async function docker(...args: string[]): Promise<string> {
  const result = await engine?.docker(...args)
  if (!result?.ok) throw new Error(`docker ${args[0]} failed:\n${result?.output.slice(-4000)}`)
  return result.output.trim()
}

onDocker(
  'the Dockerfile gives a container that serves the console and answers /health',
  async () => {
    if (!engine) throw new Error('no engine')
    await buildBaseImage(engine, 'base:test')
    await docker(
      'build',
      '--network',
      'host',
      '--build-arg',
      'BASE=base:test',
      '--tag',
      'moltbot-ops:test',
      repositoryRoot,
    )
    const port = await freePort()
    const serve = ['node', 'cli/bin/moltbot-ops.js', 'serve', '--simulate', 'healthy']
    const where = ['--port', String(port), '--state-dir', '/home/node/state']
    const id = await docker(
      'run',
      '--detach',
      '--network',
      'host',
      '--cap-drop',
      'ALL',
      'moltbot-ops:test',
      ...serve,
      ...where,
    )
    const url = `http://127.0.0.1:${port}`
    await expect.poll(() => statusOf(`${url}/health`), { timeout: 40_000, interval: 200 }).toBe(200)
    expect(await statusOf(`${url}/console/`)).toBe(200)
    await docker('stop', '--time', '10', id)
    expect(await docker('inspect', '--format', '{{.State.ExitCode}}', id)).toBe('0')
    // Installing every package inside, and keeping the result as layers, is most of it.
  },
  480_000,
)

async function statusOf(url: string): Promise<number> {
  return (await fetch(url).catch(() => undefined))?.status ?? 0
}
