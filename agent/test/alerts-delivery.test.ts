import { createHmac } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../src/core/database/open-database.ts'
import { createMailbox, createWebhookReceiver } from './alert-receivers.ts'
import { askAtHost } from './ask-at-host.ts'
import { createPairedBrowser } from './paired-browser.ts'

type Browser = Awaited<ReturnType<typeof createPairedBrowser>>

const password = ['mail', 'password', '7Hq2'].join('-')
let folder: string
let browser: Browser
let receiver: Awaited<ReturnType<typeof createWebhookReceiver>>
let mailbox: Awaited<ReturnType<typeof createMailbox>>

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moltbot-ops-delivery-'))
  browser = await createPairedBrowser('disk-low', () => ({ database: openDatabase(join(folder, 'agent.db')) }))
  receiver = await createWebhookReceiver()
  mailbox = await createMailbox('ops', password)
})
afterEach(async () => {
  await browser.stop()
  await receiver.close()
  await mailbox.close()
  await rm(folder, { recursive: true })
  expect(browser.log.lines).toEqual([])
})

const rule = (notify: object) => ({ name: 'Full disk', enabled: true, condition: { type: 'disk_low' }, notify })
const toWebhook = () =>
  rule({ channels: ['webhook'], webhook_url: receiver.url('/secret'), allow_private_target: true })

const save = async (body: object) =>
  browser.ask('POST', '/alerts/rules', body, await browser.consent('saveAlertRule', body))
const set = async (body: object) =>
  browser.ask('PUT', '/notifications/settings', body, await browser.consent('updateNotificationSettings', body))

/** At the host, where no session ends. */
async function deliveries() {
  const { body } = await askAtHost(browser.served, 'GET', '/notifications/deliveries')
  return JSON.parse(body).items as { id: string; status: string; event_id: string }[]
}

/** Asks until no delivery waits any more, and gives the newest; the other side is a real one, so that takes real time. */
async function settled() {
  for (let tries = 0; tries < 1000; tries += 1) {
    const all = await deliveries()
    const [first] = all
    if (first !== undefined && all.every(({ status }) => status !== 'waiting')) return first
  }
  throw new Error(`Deliveries still wait: ${JSON.stringify(await deliveries())}`)
}

/** Until what is under way was answered. */
async function answered(count: number): Promise<void> {
  for (let tries = 0; tries < 1000 && receiver.received.length < count; tries += 1) await deliveries()
  await deliveries()
}

test('an event reaches a webhook, signed, and the address is shown nowhere', async () => {
  const { status, body: saved } = await save(toWebhook())
  expect(status).toBe(200)
  const secret = String(saved.notify.webhook_secret)
  expect(secret).toMatch(/^whsec_/)
  expect(saved.notify.webhook_url).toBe(`${receiver.url('')}/…`)
  await browser.advance(80)
  const delivery = await settled()
  expect(delivery).toMatchObject({ status: 'delivered', receipt: 'It answered 200.', attempts: 1, kind: 'raised' })

  const [call] = receiver.received
  expect(receiver.received).toHaveLength(1)
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = call?.headers ?? {}
  expect(id).toBe(delivery.id)
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  expect(signature).toBe(`v1,${createHmac('sha256', key).update(`${id}.${at}.${call?.body}`).digest('base64')}`)
  expect(JSON.parse(call?.body ?? '')).toMatchObject({
    type: 'alert.raised',
    data: { event_id: delivery.event_id, condition: 'disk_low', severity: 'warning', state: 'firing' },
  })
  for (const path of ['/alerts/rules', '/alerts/events', '/notifications/deliveries', '/confirmations']) {
    const { body } = await browser.ask('GET', path)
    expect(JSON.stringify(body)).not.toContain('/secret')
    expect(JSON.stringify(body)).not.toContain(secret)
  }
})

test('a receiver that fails for a while gets it in the end, under one id', async () => {
  await save(toWebhook())
  receiver.answer(500)
  await browser.advance(70)
  // The jitter of this agent is none.
  for (const [index, seconds] of [10, 30, 90].entries()) {
    await answered(index + 1)
    await browser.advance(seconds + 5)
  }
  await answered(4)
  receiver.answer(200)
  await browser.advance(275)
  const delivery = await settled()
  expect(delivery).toMatchObject({ status: 'delivered', error: null })
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([delivery.id]))
})

test('a private address is refused unless the rule allows it', async () => {
  const body = rule({ channels: ['webhook'], webhook_url: receiver.url('/'), allow_private_target: false })
  const { status, body: answer } = await browser.propose('saveAlertRule', body)
  expect([status, answer.code]).toEqual([422, 'target_not_allowed'])
})

test('a rule that is saved as it was shown keeps its address and its secret', async () => {
  const { body: saved } = await save(toWebhook())
  const { body: again } = await save({ ...saved, name: 'Renamed', notify: { ...saved.notify, webhook_secret: null } })
  expect(again).toMatchObject({
    name: 'Renamed',
    notify: { webhook_secret: null, webhook_url: saved.notify.webhook_url },
  })
  await browser.ask('POST', `/alerts/rules/${saved.id}/test`)
  expect(receiver.received).toHaveLength(1)
})

test('a test is sent through each channel, with its receipt', async () => {
  await set({
    smtp: { host: '127.0.0.1', port: mailbox.port, security: 'none', user: 'ops', password, from: 'a@b.example' },
  })
  const channels = ['in_app', 'webhook', 'email', 'push']
  const target = { webhook_url: receiver.url('/'), allow_private_target: true, email: 'op@b.example' }
  const { body: saved } = await save(rule({ channels, ...target }))
  const { status, body } = await browser.ask('POST', `/alerts/rules/${saved.id}/test`)
  expect(status).toBe(200)
  expect(body).toMatchObject({ would_fire: true, value: 2 })
  const told = body.deliveries.map((one: Record<string, unknown>) => [one.channel, one.status, one.receipt, one.error])
  expect(told).toEqual([
    ['in_app', 'delivered', null, null],
    ['webhook', 'delivered', 'It answered 200.', null],
    ['email', 'delivered', '250 queued as 1', null],
    ['push', 'dead', null, 'Push is not enabled in this version.'],
  ])
})

test('an event is written by mail, under an id that stays', async () => {
  await set({
    smtp: { host: '127.0.0.1', port: mailbox.port, security: 'none', user: 'ops', password, from: 'a@b.example' },
  })
  await save(rule({ channels: ['email'], email: 'op@b.example' }))
  await browser.advance(80)
  const delivery = await settled()
  expect(delivery).toMatchObject({ status: 'delivered', target: 'op@b.example' })
  const [mail = ''] = mailbox.mails
  expect(mailbox.mails).toHaveLength(1)
  expect(mail).toContain(`Message-ID: <${delivery.id}@${browser.agentId}.moltbot-ops>`)
  expect(mail).toContain('Subject: [warning] 2 % of the fullest disk is free')
})

test('the settings never tell the password, and another server does not get it', async () => {
  const smtp = { host: '127.0.0.1', port: mailbox.port, security: 'none', user: 'ops', from: 'a@b.example' }
  const { body: kept } = await set({ smtp: { ...smtp, password } })
  expect(kept.smtp).toEqual({ ...smtp, has_password: true })
  const { body: same } = await set({ smtp: { ...smtp, from: 'c@b.example' } })
  expect(same.smtp.has_password).toBe(true)
  const elsewhere = await browser.propose('updateNotificationSettings', { smtp: { ...smtp, port: 1 } })
  expect([elsewhere.status, elsewhere.body.code]).toEqual([400, 'validation_failed'])
  const open = await browser.propose('updateNotificationSettings', { smtp: { ...smtp, host: 'mail.example' } })
  expect([open.status, open.body.code]).toEqual([422, 'target_not_allowed'])
})

test('no secret lies in the database or the audit log as it is', async () => {
  const smtp = { host: '127.0.0.1', port: mailbox.port, security: 'none', user: 'ops', password, from: 'a@b.example' }
  const beat = { url: receiver.url('/beat-8Kd2'), every_seconds: 30, allow_private_target: true }
  await set({ smtp, heartbeat: beat })
  const target = { webhook_url: receiver.url('/hook-5Lp9'), allow_private_target: true, email: 'op@b.example' }
  const { body: saved } = await save(rule({ channels: ['webhook', 'email'], ...target }))
  await browser.advance(80)
  await settled()
  const places = [folder, browser.auditDir]
  const files = (await Promise.all(places.map(async (at) => (await readdir(at)).map((name) => join(at, name))))).flat()
  const kept = (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join()
  expect(kept).toContain(saved.id)
  const isKept = [password, 'beat-8Kd2', 'hook-5Lp9', saved.notify.webhook_secret].map((one) => kept.includes(one))
  expect(isKept).toEqual([false, false, false, false])
})

test('the heartbeat calls as long as the agent is well', async () => {
  const { body } = await set({
    heartbeat: { url: receiver.url('/beat'), every_seconds: 30, allow_private_target: true },
  })
  expect(body.heartbeat).toMatchObject({ shown_url: `${receiver.url('')}/…`, last_ok_at: null })
  for (let beats = 1; beats <= 3; beats += 1) {
    await browser.advance(35)
    await answered(beats)
  }
  expect(receiver.received.length).toBeGreaterThanOrEqual(3)
  const { body: after } = await browser.ask('GET', '/notifications/settings')
  expect(after.heartbeat).toMatchObject({ last_ok_at: expect.any(String), last_error: null })
})

test('in a silence nothing is sent, and afterwards what still holds is', async () => {
  await save(toWebhook())
  const ends_at = new Date(Date.parse(browser.now()) + 600_000).toISOString()
  await browser.ask('POST', '/alerts/silences', { ends_at, reason: 'The provider moves the host.' })
  await browser.advance(200)
  const { body: held } = await browser.ask('GET', '/alerts/events')
  expect(held.items).toMatchObject([{ silenced: true, deliveries: [{ status: 'withheld' }] }])
  expect(receiver.received).toEqual([])
  await browser.advance(500)
  await settled()
  const { body: told } = await browser.ask('GET', '/alerts/events')
  expect(told.items).toMatchObject([{ silenced: false, deliveries: [{ status: 'delivered' }] }])
  expect(receiver.received).toHaveLength(1)
})

test('what somebody has seen is said to be seen, by whom', async () => {
  await browser.ask('POST', '/alerts/rules', rule({ channels: ['in_app'] }))
  await browser.advance(80)
  const { body: events } = await browser.ask('GET', '/alerts/events?state=firing')
  const [event] = events.items
  const { body } = await browser.ask('POST', `/alerts/events/${event.id}/ack`, { note: 'On it' })
  expect(body).toMatchObject({ state: 'acknowledged', note: 'On it', acknowledged_by: { via: 'bearer' } })
  const { body: after } = await browser.ask('GET', '/alerts/events?state=firing')
  expect([after.items, after.firing]).toEqual([[], 1])
})

test('the past says how often a rule would have fired', async () => {
  await browser.advance(600)
  const { status, body } = await browser.ask('POST', '/alerts/rules/preview', {
    rule: rule({ channels: ['in_app'] }),
    days: 1,
  })
  expect(status).toBe(200)
  expect(body.sentence).toMatch(/^It would have fired once in the last day\. Only \d+ % of that time is known\.$/)
  expect(body.firings).toMatchObject([{ to: null }])
})

test('who changes whether people are told stands in the audit log', async () => {
  const { body: saved } = await browser.ask('POST', '/alerts/rules', rule({ channels: ['in_app'] }))
  const ends_at = new Date(Date.parse(browser.now()) + 60_000).toISOString()
  const { status, body: silence } = await browser.ask('POST', '/alerts/silences', { ends_at, reason: 'Maintenance' })
  expect([status, silence.by.name]).toEqual([201, 'a test'])
  expect((await browser.ask('DELETE', `/alerts/silences/${silence.id}`)).status).toBe(204)
  expect((await browser.ask('DELETE', `/alerts/rules/${saved.id}`)).status).toBe(204)
  expect((await browser.ask('DELETE', `/alerts/rules/${saved.id}`)).status).toBe(404)
  const done = (await browser.trail()).filter((entry) => /Alert/.test(entry))
  expect(done).toEqual(
    ['saveAlertRule', 'createAlertSilence', 'deleteAlertSilence', 'deleteAlertRule'].flatMap((action) => [
      `${action} intended`,
      `${action} succeeded`,
    ]),
  )
})
