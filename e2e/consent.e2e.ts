import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test, verdict } from './journey.ts'

const openRestart = async (page: Page) => {
  await expect(verdict(page)).toContainText('MoltBot is working.')
  await page.getByRole('button', { name: 'Restart', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: /^Restart MoltBot on/ })
  await expect(dialog).toBeVisible()
  return dialog
}

test('a restart is read, signed, followed to its end, and stands among the jobs', async ({ paired: page, agent }) => {
  const dialog = await openRestart(page)
  await expect(dialog.getByText('Low risk')).toBeVisible()
  await expect(dialog.getByText('Stop and start MoltBot')).toBeVisible()
  await expect(dialog.getByText(/Plan holds for/)).toBeVisible()

  expect((await new AxeBuilder({ page }).include('[role=dialog]').analyze()).violations).toEqual([])

  const reason = dialog.getByLabel(/Why are you doing this/)
  const sign = dialog.getByRole('button', { name: 'Sign and restart' })
  await reason.fill('')
  await expect(sign).toHaveAttribute('aria-disabled', 'true')
  await reason.fill('Telegram has been silent since noon.')
  await reason.press('Enter')
  await expect(sign).toBeVisible()

  await sign.click()
  await expect(dialog.getByRole('list', { name: /^Restart MoltBot on/ })).toBeVisible()
  await passTime(agent.host)
  await expect(dialog.getByText('It is done.')).toBeVisible()
  await expect(dialog.getByText('MoltBot was restarted and answers.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()

  await page.getByRole('link', { name: 'Jobs' }).click()
  await page.getByRole('link', { name: /^Restart MoltBot on/ }).click()
  await expect(verdict(page)).toContainText('Restart MoltBot on')
  await expect(page.getByText('It is done.')).toBeVisible()
})

/** Lets the simulated host live through the restart. */
async function passTime(host: (method: string, path: string, body: object) => Promise<unknown>): Promise<void> {
  for (let round = 0; round < 4; round += 1) await host('PUT', '/simulation', { advance_seconds: 10 })
}

test('a plan that is denied does nothing, and one that is left waits among the approvals', async ({ paired: page }) => {
  const dialog = await openRestart(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()

  await page.getByRole('button', { name: 'Approvals, 1 waits' }).click()
  await page.getByRole('button', { name: /^Review: Restart MoltBot/ }).click()
  await expect(dialog.getByText(/Proposed by/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Deny' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Approvals, nothing waits' })).toBeVisible()

  await page.getByRole('link', { name: 'Jobs' }).click()
  await expect(page.getByText('No job yet')).toBeVisible()
})
