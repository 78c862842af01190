import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { createCutWire } from './cut-wire.ts'
import { expect, test, verdict } from './journey.ts'

test.use({ scenario: 'noisy-logs' })

const list = (page: Page) => page.getByRole('listbox', { name: 'Lines of the log' })
const paused = (page: Page) => page.getByRole('button', { name: /^Paused\./ })

async function openLogs(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Logs', exact: true }).click()
  await expect(verdict(page)).toContainText(/in these \d+ lines/)
}

async function countOf(page: Page): Promise<number> {
  const text = await page.getByRole('searchbox').getAttribute('placeholder')
  return Number(/[\d,]+/.exec(text ?? '')?.[0].replaceAll(',', ''))
}

/** The lines that the page has, as it gives them to a person. Marks are numbered anew in each answer. */
async function exported(page: Page): Promise<string[]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ])
  return linesOf(readFileSync(await download.path(), 'utf8'))
}

const linesOf = (text: string) =>
  text
    .replaceAll(/#a\d+\]/g, ']')
    .trimEnd()
    .split('\n')

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(' ')) }))).toEqual([])
}

test('lines come as they are written, wait while somebody reads, and hide what is personal', async ({
  paired: page,
}) => {
  await openLogs(page)
  const before = await countOf(page)
  await expect.poll(() => countOf(page)).toBeGreaterThan(before + 20)
  await expect(page.getByText('messaging-id').first()).toBeVisible()
  await expect(paused(page)).toBeHidden()
  await list(page).hover()
  await page.mouse.wheel(0, -2000)
  await expect(paused(page)).toContainText(/\d+ new lines/)
  const top = await list(page).evaluate((element) => element.scrollTop)
  const then = await countOf(page)
  await expect.poll(() => countOf(page)).toBeGreaterThan(then + 20)
  expect(await list(page).evaluate((element) => element.scrollTop)).toBe(top)
  await paused(page).click()
  await expect(paused(page)).toBeHidden()
})

test('a cut connection is said, and no line is missing or doubled after it', async ({ browser, agent }) => {
  const wire = await createCutWire()
  const context = await browser.newContext({ proxy: wire.proxy })
  try {
    const page = await context.newPage()
    await page.goto(await agent.link())
    await openLogs(page)
    const before = await countOf(page)
    await expect.poll(() => countOf(page)).toBeGreaterThan(before + 20)
    wire.cut()
    await expect(verdict(page)).toContainText('It is not known what is written now.')
    const cut = await countOf(page)
    wire.mend()
    await expect(verdict(page)).toContainText(/in these [\d,]+ lines/, { timeout: 45_000 })
    await expect.poll(() => countOf(page), { timeout: 30_000 }).toBeGreaterThan(cut + 40)
    await agent.host('PUT', '/simulation', { clock: 'paused' })
    const { lines } = await agent.host<{ lines: string[] }>('GET', '/logs/tail?lines=5000')
    const written = linesOf(lines.join('\n'))
    await expect.poll(async () => (await exported(page)).at(-1)).toBe(written.at(-1))
    const shown = await exported(page)
    expect(shown.length).toBeGreaterThan(100)
    expect(shown).toEqual(written.slice(-shown.length))
  } finally {
    await context.close()
    await wire.close()
  }
})

test('words, levels and sources narrow the lines, and the whole log can be searched', async ({ paired: page }) => {
  await openLogs(page)
  await page.keyboard.press('/')
  await page.keyboard.type('getupdates')
  await expect(verdict(page)).toContainText(/lines? hold “getupdates”|One line holds/)
  await page.getByRole('button', { name: 'Search the whole log' }).click()
  await expect(verdict(page)).toContainText(/of the whole log/)
  await list(page).getByRole('option').last().click()
  await page.getByRole('button', { name: '20 lines around' }).click()
  await expect(verdict(page)).toContainText('Lines around the one that was chosen')
  expect(await list(page).getByRole('option').count()).toBeGreaterThan(10)
  await page.getByRole('button', { name: 'Back to what was found' }).click()
  await page.getByRole('button', { name: 'Back to the newest lines' }).click()
  await page.getByRole('checkbox', { name: /^info/ }).uncheck()
  await expect(list(page).getByText('info', { exact: true })).toHaveCount(0)
})

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })
    test('Logs can be read by everybody, from 320 px to 4K', async ({ paired: page, agent }) => {
      await openLogs(page)
      await agent.host('PUT', '/simulation', { clock: 'paused' })
      for (const width of [320, 390, 768, 1024, 1440, 3840]) {
        await page.setViewportSize({ width, height: 800 })
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        expect([width, overflow]).toEqual([width, 0])
        await expectAccessible(page)
      }
    })
  })
}

test('on a phone the pages that are not in the bar come with More', async ({ paired: page }) => {
  await page.setViewportSize({ width: 390, height: 800 })
  await expect(page.getByRole('link', { name: 'Audit', exact: true })).toBeHidden()
  await page.getByRole('button', { name: /^More/ }).click()
  await page.getByRole('link', { name: 'Audit', exact: true }).click()
  await expect(page).toHaveURL(/\/audit/)
  await expect(page.getByRole('link', { name: 'Config', exact: true })).toBeHidden()
})

test.describe('without MoltBot', () => {
  test.use({ scenario: 'not-installed' })
  test('Logs says that there is none, and leads to Setup', async ({ paired: page, expectedComplaints }) => {
    expectedComplaints.push(/status of 409/)
    await page.getByRole('link', { name: 'Logs', exact: true }).click()
    await expect(verdict(page)).toContainText('There is no log to read.')
    await expect(page.getByRole('link', { name: 'Open Setup' })).toBeVisible()
  })
})
