import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { example, type Options, runBare, runCli } from '../test/run-cli.ts'

const link = { ...example('createPairingLink.200'), url: 'http://127.0.0.1:7337/console/#link=abc', role: 'owner' }
const api = { 'POST /pair/links': { json: link } }

async function stateDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'moltbot-ops-test-'))
  const socket = join(dir, 'agent.sock')
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(socket, resolve))
  onTestFinished(async () => {
    await new Promise((resolve) => server.close(resolve))
    await rm(dir, { recursive: true })
  })
  const about = { agent_id: 'ag_1', version: '0.2.0', started_at: '2026-11-23T02:07:00Z' }
  const agent = { pid: 1, address: 'http://127.0.0.1:7337', socket, ...about }
  await writeFile(join(dir, 'agent.json'), JSON.stringify(agent), { mode: 0o600 })
  return dir
}

async function open(dir: string, more: Options['surroundings']) {
  const uid = process.getuid?.() ?? null
  return runBare(['open', '--state-dir', dir], { api, surroundings: { uid, ...more } })
}

test('--print gives the link alone on stdout', async () => {
  const { stdout, sent } = await runCli(['open', '--print', '--role', 'admin'], { api })
  expect(stdout).toBe(`${link.url}\n`)
  expect(sent[0]?.body).toEqual({ role: 'admin' })
})

test('the browser gets a page that only its owner can read, never the link as an argument', async () => {
  const dir = await stateDir()
  const opened: string[] = []
  const outcome = await open(dir, {
    openInBrowser: async (path) => {
      opened.push(path)
      return true
    },
  })
  const page = join(dir, 'open.html')
  expect(opened).toEqual([page])
  expect((await stat(page)).mode & 0o777).toBe(0o600)
  expect(await readFile(page, 'utf8')).toContain(`content="0;url=${link.url}"`)
  expect(outcome).toMatchObject({ code: 0, stdout: '' })
})

test('without a desktop the link is printed', async () => {
  const outcome = await open(await stateDir(), { openInBrowser: async () => false })
  expect(outcome).toMatchObject({ code: 0, stdout: `${link.url}\n` })
})

test('a link that would break out of the page is refused', async () => {
  const evil = { 'POST /pair/links': { json: { ...link, url: 'http://127.0.0.1/"><script>' } } }
  const uid = process.getuid?.() ?? null
  const outcome = await runBare(['open', '--state-dir', await stateDir()], { api: evil, surroundings: { uid } })
  expect(outcome.code).toBe(1)
})
