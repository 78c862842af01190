import { expect, test, verdict } from './journey.ts'

test.use({ scenario: 'docker-ready' })

test('the safest way that works is recommended with its reason, and everything else can be chosen', async ({
  paired: page,
}) => {
  await page.getByRole('link', { name: 'Setup', exact: true }).click()
  await expect(verdict(page)).toContainText('MoltBot can be installed here with Docker.')
  await expect(page.getByRole('radio', { name: /^Docker recommended Engine 28\.3\.2 answers/ })).toBeChecked()

  await page.getByText('More choices').click()
  await page.getByLabel('Image').fill('example.org/somebody/moltbot:1')
  await page.getByLabel('Image').press('Enter')
  await expect(verdict(page)).toContainText('One thing stands in the way:')
  await expect(page.getByText(/images are pulled only from/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Use npm' }).click()
  await expect(verdict(page)).toContainText('MoltBot can be installed here with npm.')

  await page.getByRole('radio', { name: /^Beta OpenClaw 2026\.9\.7-beta\.1/ }).check()
  await expect(page.getByRole('button', { name: 'Install OpenClaw 2026.9.7-beta.1 with npm' })).toBeVisible()
  await page.getByLabel('Or exactly this version').selectOption('2026.9.5')
  await page.getByLabel('Port').fill('19200')
  await page.getByLabel('Port').press('Enter')
  await page.getByRole('button', { name: 'Install OpenClaw 2026.9.5 with npm' }).click()
  const dialog = page.getByRole('dialog', { name: /^Install OpenClaw 2026\.9\.5/ })
  await expect(dialog).toContainText('127.0.0.1:19200')
  await dialog.getByRole('button', { name: 'Not now' }).click()
  await expect(page.getByText('Nothing has been written to this host yet.')).toBeVisible()
})
