import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, expect as expectPage, type Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RealMoltbot, startMoltbot } from '../tools/real/real-moltbot.ts'
import { type AgentProcess, startAgent } from './agent-process.ts'
import buildConsole from './build-console.ts'

// The journey that the product stands on: a newcomer's browser, the real agent, the real MoltBot, and what happens to it.
const version = '2026.9.4'
const within = { timeout: 5000 }
const folder = mkdtempSync(join(tmpdir(), 'moltbot-journey-'))
let agent: AgentProcess
let browser: Browser
let page: Page
let moltbot: RealMoltbot

const verdict = () => expectPage(page.getByRole('heading', { level: 1 }))
const status = () =>
  agent.host<{ state: string; restart_count_24h: number; last_start_time: string }>('GET', '/moltbot/status')
const start = (port?: number) => startMoltbot({ version, folder, ...(port === undefined ? {} : { port }) })

beforeAll(async () => {
  buildConsole()
  agent = await startAgent(['--moltbot-home', join(folder, 'state')])
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  })
  page = await browser.newPage()
  await page.goto(await agent.link())
})

afterAll(async () => {
  await browser?.close()
  await agent?.remove()
  await moltbot?.dispose()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

test('before anything is installed the page says so', async () => {
  await verdict().toContainText('no MoltBot', within)
})

test('a MoltBot that is installed and started beside it is on the page within 5 s of ready, without a reload', async () => {
  const loaded = await page.evaluate(() => performance.timeOrigin)
  moltbot = await start()
  await verdict().toContainText('MoltBot is working.', within)
  await expectPage(page.getByText(version).first()).toBeVisible()
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(loaded)
})

test('killed with SIGKILL, the page says within 5 s that it is down, and why', async () => {
  await moltbot.kill9()
  await verdict().toContainText('MoltBot is down', within)
  await verdict().toContainText(/killed|crashed/, within)
})

test('three more starts are counted right, also after a restart of the agent', async () => {
  for (const count of [1, 2, 3]) {
    if (count > 1) await moltbot.stop()
    moltbot = await start(moltbot.port)
    await verdict().toContainText('MoltBot is working.', within)
    expect(await status()).toMatchObject({ state: 'running', restart_count_24h: count })
  }
  const before = await status()
  await agent.end('SIGKILL')
  await agent.restart()
  expect(await status()).toMatchObject({ restart_count_24h: 3, last_start_time: before.last_start_time })
  await verdict().toContainText('MoltBot is working.', { timeout: 15_000 })
})

test('an edit that will stop the next start is told while MoltBot still works', async () => {
  const before = readFileSync(moltbot.configPath, 'utf8')
  writeFileSync(moltbot.configPath, before.replace('{', '{ "gatewayy": {},'))
  await verdict().toContainText('its next start will fail', { timeout: 90_000 })
  writeFileSync(moltbot.configPath, before)
  await verdict().toContainText('MoltBot is working.', { timeout: 90_000 })
})

test('no line of its log is missing on the page, not even of those that it wrote while the agent was dead', async () => {
  const written = () => readFileSync(join(folder, 'state/logs/gateway.log'), 'utf8').trimEnd().split('\n').length
  const shown = () => page.getByRole('searchbox').getAttribute('placeholder')
  // MoltBot writes on while it is counted.
  const isWhole = async () => (await shown()) === `Search ${written()} lines`
  await page.getByRole('link', { name: 'Logs', exact: true }).click()
  await verdict().toContainText(/in these [\d,]+ lines/, { timeout: 15_000 })
  await expectPage.poll(isWhole, { timeout: 15_000 }).toBe(true)
  const before = written()
  await agent.end('SIGKILL')
  await moltbot.stop()
  moltbot = await start(moltbot.port)
  await agent.restart()
  expect(written()).toBeGreaterThan(before + 10)
  await expectPage.poll(isWhole, { timeout: 45_000 }).toBe(true)
})

test('the agent has nothing to complain about in its log', () => {
  expect(agent.log()).toBe('')
})
