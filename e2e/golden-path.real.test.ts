import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, expect as expectPage, type Page } from '@playwright/test'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BareHost, type ServedAgent, startBareHost } from '../tools/real/bare-host.ts'
import { freePort } from '../tools/real/free-port.ts'
import { type SignedInPage, signedInPage } from './signed-in-page.ts'

// One sitting on a host with nothing on it: from the link that a terminal shows to a MoltBot that a bad edit cannot strand.
interface Config {
  config: Record<string, Record<string, unknown>> & { gateway: { auth: Record<string, unknown> } }
  text: string
  mask: string
  hash: string
}
interface Applied {
  status: string
  applied: boolean
  hash: string
  job_id: string | null
  message: string
}
interface Job {
  status: string
  ended_at: string | null
  error: { message: string } | null
  undo: { status: string; remains: string[] } | null
}

let host: BareHost
let agent: ServedAgent
let browser: Browser
let page: Page
let console_: SignedInPage
let moltbot: string
let configPath: string
let identity: { id: string; key_fingerprint: string }

beforeAll(async () => {
  host = await startBareHost('golden-path')
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking'],
  })
  page = await browser.newPage({ reducedMotion: 'reduce' })
  page.setDefaultTimeout(60_000)
  console_ = signedInPage(page, async () => identity.id)
})

afterAll(async () => {
  await browser?.close()
  await host?.dispose()
})

const verdict = () => expectPage(page.getByRole('heading', { level: 1 }))
const read = async () => (await console_.ask<Config>('GET', '/config')).body
const onDisk = () => host.guest.must('sha256sum', configPath)
const gatewayPid = () => host.guest.must('systemctl', 'show', 'moltbot', '-p', 'MainPID')

/** As a client that knows nothing of the agent sees it. */
async function outside(path: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(`${moltbot}${path}`).catch(() => null)
  return { status: answer?.status ?? 0, text: (await answer?.text()) ?? '' }
}

test('a terminal shows a link, and the browser that opens it is paired as owner', { timeout: 180_000 }, async () => {
  agent = await host.serve(await freePort())
  await page.goto(agent.link)
  await verdict().toContainText('There is no MoltBot', { timeout: 60_000 })
  const session = await console_.ask<{ role: string; agent: typeof identity }>('GET', '/auth/session')
  expect(session.body).toMatchObject({ role: 'owner' })
  // Written down by the person at the first visit: everything that the record says later is held against it.
  identity = session.body.agent
})

test('Setup installs the real MoltBot under an account of its own, and it answers an outside client', {
  timeout: 900_000,
}, async () => {
  await page.getByRole('link', { name: 'Open Setup' }).click()
  await verdict().toContainText('MoltBot can be installed here with npm.', { timeout: 150_000 })
  const install = page.getByRole('button', { name: /^Install OpenClaw [\d.]+ with npm$/ })
  await install.click()
  const dialog = page.getByRole('dialog')
  await expectPage(dialog).toContainText('MoltBot runs as moltbot', { timeout: 120_000 })
  await dialog.getByRole('button', { name: /^Sign and install/ }).click()
  await expectPage(dialog.getByText('It is done.')).toBeVisible({ timeout: 480_000 })
  await dialog.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('link', { name: 'Go to Overview' }).click()
  await verdict().toContainText('MoltBot is working.', { timeout: 60_000 })

  const { body } = await console_.ask<{ config_path: string; gateway: { url: string } }>('GET', '/moltbot/status')
  configPath = body.config_path
  moltbot = body.gateway.url.replace(/^ws/, 'http')
  expect(JSON.parse((await outside('/startupz')).text)).toMatchObject({ ok: true, status: 'started' })
  const [, pid = ''] = (await gatewayPid()).split('=')
  expect(await host.guest.must('ps', '-o', 'user=', '-p', pid)).toBe('moltbot')
})

test('Config finds a setting, shows the difference, applies it, and it is in force for an outside client', {
  timeout: 600_000,
}, async () => {
  expect((await outside('/ui/')).status).toBe(404)
  await page.getByRole('link', { name: 'Config', exact: true }).click()
  await page.getByRole('searchbox', { name: 'Search settings' }).fill('control ui base path', { timeout: 60_000 })
  const setting = page.locator('[data-setting="gateway.controlUi.basePath"]')
  await setting.getByRole('textbox').fill('/ui')
  await page.getByRole('button', { name: 'Review changes' }).click()
  await expectPage(page.getByText('gateway.controlUi').first()).toBeVisible()
  await expectPage(page.getByText('MoltBot itself would take it.')).toBeVisible({ timeout: 60_000 })
  await page.getByLabel('Go back by itself unless I confirm').uncheck()
  await page.getByRole('button', { name: 'Apply 1 change' }).click()
  const dialog = page.getByRole('dialog', { name: /^Change the configuration of MoltBot/ })
  await expectPage(dialog).toContainText('gateway.controlUi', { timeout: 30_000 })
  await dialog.getByRole('button', { name: /^Sign and/ }).click()
  await expectPage(dialog.getByText('It is done.')).toBeVisible({ timeout: 300_000 })
  await dialog.getByRole('button', { name: 'Close' }).click()
  expect((await outside('/ui/')).status).toBe(200)
  expect((await read()).config.gateway).toMatchObject({ controlUi: { basePath: '/ui' } })
})

test('a change that MoltBot takes for valid and cannot start with is put back by itself, and MoltBot is healthy', {
  timeout: 900_000,
}, async () => {
  const before = await onDisk()
  const { config, hash } = await read()
  const tls = { enabled: true, autoGenerate: false, certPath: '/no/cert.pem', keyPath: '/no/key.pem' }
  const wanted = { config: { ...config, gateway: { ...config.gateway, tls } } }
  expect(await console_.ask('POST', '/config/validate', wanted)).toMatchObject({ body: { valid: true } })
  const { body: applied } = await console_.carryOut<Applied>('applyConfig', '/config/apply', {
    ...wanted,
    base_hash: hash,
  })
  const job = await ended(applied.job_id)
  expect(job, JSON.stringify(job)).toMatchObject({ status: 'failed', undo: { status: 'done', remains: [] } })
  expect(await onDisk()).toBe(before)
  expect(JSON.parse((await outside('/readyz')).text)).toMatchObject({ ready: true })
  await page.getByRole('link', { name: 'Overview' }).click()
  await verdict().toContainText('MoltBot is working.', { timeout: 60_000 })
})

async function ended(id: string | null): Promise<Job> {
  for (;;) {
    const { body } = await console_.ask<Job>('GET', `/jobs/${id}`)
    if (body.ended_at !== null) return body
    await page.waitForTimeout(500)
  }
}

test('what was read and is applied again changes nothing at all', async () => {
  const before = [await onDisk(), await gatewayPid(), await host.guest.must('stat', '-c', '%i %y', configPath)]
  const { config, text, hash } = await read()
  const { body } = await console_.carryOut<Applied>('applyConfig', '/config/apply', { config, text, base_hash: hash })
  expect(body).toMatchObject({ status: 'verified', hash, job_id: null, message: 'Nothing was to be changed.' })
  const after = [await onDisk(), await gatewayPid(), await host.guest.must('stat', '-c', '%i %y', configPath)]
  expect(after).toEqual(before)
})

test('a mask that is pasted elsewhere is refused before anybody is asked', async () => {
  const { config, mask } = await read()
  expect(config.gateway.auth.token).toBe(mask)
  const wanted = { config: { ...config, gateway: { ...config.gateway, remote: { token: mask } } } }
  const { status, body } = await console_.propose('applyConfig', wanted)
  expect({ status, body }).toMatchObject({ status: 400, body: { code: 'validation_failed' } })
  expect(JSON.stringify(body)).toContain('gateway.remote.token')
})

test('the exported record verifies with the key that was written down, and one flipped bit in it is found', async () => {
  const text = await console_.download('/audit/export')
  const verify = (bytes: Buffer) => {
    writeFileSync(join(host.guest.root, 'root/audit.jsonl'), bytes)
    return host.cli(['audit', 'verify', '/root/audit.jsonl', '--key', identity.key_fingerprint])
  }
  expect(await verify(Buffer.from(text))).toMatchObject({ code: 0 })
  const middle = text.indexOf('"installLocal"')
  expect(middle).toBeGreaterThan(0)
  const flipped = Buffer.from(text)
  flipped[middle + 1] = (flipped[middle + 1] ?? 0) ^ 1
  expect(await verify(flipped)).toMatchObject({ code: 1 })
  const token = JSON.parse(readFileSync(join(host.guest.root, configPath), 'utf8')).gateway.auth.token
  expect(text + agent.screen()).not.toContain(token)
})
