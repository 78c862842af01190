import { expect, setScenario, test, verdict } from './journey.ts'

test('eight tabs share one event stream, and all of them are live', async ({ paired: first, agent, context }) => {
  const streams: string[] = []
  context.on('request', (request) => {
    if (request.url().includes('/events')) streams.push(request.url())
  })
  const tabs = [first]
  for (let n = 1; n < 8; n += 1) {
    const tab = await context.newPage()
    await tab.goto(`${agent.origin}/console/`)
    await expect(verdict(tab)).toContainText('MoltBot is working.')
    tabs.push(tab)
  }
  expect(streams).toEqual([])
  await setScenario(agent, 'wedged', 60)
  for (const tab of tabs) await expect(verdict(tab)).toContainText('does not answer')

  // The tab that holds the stream goes; another takes over.
  await first.close()
  await setScenario(agent, 'healthy', 60)
  for (const tab of tabs.slice(1)) await expect(verdict(tab)).toContainText('MoltBot is working.')
  expect(streams).toHaveLength(1)
})
