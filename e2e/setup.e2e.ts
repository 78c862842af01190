import AxeBuilder from '@axe-core/playwright'
import { expect, setScenario, test, verdict } from './journey.ts'

test.use({ scenario: 'not-installed' })

test('from nothing to a MoltBot that runs: look, choose, sign, and see it on Overview', async ({ paired: page }) => {
  await expect(verdict(page)).toContainText('There is no MoltBot')
  await page.getByRole('link', { name: 'Open Setup' }).click()
  await expect(verdict(page)).toContainText('MoltBot can be installed here with npm.')
  await expect(page.getByText('Nothing has been written to this host yet.')).toBeVisible()
  await expect(page.getByRole('radio', { name: /Docker/ })).toBeDisabled()
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])

  await page.getByRole('button', { name: 'Install OpenClaw 2026.9.6 with npm' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Install OpenClaw 2026.9.6')
  await dialog.getByRole('button', { name: /^Sign and/ }).click()

  await expect(dialog.getByText('It is done.')).toBeVisible({ timeout: 30_000 })
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(verdict(page)).toContainText('MoltBot is installed. OpenClaw 2026.9.6 runs and answers')
  await expect(page.getByText(/Add a model provider/)).toBeVisible()
  await page.getByRole('link', { name: 'Go to Overview' }).click()
  await expect(verdict(page)).toContainText('MoltBot is working.')
})

test('a registry that is away is said, and nothing can be installed', async ({ paired: page, agent }) => {
  await setScenario(agent, 'install-registry-down')
  await page.getByRole('link', { name: 'Setup', exact: true }).click()
  await expect(verdict(page)).toContainText('One thing stands in the way: The package registry could not be asked.')
  await expect(page.getByRole('button', { name: /^Install OpenClaw/ })).toHaveAttribute('aria-disabled', 'true')
  await setScenario(agent, 'not-installed')
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(verdict(page)).toContainText('MoltBot can be installed here with npm.')
})
