import { test as base, expect, type Page } from '@playwright/test'
import { type AgentProcess, startAgent } from './agent-process.ts'

interface Journey {
  /** Scenario of the simulated host; a test file may `test.use` another. */
  scenario: string
  agent: AgentProcess
  /** Opens the console as a browser that was paired by a one-time link. */
  paired: Page
  /** What the browser may complain about in this test; everything else fails it. */
  expectedComplaints: RegExp[]
}

// A browser prints every 401, also those that are the contract's way to say "not yet" and "nobody is signed in".
const ordinary = /status of 401 \(Unauthorized\)/

/** A journey: one agent of its own on the simulated host, and a browser in which any complaint fails the test. */
export const test = base.extend<Journey>({
  scenario: ['healthy', { option: true }],
  expectedComplaints: [[], { option: true }],
  agent: async ({ scenario }, use, testInfo) => {
    const agent = await startAgent(['--simulate', scenario, '--seed', '7'])
    await use(agent)
    await agent.remove()
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach('agent.log', { body: agent.log() })
    expect(agent.log(), 'the agent complained').toBe('')
  },
  page: async ({ page, expectedComplaints }, use) => {
    const complaints: string[] = []
    const note = (text: string) => {
      if (!ordinary.test(text) && !expectedComplaints.some((pattern) => pattern.test(text))) complaints.push(text)
    }
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') note(message.text())
    })
    page.on('pageerror', (error) => note(String(error)))
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url())
      if (hostname !== '127.0.0.1' && protocol !== 'data:' && protocol !== 'blob:')
        note(`left the agent's origin: ${request.url()}`)
    })
    await use(page)
    expect(complaints, 'the browser complained').toEqual([])
  },
  paired: async ({ agent, page }, use) => {
    await page.goto(await agent.link())
    await expect(page.getByRole('heading', { level: 1, name: /MoltBot/ })).toBeVisible()
    await use(page)
  },
})

export { expect }

/** The first sentence of the page: verdict and cause. */
export const verdict = (page: Page) => page.getByRole('heading', { level: 1 })

/** Changes the simulated host under the running agent, and lets its time move on by some seconds. */
export async function setScenario(agent: AgentProcess, scenario: string, seconds = 0): Promise<void> {
  await agent.host('PUT', '/simulation', { scenario, advance_seconds: seconds })
}
