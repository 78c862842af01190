import { afterEach, beforeEach, expect, test } from 'vitest'
import { createConsentWorld } from './consent-world.ts'
import { listenFor, openStream } from './log-stream-client.ts'

let world: Awaited<ReturnType<typeof createConsentWorld>>
let server: Awaited<ReturnType<typeof listenFor>>

async function begin(scenario: string) {
  world = await createConsentWorld(scenario)
  server = await listenFor(world.served)
  await world.advance(30)
}

beforeEach(() => begin('noisy-logs'))
afterEach(async () => {
  await world.stop()
  await server.close()
  expect(world.log.lines).toEqual([])
})

const plain = { redact: false }
const tailPlain = (headers = {}) => world.ask('GET', '/logs/tail?lines=200&redact=false', undefined, headers)

test('lines as they are are shown to the device that approved, for 15 minutes, and to no other', async () => {
  const { body } = await world.carryOut('tailLogs', plain)
  expect(body).toMatchObject({ redacted: false })
  expect(JSON.stringify(body.entries)).not.toContain('[redacted:')
  expect(JSON.stringify(body.entries)).toMatch(/tg:\d{6}/)
  expect((Date.parse(body.expires_at) - Date.parse(world.now())) / 60_000).toBeCloseTo(15, 0)
  expect((await tailPlain()).status).toBe(200)
  expect(await tailPlain(world.other)).toMatchObject({ status: 428 })
  expect(await tailPlain(world.script)).toMatchObject({ status: 428 })
  const { body: hidden } = await world.ask('GET', '/logs/tail')
  expect(hidden).toMatchObject({ redacted: true, expires_at: body.expires_at })
})

test('who approved and why stands in the audit log', async () => {
  await world.carryOut('tailLogs', plain)
  expect((await world.trail()).slice(-2)).toEqual(['tailLogs intended', 'tailLogs succeeded'])
})

test('a stream of lines as they are ends with the approval', async () => {
  await world.stop()
  await server.close()
  await begin('healthy')
  await world.carryOut('tailLogs', plain)
  const stream = await openStream(server.port, '/logs/stream?redact=false', world.bearer)
  await stream.until(() => stream.lines().length >= 10)
  await world.advance(15 * 60)
  await stream.ended()
})

test('a proposal says what may be seen, by whom and how long', async () => {
  const { body } = await world.propose('streamLogs', plain)
  expect(body).toMatchObject({ summary: expect.stringContaining('with every secret in them'), risk: 'medium' })
})
