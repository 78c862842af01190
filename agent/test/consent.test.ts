import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPairedBrowser } from './paired-browser.ts'

type Browser = Awaited<ReturnType<typeof createPairedBrowser>>
let browser: Browser

beforeEach(async () => {
  browser = await createPairedBrowser('healthy')
})
afterEach(async () => {
  await browser.stop()
  expect(browser.log.lines).toEqual([])
})

/** Lets the machine's time pass until the answer comes. */
async function whileTimePasses<Answer>(answer: Promise<Answer>): Promise<Answer> {
  let waiting = true
  const end = answer.finally(() => {
    waiting = false
  })
  for (let seconds = 0; waiting && seconds < 120; seconds += 1) await browser.advance(1)
  return end
}

test('a restart that was proposed and signed is done, verified and recorded', async () => {
  const before = (await browser.ask('GET', '/moltbot/status')).body
  const consent = await browser.consent('runOpsAction', { action: 'restart' })
  const { status, body } = await whileTimePasses(browser.ask('POST', '/ops/action', { action: 'restart' }, consent))
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { ok: true, status: 'verified', message: 'MoltBot was restarted and answers.' },
  })
  const after = (await browser.ask('GET', '/moltbot/status')).body
  expect(after.process.pid).not.toBe(before.process.pid)
  expect(browser.effects.record().map(({ kind }) => kind)).toEqual(['restart'])

  expect((await browser.trail()).slice(-4)).toEqual([
    'runOpsAction proposed',
    'runOpsAction approved',
    'runOpsAction intended',
    'runOpsAction succeeded',
  ])
  const verified = (await browser.ask('GET', '/audit/verify')).body
  expect(verified).toMatchObject({ verdict: 'unanchored', problems: [] })
  const { items } = (await browser.ask('GET', '/audit/events?action=runOpsAction&limit=1')).body
  expect(items).toMatchObject([{ outcome: 'succeeded', correlation: { job_id: body.job_id } }])
  const job = (await browser.ask('GET', `/jobs/${body.job_id}`)).body
  expect(job).toMatchObject({
    status: 'succeeded',
    progress: 1,
    steps: [{ status: 'succeeded' }, { status: 'succeeded' }],
  })
})

test('a device is revoked at once, whatever runs', async () => {
  const { body: devices } = await browser.ask('GET', '/devices')
  const restart = await browser.consent('runOpsAction', { action: 'restart' })
  const [{ id }] = devices.items
  const role = await browser.consent('updateDevice', { id, role: 'owner' })
  const running = browser.ask('POST', '/ops/action', { action: 'restart' }, restart)
  // No time of the machine passes, so the job is in the middle of its first step.
  for (let looks = 0; (await browser.ask('GET', '/jobs')).body.items.length === 0 && looks < 500; looks += 1);
  const second = await browser.consent('runOpsAction', { action: 'stop' })
  expect(await browser.ask('POST', '/ops/action', { action: 'stop' }, second)).toMatchObject({ status: 409 })
  expect(await browser.ask('PATCH', `/devices/${id}`, { role: 'owner' }, role)).toMatchObject({ status: 200 })
  expect(await whileTimePasses(running)).toMatchObject({ status: 200 })
})
