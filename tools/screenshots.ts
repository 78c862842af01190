import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from '@playwright/test'
import { type AgentProcess, startAgent } from '../e2e/agent-process.ts'
import { buildConsole } from './build-console.ts'
import { repositoryRoot } from './repository.ts'

/**
 * Takes the pictures in docs/images from the real agent on the simulated host, all or those of the groups named on the
 * command line (`npm run screenshots -- jobs audit`). The host's seed and steps and the
 * browser's clock are fixed, so that a picture changes only when the console does; pairing codes and keys are new each
 * time.
 */
const folder = join(repositoryRoot, 'docs/images')
const desktop = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
const minute = 60
const hour = 60 * minute
const reason = 'Telegram has been silent since noon.'
/** What the browser's clock shows on every picture. */
const evening = Date.parse('2026-11-23T21:40:00Z')

interface Look {
  size?: typeof desktop
  dark?: boolean
  /** The clock goes on from the evening, for pages with a countdown. */
  running?: boolean
}

interface Simulation {
  scenario?: string
  clock?: 'running' | 'paused'
  advance_seconds?: number
}

const simulate = (agent: AgentProcess, change: Simulation) =>
  agent.host<{ now: string }>('PUT', '/simulation', { ...change })

/** Lets a quiet day pass, to the same hour as the browser's, and stops the clock of the host. */
async function passDay(agent: AgentProcess): Promise<void> {
  const { now } = await simulate(agent, { clock: 'paused' })
  const untilEvening = ((evening - Date.parse(now)) / 1000) % (24 * hour)
  // Longer moves look less often than a bar of the tape is long.
  for (const seconds of [untilEvening + 24 * hour, 12 * hour, 12 * hour]) {
    await simulate(agent, { advance_seconds: seconds % (24 * hour) })
  }
}

async function opened(
  browser: Browser,
  url: string,
  { size = desktop, dark = false, running = false }: Look,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: size,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  })
  const page = await context.newPage()
  if (running) await page.clock.install({ time: evening })
  else await page.clock.setFixedTime(evening)
  await page.goto(url)
  return page
}

/** A browser that is paired, on Overview. */
async function paired(browser: Browser, agent: AgentProcess, look: Look = {}): Promise<Page> {
  const page = await opened(browser, await agent.link(), look)
  await page.getByText('Live', { exact: true }).first().waitFor()
  // The host's own figures come last.
  await page.getByText('Memory').waitFor()
  return page
}

async function waiting(browser: Browser, agent: AgentProcess): Promise<{ page: Page; code: string }> {
  const page = await opened(browser, `${agent.origin}/console/`, { running: true })
  const code = await page
    .getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .first()
    .innerText()
  return { page, code }
}

async function picture(page: Page, name: string, ...shown: (string | RegExp)[]): Promise<void> {
  for (const text of shown) await page.getByText(text).first().waitFor()
  await page.evaluate('document.fonts.ready')
  await page.screenshot({ path: join(folder, `${name}.png`) })
  console.log(`docs/images/${name}.png`)
}

/** One agent for pictures that share a day. */
async function withAgent(scenario: string, take: (agent: AgentProcess) => Promise<void>): Promise<void> {
  const agent = await startAgent(['--simulate', scenario, '--seed', '7'])
  try {
    await take(agent)
  } finally {
    await agent.remove()
  }
}

async function takeOverview(browser: Browser): Promise<void> {
  await withAgent('healthy', async (agent) => {
    await passDay(agent)
    await simulate(agent, { advance_seconds: 5 * hour })
    await simulate(agent, { scenario: 'degraded', advance_seconds: 12 * minute })
    await simulate(agent, { scenario: 'healthy', advance_seconds: 9 * hour - 12 * minute })
    await simulate(agent, { scenario: 'stopped', advance_seconds: 4 * minute })
    await simulate(agent, { scenario: 'healthy', advance_seconds: 10 * hour - 4 * minute })
    const light = await paired(browser, agent)
    const dark = await paired(browser, agent, { dark: true })
    const small = await paired(browser, agent, { size: phone })
    await picture(light, 'overview-healthy-light', 'MoltBot is working.')
    await picture(dark, 'overview-healthy-dark', 'MoltBot is working.')
    await picture(small, 'overview-phone-light', 'MoltBot is working.')
    await simulate(agent, { scenario: 'crash-loop', advance_seconds: 5 * minute })
    await picture(dark, 'overview-down-dark', 'Scenario crash-loop.', /^down \d min/)
  })
}

async function takeStates(browser: Browser): Promise<void> {
  await withAgent('healthy', async (agent) => {
    await passDay(agent)
    const page = await paired(browser, agent)
    await simulate(agent, { scenario: 'stopped', advance_seconds: 5 * minute })
    await simulate(agent, { scenario: 'starting-slow', advance_seconds: 75 })
    await picture(page, 'overview-starting-light', 'Scenario starting-slow.', 'Starting MoltBot.', /min has passed/)
    await simulate(agent, { advance_seconds: 20 * minute, clock: 'running' })
    await page.reload()
    await page.getByText('MoltBot is working.').first().waitFor()
    await page.getByText('Memory').waitFor()
    await agent.end('SIGKILL')
    await page.clock.setFixedTime(evening + 3 * minute * 1000)
    await picture(page, 'overview-unknown-light', 'It is not known how MoltBot is.', /^Offline/)
  })
}

async function takeEmpty(browser: Browser): Promise<void> {
  await withAgent('not-installed', async (agent) => {
    await passDay(agent)
    await picture(
      await paired(browser, agent),
      'overview-empty-light',
      'There is no MoltBot',
      'Scenario not-installed.',
    )
  })
}

async function takeAccess(browser: Browser): Promise<void> {
  await withAgent('healthy', async (agent) => {
    const first = await waiting(browser, agent)
    await picture(first.page, 'pair-light', 'This browser is not paired yet.')
    await agent.cli('pair', 'approve', first.code)
    await first.page.getByText('Live', { exact: true }).first().waitFor()
    const names = ['Desk in the workshop', 'Phone', 'Laptop in the kitchen']
    for (const _ of names.slice(1)) await paired(browser, agent)
    const { items } = await agent.host<{ items: { id: string }[] }>('GET', '/devices')
    for (const [index, { id }] of items.entries()) await agent.cli('devices', 'rename', id, names[index] ?? 'Tablet')
    await waiting(browser, agent)
    await first.page.getByRole('link', { name: 'Access' }).click()
    await picture(first.page, 'access-light', 'Three devices are paired.', 'No script token', 'Scenario healthy.')
  })
}

/** Setup on this host: before, in the middle of the install, and after it. */
async function takeSetup(browser: Browser): Promise<void> {
  await withAgent('not-installed', async (agent) => {
    const page = await opened(browser, await agent.link(), {})
    await page.getByRole('link', { name: 'Setup', exact: true }).click()
    await picture(page, 'setup-light', 'MoltBot can be installed here with npm.', 'More choices')
    await page.getByRole('button', { name: /^Install OpenClaw/ }).click()
    const dialog = page.getByRole('dialog')
    await picture(page, 'setup-consent-light', 'What will happen')
    await dialog.getByRole('button', { name: /^Sign and/ }).click()
    await dialog.locator('[data-mark=now]').getByText('Install the program').waitFor()
    await simulate(agent, { clock: 'paused' })
    await dialog.getByRole('button', { name: 'Close' }).click()
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, 'setup-running-dark', 'Installing MoltBot.', 'Stop and go back')
    await simulate(agent, { clock: 'running' })
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(phone)
    await picture(page, 'setup-done-phone-light', 'MoltBot is installed.', 'What its configuration says')
  })
}

/** Setup on another host: its key, and what was found there. */
async function takeSetupSsh(browser: Browser): Promise<void> {
  await withAgent('not-installed', async (agent) => {
    const page = await opened(browser, await agent.link(), {})
    await page.getByRole('link', { name: 'Setup', exact: true }).click()
    await page.getByRole('radio', { name: /On another host over SSH/ }).check()
    await page.getByLabel('Host name or address').fill('garage.example')
    await page.getByLabel('User', { exact: true }).fill('op')
    await page.getByLabel('Password', { exact: true }).fill('simulated')
    await page.getByRole('button', { name: 'Look at the host' }).click()
    await picture(page, 'setup-host-key-light', 'Is this the key of garage.example?')
    await page.getByRole('button', { name: 'They are the same' }).click()
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, 'setup-ssh-dark', 'MoltBot can be installed on garage.example.', 'What is there')
  })
}

async function takeConfig(browser: Browser): Promise<void> {
  await withAgent('healthy', async (agent) => {
    await passDay(agent)
    const page = await paired(browser, agent)
    await page.getByRole('link', { name: 'Config', exact: true }).click()
    await page.getByText('The configuration is valid.').first().waitFor()
    await page.getByPlaceholder(/^Search \d+ settings$/).waitFor()
    await picture(page, 'config-light', 'Gateway Port')
    await page.setViewportSize(phone)
    await picture(page, 'config-phone-light', 'Gateway Port')
    await page.setViewportSize(desktop)
    await page.locator('[data-setting="gateway.bind"]').getByRole('combobox').selectOption('lan')
    await page.getByText('1 change not applied yet').waitFor()
    await page.getByRole('radio', { name: 'Text' }).check()
    await picture(page, 'config-text-light', '1 change is not applied yet.')
    await page.getByRole('button', { name: 'Review changes' }).click()
    await picture(page, 'config-review-light', 'Review 1 change', 'MoltBot itself would take it.')
    await page.getByRole('button', { name: 'Back to editing' }).click()
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.getByRole('searchbox', { name: 'Search settings' }).fill('port')
    await page.locator('[data-setting="gateway.port"]').getByRole('textbox').fill('99999')
    await picture(page, 'config-refused-dark', 'One thing in it would be refused.')
  })
}

/** Changes the log level by consent: proposed at the host, signed in the console. */
async function setLevel(page: Page, agent: AgentProcess, level: string, trial: object = {}): Promise<void> {
  const { config, hash } = await agent.host<{ config: { logging: object }; hash: string }>('GET', '/config')
  const params = { config: { ...config, logging: { ...config.logging, level } }, base_hash: hash, ...trial }
  await agent.host('POST', '/confirmations', { action: 'applyConfig', params, reason: `Logs at the level ${level}.` })
  await page.getByRole('button', { name: 'Approvals, 1 waits' }).click()
  await page.getByRole('button', { name: /^Review:/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Sign and/ }).click()
  const done = dialog.getByText('It is done.')
  while (!(await done.isVisible())) await simulate(agent, { advance_seconds: 2 })
  await dialog.getByRole('button', { name: 'Close' }).click()
}

async function takeHistory(browser: Browser): Promise<void> {
  await withAgent('healthy', async (agent) => {
    await passDay(agent)
    const page = await paired(browser, agent)
    await setLevel(page, agent, 'debug', { confirm_within_seconds: 300 })
    await picture(page, 'config-trial-light', 'A configuration is on trial.')
    await page.setViewportSize(phone)
    await picture(page, 'config-trial-phone-light', 'A configuration is on trial.')
    await page.setViewportSize(desktop)
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByText('The configuration was kept.').waitFor()
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('button', { name: 'Close' }).click()
    await simulate(agent, { advance_seconds: 3 * hour })
    await setLevel(page, agent, 'warn')
    await picture(page, 'config-history-light', 'The configuration was last changed', /Logs at the level warn/)
    await page.getByRole('row').nth(2).getByRole('link').click()
    await page.getByRole('radio', { name: 'now' }).check()
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, 'config-version-dark', 'What would change if it were put back now.', 'logging.level')
  })
}

/** The list of jobs, one of them, what waits for approval, and where the pages are found on a phone. */
async function takeJobs(browser: Browser): Promise<void> {
  await withAgent('healthy', async (agent) => {
    await passDay(agent)
    const page = await paired(browser, agent)
    await setLevel(page, agent, 'debug')
    await simulate(agent, { advance_seconds: 2 * hour })
    await setLevel(page, agent, 'warn')
    await page.getByRole('link', { name: 'Jobs' }).click()
    await picture(page, 'jobs-light', 'No job is running.', 'Latest jobs')
    await agent.host('POST', '/confirmations', { action: 'runOpsAction', params: { action: 'restart' }, reason })
    await page.getByRole('button', { name: 'Approvals, 1 waits' }).click()
    await picture(page, 'approvals-light', reason)
    await page.keyboard.press('Escape')
    await page.getByRole('row').nth(1).getByRole('link').click()
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, 'job-dark', 'It is done.')
    await page.emulateMedia({ colorScheme: 'light' })
    await page.setViewportSize(phone)
    await picture(page, 'job-phone-light', 'It is done.')
  })
}

async function takeAudit(browser: Browser): Promise<void> {
  await withAgent('healthy', async (agent) => {
    await passDay(agent)
    const page = await paired(browser, agent)
    await setLevel(page, agent, 'debug')
    await page.getByRole('link', { name: 'Audit' }).click()
    await page.getByRole('button', { name: 'Export the log' }).click()
    await page.getByText(/^Written:/).waitFor()
    await page.getByRole('button', { name: 'Check again' }).click()
    await page.getByRole('button', { name: /keep this key/ }).waitFor()
    await page.reload()
    await picture(page, 'audit-unproven-light', /nothing proves who wrote it/, 'Up to entry')
    await page.getByRole('button', { name: /keep this key/ }).click()
    await page.emulateMedia({ colorScheme: 'dark' })
    await picture(page, 'audit-whole-dark', 'The audit log is whole.')
    await page.emulateMedia({ colorScheme: 'light' })
    const path = join(agent.stateDir, 'audit/000001.jsonl')
    writeFileSync(path, readFileSync(path, 'utf8').replace('level debug', 'level silly'))
    await page.reload()
    await picture(page, 'audit-broken-light', 'The audit log is broken.', 'What to do now')
  })
}

await buildConsole(console.log)
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  // Chromium's sandbox needs a user namespace that root in a container has not; the pages are our own.
  args: [
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-lcd-text',
  ],
})
try {
  const groups = {
    overview: takeOverview,
    states: takeStates,
    empty: takeEmpty,
    access: takeAccess,
    setup: takeSetup,
    'setup-ssh': takeSetupSsh,
    config: takeConfig,
    history: takeHistory,
    jobs: takeJobs,
    audit: takeAudit,
  }
  const wanted = new Set(process.argv.slice(2))
  for (const [name, take] of Object.entries(groups)) {
    if (wanted.size === 0 || wanted.has(name)) await take(browser)
  }
} finally {
  await browser.close()
}
