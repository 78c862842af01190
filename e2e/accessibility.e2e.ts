import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, setScenario, test, verdict } from './journey.ts'

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(violations.map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.target.join(' ')) }))).toEqual([])
}

const states: [scenario: string, seconds: number, sentence: RegExp][] = [
  ['healthy', 0, /working/],
  ['invalid-config-edit', 0, /next start will fail/],
  ['wedged', 60, /does not answer/],
  ['crash-loop', 60, /down/],
  ['not-installed', 0, /no MoltBot/],
]

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme })

    test('Pair', async ({ page, agent }) => {
      await page.goto(`${agent.origin}/console/`)
      await expect(verdict(page)).toContainText('not paired')
      await expectAccessible(page)
    })

    test('Overview in every kind of state, and Access', async ({ paired: page, agent }) => {
      for (const [scenario, seconds, sentence] of states) {
        await setScenario(agent, scenario, seconds)
        await expect(verdict(page)).toContainText(sentence)
        await expectAccessible(page)
      }
      await page.getByRole('link', { name: 'Access' }).click()
      await expect(verdict(page)).not.toContainText('MoltBot')
      await expectAccessible(page)
    })
  })
}

test('nothing is cut off from 320 px to 4K', async ({ paired: page }) => {
  for (const width of [320, 390, 768, 1024, 3840]) {
    await page.setViewportSize({ width, height: 800 })
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect([width, overflow]).toEqual([width, 0])
    await expectAccessible(page)
  }
})

test('everything can be reached by keyboard, and the focus can be seen', async ({ paired: page }) => {
  const seen = new Set<string>()
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab')
    const focus = await page.evaluate(() => {
      const element = document.activeElement
      if (!element || element === document.body) return null
      const { outlineStyle, outlineWidth } = getComputedStyle(element)
      return {
        name: element.getAttribute('aria-label') ?? element.textContent ?? '',
        outline: `${outlineStyle} ${outlineWidth}`,
      }
    })
    if (focus === null) continue
    seen.add(focus.name)
    expect(focus.outline, focus.name).not.toMatch(/^none|0px$/)
  }
  expect(seen.size).toBeGreaterThan(3)
})

/** The longest transition or animation of anything on the page, in milliseconds, and whether anything may move. */
const motionOf = (page: Page) =>
  page.evaluate(() => {
    const seconds = (list: string) =>
      list.split(',').map((one) => Number.parseFloat(one) * (one.includes('ms') ? 1 : 1000))
    let longest = 0
    const moving = new Set<string>()
    for (const element of document.querySelectorAll('*')) {
      const style = getComputedStyle(element)
      const durations = seconds(style.transitionDuration)
      longest = Math.max(longest, ...durations)
      style.transitionProperty.split(', ').forEach((property, at) => {
        if (/all|transform|translate|scale|rotate/.test(property) && (durations[at % durations.length] ?? 0) > 0)
          moving.add(`${element.tagName} ${property}`)
      })
      if (style.animationName !== 'none' && style.animationPlayState === 'running')
        moving.add(`${element.tagName} ${style.animationName}`)
    }
    return { longest, moving: [...moving] }
  })

test.describe('with reduced motion', () => {
  test.use({ scenario: 'starting-slow' })
  test('nothing moves, and what fades does so within 80 ms', async ({ paired: page }) => {
    await expect(verdict(page)).toContainText('Starting MoltBot')
    const { longest, moving } = await motionOf(page)
    expect(moving).toEqual([])
    expect(longest).toBeLessThanOrEqual(80)
  })
})

test.describe('without reduced motion', () => {
  test.use({ scenario: 'starting-slow', reducedMotion: 'no-preference' })
  test('the one thing that moves is the work in progress', async ({ paired: page }) => {
    await expect(verdict(page)).toContainText('Starting MoltBot')
    expect((await motionOf(page)).moving.length).toBeGreaterThan(0)
  })
})
