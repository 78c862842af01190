import type { Locator, Page } from '@playwright/test'
import type { AgentProcess } from './agent-process.ts'
import { expect, test, verdict } from './journey.ts'

test.use({ scenario: 'not-installed' })

/** Asks for the install and signs it, and stops the host's time in the middle of its second step. */
async function beginInstall(page: Page, agent: AgentProcess): Promise<Locator> {
  await page.getByRole('link', { name: 'Setup', exact: true }).click()
  await page.getByRole('button', { name: 'Install OpenClaw 2026.9.6 with npm' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /^Sign and/ }).click()
  await expect(dialog.locator('[data-mark=now]')).toContainText('Install the program')
  await agent.host('PUT', '/simulation', { clock: 'paused' })
  return dialog
}

const goOn = (agent: AgentProcess) => agent.host('PUT', '/simulation', { clock: 'running' })

test('Setup goes on at the install after a reload and in another tab, until somebody has seen how it ended', async ({
  paired: page,
  agent,
  context,
}) => {
  await beginInstall(page, agent)
  await page.reload()
  await expect(verdict(page)).toContainText('Installing MoltBot.')
  await expect(page.locator('[data-mark=now]')).toContainText('Install the program')
  const other = await context.newPage()
  await other.goto(`${agent.origin}/console/setup`)
  await expect(verdict(other)).toContainText('Installing MoltBot.')

  await goOn(agent)
  for (const tab of [page, other]) {
    await expect(verdict(tab)).toContainText('MoltBot is installed. OpenClaw 2026.9.6 runs', { timeout: 30_000 })
    await expect(tab.getByRole('link', { name: 'Open Config' }).first()).toBeVisible()
    await expect(tab.getByRole('region', { name: 'What its configuration says' })).toContainText(
      'none yet, so it cannot',
    )
    await expect(tab.getByText('moltbot-ops service install', { exact: false }).first()).toBeVisible()
  }
  await page.reload()
  await expect(verdict(page)).toContainText('MoltBot is installed.')
  await page.getByRole('button', { name: 'Set up another one' }).click()
  await expect(verdict(page)).not.toContainText('MoltBot is installed.')
  await page.reload()
  await expect(page.getByRole('radio', { name: /On this host/ })).toBeChecked()
})

test('a stop says first what is taken back, and then what was', async ({ paired: page, agent }) => {
  const dialog = await beginInstall(page, agent)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Stop and go back' }).click()
  const asked = page.getByRole('region', { name: 'Stop this job?' })
  await expect(asked.getByRole('listitem')).toHaveText(['Install the program and its Node', 'Make the account'])
  await expect(asked).toContainText('Everything that was written is removed again')
  await asked.getByRole('button', { name: 'Stop and take it back' }).click()
  await goOn(agent)

  await expect(verdict(page)).toContainText('The install was stopped.')
  await expect(page.getByText('It was stopped, and everything was taken back.')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Going back' })).toContainText('Install the program and its Node')
  await page.getByRole('button', { name: 'Back to Setup' }).click()
  await expect(verdict(page)).toContainText('MoltBot can be installed here with npm.')
})

test.describe('when the agent is killed in the middle', () => {
  test.use({ expectedComplaints: [/ERR_|net::|Failed to load resource/] })

  test('Setup says that the install was interrupted, and what became of it', async ({ paired: page, agent }) => {
    await beginInstall(page, agent)
    await agent.end('SIGKILL')
    await agent.restart()
    await expect(verdict(page)).toContainText('The install was interrupted.', { timeout: 30_000 })
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await page.reload()
    await expect(verdict(page)).toContainText('The install was interrupted.')
    await expect(page.getByText(/taken back/).first()).toBeVisible()
    await page.getByRole('button', { name: 'Back to Setup' }).click()
    await expect(verdict(page)).toContainText('MoltBot can be installed here with npm.')
  })
})
