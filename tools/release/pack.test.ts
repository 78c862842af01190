import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOwnProduct } from '../../agent/src/host/real/product/own-product.ts'
import { freePort } from '../real/free-port.ts'
import { endGroup, endGroupAtExit } from '../real/processes.ts'
import { repositoryRoot } from '../repository.ts'
import { type PackedProduct, packProduct } from './pack.ts'

const folder = mkdtempSync(join(tmpdir(), 'pack-'))
const program = join(folder, 'cli/bin/moltbot-ops.js')
const { version } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'))
let packed: PackedProduct

beforeAll(async () => {
  packed = await packProduct(folder)
  execFileSync('tar', ['-xzf', packed.file, '-C', folder, '--strip-components=1'])
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('packing twice gives the same bytes', async () => {
  const again = await packProduct(join(folder, 'again'))
  expect(again.sha256).toBe(packed.sha256)
})

test('the unpacked program can be packed again, for another host, to the same bytes', async () => {
  const source = { kind: 'release', folder } as const
  const again = await createOwnProduct({ source, version, node: process.execPath, npm: async () => null }).archive()
  expect(again.sha256).toBe(packed.sha256)
})

test('the unpacked program tells its version without anything installed', () => {
  const text = execFileSync(process.execPath, [program, '--version'], { cwd: folder, env: {}, encoding: 'utf8' })
  expect(text.trim()).toBe(version)
})

test('the unpacked agent serves the API and the console, and ends when told', async () => {
  const port = await freePort()
  const serve = ['serve', '--simulate', 'healthy', '--port', String(port), '--state-dir', join(folder, 'state')]
  const agent = spawn(process.execPath, [program, ...serve], { cwd: folder, env: {}, stdio: 'ignore', detached: true })
  if (agent.pid === undefined) throw new Error('not started')
  endGroupAtExit(agent.pid)
  try {
    const url = `http://127.0.0.1:${port}`
    await expect.poll(() => statusOf(`${url}/health`), { timeout: 20_000, interval: 100 }).toBe(200)
    expect(await statusOf(`${url}/console/`)).toBe(200)
    expect(await statusOf(`${url}/system/info`)).toBe(401)
    const exited = once(agent, 'exit')
    agent.kill('SIGTERM')
    expect((await exited)[0]).toBe(0)
  } finally {
    endGroup(agent.pid)
  }
}, 40_000)

async function statusOf(url: string): Promise<number> {
  return (await fetch(url).catch(() => undefined))?.status ?? 0
}
