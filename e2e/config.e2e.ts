import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, setScenario, test, verdict } from './journey.ts'

const openConfig = async (page: Page) => {
  await page.getByRole('link', { name: 'Config', exact: true }).click()
  await expect(verdict(page)).toContainText('The configuration is valid. Nothing waits to be applied.')
  await expect(page.getByPlaceholder(/^Search \d+ settings$/)).toBeVisible()
}
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search settings' })
const row = (page: Page, path: string) => page.locator(`[data-setting="${path}"]`)

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(' ')) }))).toEqual([])
}

test('a setting is found, refused, put right, reviewed, signed, applied, and is there after a reload', async ({
  paired: page,
  agent,
}) => {
  // Made up here, so that nothing that looks like a key stands in this file.
  const secret = ['731948', 'hush', 'Qw7'.repeat(9)].join('-')
  const answers: string[] = []
  page.on('response', async (response) => {
    if ((response.headers()['content-type'] ?? '').includes('json')) answers.push(await response.text().catch(() => ''))
  })
  await openConfig(page)
  await page.keyboard.press('/')
  await expect(search(page)).toBeFocused()
  await search(page).fill('gateway port')
  const port = row(page, 'gateway.port').getByRole('textbox')
  await port.fill('99999')
  await expect(row(page, 'gateway.port')).toContainText('Expected at most 65535.')
  const review = page.getByRole('button', { name: 'Review changes' })
  await expect(review).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: 'Take back the change of Gateway Port' }).click()
  await expect(port).toHaveValue('18789')
  await expect(review).toBeHidden()

  await search(page).fill('log level')
  await row(page, 'logging.level').getByRole('combobox').selectOption('debug')
  await search(page).fill('telegram bot token')
  await row(page, 'channels.telegram.botToken')
    .getByRole('button', { name: /^Replace/ })
    .click()
  await page.getByLabel('New value of Telegram Bot Token').fill(secret)
  await page.keyboard.press('Enter')
  await expect(row(page, 'channels.telegram.botToken')).toContainText('New one typed, not applied yet')
  await expect(verdict(page)).toContainText('2 changes are not applied yet.')

  await review.click()
  await expect(page.getByRole('heading', { name: 'Review 2 changes' })).toBeVisible()
  await expect(page.getByText('logging.level').first()).toBeVisible()
  await expect(page.getByText('MoltBot itself would take it.')).toBeVisible()
  await page.getByLabel('Go back by itself unless I confirm').uncheck()
  await page.getByRole('button', { name: 'Apply 2 changes' }).click()

  const dialog = page.getByRole('dialog', { name: /^Change the configuration of MoltBot/ })
  await expect(dialog).toContainText('logging.level is changed.')
  await dialog.getByRole('button', { name: /^Sign and/ }).click()
  for (let round = 0; round < 3; round += 1) await agent.host('PUT', '/simulation', { advance_seconds: 10 })
  await expect(dialog.getByText('It is done.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(verdict(page)).toContainText('The configuration is valid. Nothing waits to be applied.')
  await expect(page.getByText('The changes were applied and checked.')).toBeVisible()

  await page.reload()
  await expect(row(page, 'logging.level').getByRole('combobox')).toHaveValue(/\d/)
  await expect(row(page, 'logging.level').locator('option:checked')).toHaveText('debug')
  await expect(row(page, 'channels.telegram.botToken')).toContainText('Set, never shown')
  await page.getByRole('radio', { name: 'Text' }).check()
  await expect(page.getByLabel('The configuration as JSON5')).toHaveValue(
    /\/\/ The gateway answers on this machine only\./,
  )
  expect(answers.length).toBeGreaterThan(10)
  expect(answers.filter((answer) => answer.includes(secret))).toEqual([])
  expect(await page.content()).not.toContain(secret)
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(secret)
})

test('what was changed is there again after another page and after a reload; a typed secret is asked about', async ({
  paired: page,
}) => {
  await openConfig(page)
  await row(page, 'gateway.bind').getByRole('combobox').selectOption('lan')
  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('link', { name: 'Config', exact: true }).click()
  await expect(verdict(page)).toContainText('1 change is not applied yet.')
  await page.reload()
  await expect(verdict(page)).toContainText('1 change is not applied yet.')
  await expect(row(page, 'gateway.bind').locator('option:checked')).toHaveText('lan')

  await row(page, 'gateway.auth.token')
    .getByRole('button', { name: /^Replace/ })
    .click()
  await page.getByLabel('New value of Gateway Token').fill('correct horse')
  await page.getByRole('button', { name: 'Use it' }).click()
  await page.getByRole('link', { name: 'Overview' }).click()
  const asks = page.getByRole('dialog', { name: 'Leave with what was typed?' })
  await asks.getByRole('button', { name: 'Stay' }).click()
  await expect(verdict(page)).toContainText('2 changes are not applied yet.')
  await page.getByRole('link', { name: 'Overview' }).click()
  await asks.getByRole('button', { name: 'Leave' }).click()
  await expect(verdict(page)).toContainText('MoltBot is working.')
  await page.getByRole('link', { name: 'Config', exact: true }).click()
  await expect(verdict(page)).toContainText('1 change is not applied yet.')

  await page.getByRole('button', { name: 'Throw away' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Throw away' }).click()
  await expect(verdict(page)).toContainText('Nothing waits to be applied.')
})

test('a file that somebody else edited is told, also that it would stop the next start, and the changes are kept', async ({
  paired: page,
  agent,
  expectedComplaints,
}) => {
  // The draft may be checked once more against the file that is no longer there.
  expectedComplaints.push(/status of 409/)
  await openConfig(page)
  await row(page, 'gateway.bind').getByRole('combobox').selectOption('lan')
  await expect(page.getByRole('button', { name: 'Review changes' })).not.toHaveAttribute('aria-disabled')
  await setScenario(agent, 'invalid-config-edit', 60)
  await expect(verdict(page)).toContainText('The file was edited and would stop the next start.')
  await expect(page.getByRole('heading', { name: 'The file was changed since you began' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Review changes' })).toHaveAttribute('aria-disabled', 'true')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Keep my changes' }).click()
  await expect(row(page, 'gateway.bind').locator('option:checked')).toHaveText('lan')
  await expect(page.getByRole('button', { name: 'Review changes' })).not.toHaveAttribute('aria-disabled')
})

test('the text says where it breaks, keeps its comments, and the form follows it', async ({ paired: page }) => {
  await openConfig(page)
  await page.getByRole('radio', { name: 'Text' }).check()
  const text = page.getByLabel('The configuration as JSON5')
  const before = await text.inputValue()
  await text.fill(before.replace('port: 18789,', 'port: ,'))
  await expect(page.getByText(/^Line 5: invalid character/)).toBeVisible()
  await expect(verdict(page)).toContainText('The text cannot be read as JSON5 yet.')
  await text.fill(before.replace('port: 18789,', 'port: 19001, // moved by anna'))
  await page.getByRole('radio', { name: 'Form' }).check()
  const port = row(page, 'gateway.port').getByRole('textbox')
  await expect(port).toHaveValue('19001')
  await port.fill('19002')
  await page.getByRole('radio', { name: 'Text' }).check()
  await expect(text).toHaveValue(before.replace('port: 18789,', 'port: 19002, // moved by anna'))
})

test('a search draws few of the settings that it finds, and more when it is asked to', async ({ paired: page }) => {
  await openConfig(page)
  await search(page).fill('e')
  await expect(page.getByText(/^\d{3,} settings found\.$/)).toBeVisible()
  await expect(page.locator('[data-setting]')).toHaveCount(15)
  await page.getByRole('button', { name: /^Show 15 more/ }).click()
  await expect(page.locator('[data-setting]')).toHaveCount(30)
})

test('nothing is cut off from 320 px to 4K, in the form, the text and the review', async ({ paired: page }) => {
  await openConfig(page)
  for (const width of [320, 390, 768, 1024, 3840]) {
    await page.setViewportSize({ width, height: 800 })
    await row(page, 'gateway.port').getByRole('textbox').fill('19000')
    await expectFits(page, width)
    await page.getByRole('radio', { name: 'Text' }).check()
    await expectFits(page, width)
    await page.getByRole('button', { name: 'Review changes' }).click()
    await expect(page.getByText('MoltBot itself would take it.')).toBeVisible()
    await expectFits(page, width)
    await page.getByRole('button', { name: 'Back to editing' }).click()
  }
})

async function expectFits(page: Page, width: number): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect([width, overflow]).toEqual([width, 0])
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    test('form, text and review can be read by everybody', async ({ paired: page }) => {
      await openConfig(page)
      const port = row(page, 'gateway.port')
      await port.getByRole('textbox').fill('99999')
      await expect(port).toContainText('Expected at most 65535.')
      await expectAccessible(page)
      await page.getByRole('radio', { name: 'Text' }).check()
      await expectAccessible(page)
      await page.getByRole('radio', { name: 'Form' }).check()
      await port.getByRole('textbox').fill('19000')
      await page.getByRole('button', { name: 'Review changes' }).click()
      await expect(page.getByText('MoltBot itself would take it.')).toBeVisible()
      await expectAccessible(page)
    })
  })
}

test.describe('without MoltBot', () => {
  test.use({ scenario: 'not-installed' })
  test('the page leads to Setup', async ({ paired: page, expectedComplaints }) => {
    expectedComplaints.push(/status of 409/)
    await page.getByRole('link', { name: 'Config', exact: true }).click()
    await expect(verdict(page)).toContainText('There is no configuration yet.')
    await page.getByRole('link', { name: 'Open Setup' }).click()
    await expect(verdict(page)).toContainText('MoltBot can be installed here')
  })
})

test.describe('while MoltBot is stopped', () => {
  test.use({ scenario: 'stopped' })
  test('its settings are not known, and the text can be changed all the same', async ({
    paired: page,
    expectedComplaints,
  }) => {
    expectedComplaints.push(/status of 503/)
    await page.getByRole('link', { name: 'Config', exact: true }).click()
    await expect(verdict(page)).toContainText('MoltBot itself has not judged the configuration.')
    await expect(page.getByText('The settings are not known')).toBeVisible()
    await expect(page.getByText(/Not checked against the schema, which is not known$/)).toBeVisible()
    const text = page.getByLabel('The configuration as JSON5')
    await text.fill((await text.inputValue()).replace('port: 18789', 'port: 19001'))
    await page.getByRole('button', { name: 'Review changes' }).click()
    await expect(page.getByText('MoltBot itself could not be asked.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Apply 1 change' })).not.toHaveAttribute('aria-disabled')
  })
})
