import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { AgentProcess } from './agent-process.ts'
import { expect, test, verdict } from './journey.ts'

interface Config {
  instance_id: string
  hash: string
  config: Record<string, unknown>
}

/** Proposes a change at the host, and returns how its dialog is opened in the console. */
async function propose(agent: AgentProcess, level: string, trialSeconds?: number): Promise<void> {
  const { config, hash } = await agent.host<Config>('GET', '/config')
  const params = {
    config: { ...config, logging: { ...(config.logging as object), level } },
    base_hash: hash,
    ...(trialSeconds === undefined ? {} : { confirm_within_seconds: trialSeconds }),
  }
  await agent.host('POST', '/confirmations', { action: 'applyConfig', params, reason: `The log level ${level}.` })
}

/** Lets the simulated host live on until the words are on the page. */
async function until(page: Page, agent: AgentProcess, words: string | RegExp): Promise<void> {
  const found = page.getByText(words).first()
  for (let round = 0; round < 30 && !(await found.isVisible()); round += 1) {
    await agent.host('PUT', '/simulation', { advance_seconds: 2 })
  }
  await expect(found).toBeVisible()
}

async function signProposed(page: Page, agent: AgentProcess): Promise<void> {
  await page.getByRole('button', { name: /^Approvals, 1 waits/ }).click()
  await page.getByRole('button', { name: /^Review:/ }).click()
  await signed(page, agent)
}

async function signed(page: Page, agent: AgentProcess): Promise<void> {
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Sign and/ }).click()
  await until(page, agent, 'It is done.')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
}

const bar = (page: Page) => page.getByRole('region', { name: 'Configuration on trial' })
const levelNow = async (agent: AgentProcess) =>
  ((await agent.host<Config>('GET', '/config')).config.logging as { level: string }).level

async function openHistory(page: Page, agent: AgentProcess): Promise<void> {
  await page.goto(`${agent.origin}/console/config/history`)
  await expect(verdict(page)).toContainText('The configuration')
}

test('a trial is shown on every page and in every tab, also after a reload, and is kept', async ({
  paired: page,
  agent,
  context,
}) => {
  await propose(agent, 'debug', 300)
  await signProposed(page, agent)
  await expect(bar(page)).toContainText('logging.level was changed by')
  await expect(bar(page)).toContainText('“The log level debug.”')
  await expect(bar(page)).toContainText(/Goes back in [0-4]:\d\d/)
  expect(
    (await new AxeBuilder({ page }).include('section[aria-label="Configuration on trial"]').analyze()).violations,
  ).toEqual([])

  await page.getByRole('link', { name: 'Jobs' }).click()
  await expect(bar(page)).toBeVisible()
  await page.reload()
  await expect(bar(page)).toBeVisible()
  const other = await context.newPage()
  await other.goto(`${agent.origin}/console/access`)
  await expect(bar(other)).toBeVisible()

  await bar(page).getByRole('button', { name: 'Keep' }).click()
  await expect(bar(page)).toContainText('The configuration was kept.')
  await expect(bar(other)).toContainText('The configuration was kept.')
  await bar(page).getByRole('button', { name: 'Close' }).click()
  await expect(bar(page)).toBeHidden()
  await agent.host('PUT', '/simulation', { advance_seconds: 400 })
  expect(await levelNow(agent)).toBe('debug')
})

test('a trial that nobody keeps goes back by itself, and one that is not wanted goes back at once', async ({
  paired: page,
  agent,
}) => {
  await propose(agent, 'debug', 60)
  await signProposed(page, agent)
  await expect(bar(page)).toBeVisible()
  await agent.host('PUT', '/simulation', { advance_seconds: 61 })
  await until(page, agent, 'The configuration went back.')
  expect(await levelNow(agent)).toBe('info')

  await propose(agent, 'warn', 600)
  await signProposed(page, agent)
  await expect(bar(page)).toContainText('“The log level warn.”')
  await bar(page).getByRole('button', { name: 'Go back now' }).click()
  await expect(page.getByRole('dialog')).toContainText('Put an earlier configuration of MoltBot')
  await signed(page, agent)
  await expect(bar(page)).toContainText('The configuration went back.')
  expect(await levelNow(agent)).toBe('info')

  await bar(page).getByRole('link', { name: 'History' }).click()
  await expect(verdict(page)).toContainText('The configuration was last changed')
  await expect(page.getByText('Put back by itself: nobody confirmed it in time.')).toBeVisible()
  await expect(page.getByText('An earlier version was put back.')).toBeVisible()
})

test('the history shows each version, compares it, and puts it back', async ({ paired: page, agent }) => {
  await propose(agent, 'debug')
  await signProposed(page, agent)
  await openHistory(page, agent)
  const rows = page.getByRole('row')
  await expect(rows).toHaveCount(3)
  await expect(rows.nth(1)).toContainText('“The log level debug.”')
  await expect(rows.nth(1)).toContainText('through MoltBot Ops')
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  await rows.nth(1).getByRole('link').click()
  await expect(verdict(page)).toContainText('This is the configuration as it is now.')
  await expect(page.getByText('logging.level')).toBeVisible()
  await expect(page.getByText('"debug"')).toBeVisible()
  await page.getByRole('link', { name: 'All versions' }).click()

  await rows.nth(2).getByRole('link').click()
  await expect(verdict(page)).toContainText('This version was replaced')
  await page.getByRole('radio', { name: 'now' }).check()
  await expect(page.getByText('What would change if it were put back now.')).toBeVisible()
  await expect(page.getByText('"info"')).toBeVisible()
  const address = page.url()
  await page.reload()
  await expect(verdict(page)).toContainText('This version was replaced')
  expect(page.url()).toBe(address)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])

  await page.getByRole('button', { name: 'Put this version back' }).click()
  await expect(page.getByRole('dialog')).toContainText('logging.level is changed.')
  await signed(page, agent)
  expect(await levelNow(agent)).toBe('info')
  await expect(page.getByRole('paragraph').filter({ hasText: 'It says the same as the configuration' })).toBeVisible()
  await page.getByRole('link', { name: 'All versions' }).click()
  await expect(rows).toHaveCount(4)
})
