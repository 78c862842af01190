import { expect, setScenario, test, verdict } from './journey.ts'

test('a healthy MoltBot: the first sentence says so, and the page is live', async ({ paired: page }) => {
  await expect(verdict(page)).toContainText('MoltBot is working.')
  await expect(page.getByText('Live', { exact: true }).first()).toBeVisible()
  await expect(page.getByText(/Simulated/).first()).toBeVisible()
})

test('what happens to MoltBot is on the page without a reload', async ({ paired: page, agent }) => {
  await expect(verdict(page)).toContainText('MoltBot is working.')
  const began = await page.evaluate(() => performance.timeOrigin)
  await setScenario(agent, 'stopped')
  await expect(verdict(page)).toContainText(/stopped|down/)
  await setScenario(agent, 'wedged', 60)
  await expect(verdict(page)).toContainText('does not answer')
  await setScenario(agent, 'healthy', 60)
  await expect(verdict(page)).toContainText('MoltBot is working.')
  expect(await page.evaluate(() => performance.timeOrigin)).toBe(began)
})

const sentences: [scenario: string, sentence: RegExp][] = [
  ['not-installed', /no MoltBot/],
  ['starting-slow', /Starting MoltBot/],
  ['stopped', /stopped|down/],
  ['degraded', /MoltBot answers, but/],
  ['wedged', /does not answer/],
  ['crash-loop', /down|starts/],
  ['gateway-disconnected', /MoltBot answers, but/],
  ['token-mismatch', /refuses the agent/],
  ['disk-low', /disk/],
  ['invalid-config-edit', /next start will fail/],
  ['noisy-logs', /MoltBot is working/],
]

for (const [scenario, sentence] of sentences) {
  test.describe(scenario, () => {
    test.use({ scenario })
    test('the first sentence says how it is and why', async ({ paired: page }) => {
      await expect(verdict(page)).toContainText(sentence)
      await expect(verdict(page)).not.toContainText('undefined')
    })
  })
}

test.describe('when the agent goes away', () => {
  test.use({
    expectedComplaints: [/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE/],
  })
  test('the page says that it does not know, shows ages, and comes back by itself', async ({ paired: page, agent }) => {
    await expect(verdict(page)).toContainText('MoltBot is working.')
    await agent.end('SIGKILL')
    await expect(page.getByText(/Reconnecting|Offline/).first()).toBeVisible()
    await expect(verdict(page)).toContainText('It is not known how MoltBot is.', { timeout: 20_000 })
    await agent.restart()
    await expect(verdict(page)).toContainText('MoltBot is working.', { timeout: 20_000 })
  })
})
