import { expect, test } from 'vitest'
import { createFakeClock } from '../../core/clock.fake.ts'
import { parseConfig } from '../gateway/read-config.ts'
import { createFakeHost } from '../test/fake-host.ts'
import { challenge, createFakeSocket, hello } from '../test/fake-socket.ts'
import { createTalk } from './talk.ts'

const target = { url: 'ws://127.0.0.1:18789', credential: { token: 'x' } }

/** A session that is up, to a gateway with these channels. */
async function arranged(channels: Record<string, unknown> = {}) {
  const clock = createFakeClock()
  const fake = createFakeSocket()
  const network = { ...createFakeHost().host.network, open: async () => fake.socket }
  let changes = 0
  const talk = createTalk({
    network,
    clock,
    random: () => 0,
    redact: (text) => text.replaceAll('secret', '[hidden]'),
    onChange: () => changes++,
  })
  talk.aim(target)
  await clock.advanceAsync(0)
  fake.say(challenge)
  fake.answer('connect', { ...hello, snapshot: { health: { channels } } })
  await clock.advanceAsync(0)
  const config = parseConfig('{}', clock.now() - 60_000, () => undefined)
  const asked = () => fake.sent.slice(1).map(({ method }) => method)
  const askAfter = async (seconds: number) => {
    await clock.advanceAsync(seconds * 1000)
    talk.ask(config, talk.verdict())
  }
  return { clock, fake, talk, config, asked, askAfter, changes: () => changes }
}

test('a gateway without channels is asked about its config once and then left in peace', async () => {
  const { fake, talk, asked, askAfter, clock, config } = await arranged()
  await askAfter(0)
  fake.answer('config.get', { valid: false, issues: [{ path: 'gateway', message: 'no secret here' }] })
  await clock.advanceAsync(0)
  expect(talk.verdict()).toMatchObject({
    hash: config.hash,
    valid: false,
    issues: ['gateway: no [hidden] here'],
    from: 'rpc',
  })
  for (let minute = 0; minute < 10; minute++) await askAfter(61)
  expect(asked()).toEqual(['config.get'])
})

test('channels are asked about first, then the config, then the channels each minute', async () => {
  const { fake, talk, asked, askAfter, clock } = await arranged({ telegram: {} })
  const answers = [
    { channels: { telegram: { configured: true, lastError: 'secret' } } },
    { valid: true },
    { channels: {} },
  ]
  for (const answer of answers) {
    await askAfter(61)
    fake.answer(asked().at(-1) ?? '', answer)
    await clock.advanceAsync(0)
  }
  expect(asked()).toEqual(['channels.status', 'config.get', 'channels.status'])
  expect(talk.channels()).toEqual([])
  expect(talk.verdict()).toMatchObject({ valid: true })
})

test('an error of a channel is redacted', async () => {
  const { fake, talk, askAfter, clock } = await arranged({ telegram: {} })
  await askAfter(0)
  fake.answer('channels.status', { channels: { telegram: { configured: true, lastError: 'my secret' } } })
  await clock.advanceAsync(0)
  expect(talk.channels()).toMatchObject([{ id: 'telegram', lastError: 'my [hidden]' }])
})

test('a question that ends the session is not asked again about the same file', async () => {
  const { fake, talk, asked, askAfter, clock } = await arranged()
  await askAfter(0)
  fake.close(1009)
  await clock.advanceAsync(2000)
  talk.aim(target)
  await clock.advanceAsync(0)
  fake.say(challenge)
  fake.answer('connect', hello)
  await clock.advanceAsync(0)
  for (let minute = 0; minute < 3; minute++) await askAfter(61)
  expect(asked().filter((method) => method === 'config.get')).toEqual(['config.get'])
  expect(talk.verdict()).toBeNull()
})

test('an edit of this moment is not asked about before MoltBot has seen it', async () => {
  const { talk, clock, asked } = await arranged()
  talk.ask(
    parseConfig('{}', clock.now(), () => undefined),
    null,
  )
  expect(asked()).toEqual([])
})

test('another start forgets the channels of the one before', async () => {
  const { fake, talk, askAfter, clock } = await arranged({ telegram: {} })
  await askAfter(0)
  fake.answer('channels.status', { channels: { telegram: { configured: true } } })
  await clock.advanceAsync(0)
  talk.forget()
  expect(talk.channels()).toEqual([])
})
