import { expect, test, verdict } from './journey.ts'

test('by a one-time link: the secret leaves the address bar, and the link works once', async ({
  page,
  agent,
  context,
}) => {
  const link = await agent.link()
  await page.goto(link)
  await expect(verdict(page)).toContainText('MoltBot is working.')
  expect(page.url()).not.toContain('pair=')
  const script = await page.evaluate(() => ({
    cookie: document.cookie,
    local: { ...localStorage },
    session: { ...sessionStorage },
  }))
  expect(script.cookie).toBe('')
  expect(JSON.stringify(script)).not.toMatch(/mor_|mot_|mol_|eyJ/)

  const stranger = await (await context.browser())?.newContext()
  const second = await stranger?.newPage()
  if (!second) throw new Error('no second browser')
  await second.goto(link)
  await expect(second.getByRole('heading', { level: 1 })).toContainText(/link|not paired/i)
  await stranger?.close()
})

test('by a code that a person approves at the host', async ({ page, agent }) => {
  await page.goto(`${agent.origin}/console/`)
  await expect(verdict(page)).toContainText('This browser is not paired yet.')
  const code = await page
    .getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .first()
    .innerText()
  expect(await agent.cli('pair', 'list')).toContain(code)
  await agent.cli('pair', 'approve', code)
  await expect(verdict(page)).toContainText('MoltBot is working.')
  const { items } = JSON.parse(await agent.cli('devices', 'list', '--json'))
  expect(items).toMatchObject([{ role: 'owner', key_fingerprint: expect.stringMatching(/^SHA256:/) }])
})

test('a denied browser is told so', async ({ page, agent }) => {
  await page.goto(`${agent.origin}/console/`)
  const code = await page
    .getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    .first()
    .innerText()
  await agent.cli('pair', 'deny', code)
  await expect(page.getByText(/denied/i).first()).toBeVisible()
})

test('a reload keeps the session, and nobody without a terminal takes it away', async ({ paired: page, agent }) => {
  await page.reload()
  await expect(verdict(page)).toContainText('MoltBot is working.')
  const { items } = JSON.parse(await agent.cli('devices', 'list', '--json'))
  // Without a terminal nobody consents, so the device stays.
  const revoking = agent.cli('devices', 'revoke', items[0].id)
  await expect(revoking).rejects.toThrow('approves it on a terminal')
  await page.reload()
  await expect(verdict(page)).toContainText('MoltBot is working.')
})

test('localhost is sent to the one canonical address', async ({ page, agent }) => {
  const { port } = new URL(agent.origin)
  const answer = await page.request.get(`http://localhost:${port}/console/`, { maxRedirects: 0 })
  expect([answer.status(), answer.headers().location]).toEqual([307, `http://127.0.0.1:${port}/console/`])
})
