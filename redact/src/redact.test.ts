import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { body, privateKey, seeded } from '../test/fake.ts'
import { createRedactor, marksIn, secret } from './redact.ts'

const random = seeded(1)
const telegram = () => `${'1234567890'}:AA${body(random, 33)}`

describe('marks', () => {
  test('the same secret has the same mark, another secret another one', () => {
    const redactor = createRedactor()
    const [one, two] = [telegram(), telegram()]
    expect(redactor.text(`${one} ${two} ${one}`)).toBe(
      '[redacted:telegram-token#a1] [redacted:telegram-token#a2] [redacted:telegram-token#a1]',
    )
    expect(redactor.value({ token: one })).toEqual({ token: '[redacted:telegram-token#a1]' })
  })

  test('a redactor starts its own numbering, so marks cannot be compared across outputs', () => {
    const token = telegram()
    const other = createRedactor()
    other.text(telegram())
    expect(createRedactor().text(token)).not.toBe(other.text(token))
  })

  test('a forged mark does not shield the secret behind it', () => {
    const token = telegram()
    const out = createRedactor().text(`password=[redacted:secret#a1]${token} "token":"[redacted:secret#a9] ${token}"`)
    expect(out).not.toContain(token.slice(-12))
  })
})

describe('what a text hides', () => {
  test('is counted by class, every place of it, in order of appearance', () => {
    const [one, two] = [telegram(), telegram()]
    const out = createRedactor().text(`ops@example.org ${one}\n${two} ${one}`)
    expect([...marksIn(out)]).toEqual([
      ['email', 1],
      ['telegram-token', 3],
    ])
  })

  test('is nothing where no mark stands, or something only looks like one', () => {
    for (const text of ['', 'all quiet', '[redacted:]', '[redacted:Token#a1]', '[redacted:token#a]']) {
      expect(marksIn(text).size).toBe(0)
    }
  })
})

describe('known values', () => {
  test('their number and length are bounded, and the oldest are forgotten first', () => {
    const redactor = createRedactor()
    const nth = (i: number) => `value-number-${i}-`.padEnd(60, 'x')
    for (let i = 0; i < 1000; i++) redactor.addKnown('many', nth(i))
    expect(redactor.text(nth(999))).toBe('[redacted:many#a1]')
    expect(redactor.text(nth(500))).toBe('[redacted:many#a2]')
    expect(redactor.text(nth(499))).toBe(nth(499))
    redactor.addKnown('long', 'y'.repeat(30_000))
    expect(redactor.text(nth(600))).toBe(nth(600))
    expect(redactor.addKnown('endless', 'z'.repeat(40_000))).toBe(false)
  })

  const value = 'Wunder "bar"/küche?'

  test.each([
    ['raw', value],
    ['JSON-escaped', JSON.stringify(value)],
    ['twice JSON-escaped', JSON.stringify(JSON.stringify(value))],
    ['with escaped slashes', JSON.stringify(value).replaceAll('/', '\\/')],
    ['URL-encoded', encodeURIComponent(value)],
    ['form-encoded', encodeURIComponent(value).replaceAll('%20', '+')],
    ['URL-encoded in lower case', encodeURIComponent(value).toLowerCase().replace('w', 'W')],
    ['base64', Buffer.from(value).toString('base64')],
    ['base64 after one byte', Buffer.from(`u${value}`).toString('base64')],
    ['base64 after two bytes', Buffer.from(`u:${value}`).toString('base64')],
    ['base64url inside more', Buffer.from(`user:${value} and more`).toString('base64url')],
  ])('%s', (_, form) => {
    const redactor = createRedactor({ knownValues: [['Gateway Token', value]] })
    const out = redactor.text(`before ${form} after`)
    expect(out).toContain('[redacted:gateway-token#a1]')
    expect(out).toMatch(/^before /)
    expect(out).toMatch(/ after$/)
    for (const part of ['Wunder', 'bar', 'küche', Buffer.from('bar').toString('base64')])
      expect(out).not.toContain(part)
  })

  test('can be added and removed while text flows', () => {
    const redactor = createRedactor()
    const line = 'the gate says mellon-friend twice'
    expect(redactor.text(line)).toBe(line)
    redactor.addKnown('gate word', 'mellon-friend')
    expect(redactor.text(line)).toBe('the gate says [redacted:gate-word#a1] twice')
    redactor.removeKnown('mellon-friend')
    expect(redactor.text(line)).toBe(line)
  })

  test('a value too short to tell apart from text is refused, a short one is found only as a word', () => {
    const redactor = createRedactor()
    expect(redactor.addKnown('pin', 'ab')).toBe(false)
    expect(redactor.addKnown('pin', 'gander')).toBe(true)
    expect(redactor.text('ab gander meandering gander1')).toBe('ab [redacted:pin#a1] meandering gander1')
  })

  test('a value of several lines is found line by line', () => {
    const redactor = createRedactor({ knownValues: [['blob', 'first-line-of-it-all\nsecond-line-of-it-all']] })
    expect(redactor.text('a first-line-of-it-all\nb second-line-of-it-all\n')).not.toContain('line-of-it')
  })
})

describe('structured values', () => {
  const redactor = createRedactor()
  const hidden = expect.stringMatching(/^\[redacted:[a-z-]+#a\d+\]$/)

  test('keys by name, strings by the rules, everything else as it was', () => {
    expect(
      redactor.value({
        gateway: { port: 18789, auth: { mode: 'token', token: 'orange' } },
        channels: { telegram: { botToken: 'plum', enabled: true, allowFrom: ['tg:15551234567'] } },
        tokens: ['one', 'two'],
        password: 123456,
        maxTokens: 4096,
        note: null,
      }),
    ).toEqual({
      gateway: { port: 18789, auth: { mode: 'token', token: hidden } },
      channels: {
        telegram: {
          botToken: hidden,
          enabled: true,
          allowFrom: [expect.stringMatching(/^tg:\[redacted:messaging-id#a\d+\]$/)],
        },
      },
      tokens: [hidden, hidden],
      password: hidden,
      maxTokens: 4096,
      note: null,
    })
  })

  test('command lines and name-value pairs', () => {
    expect(redactor.value(['run', '--token', 'orange', '--verbose', 'yes'])).toEqual([
      'run',
      '--token',
      hidden,
      '--verbose',
      'yes',
    ])
    expect(redactor.value([{ name: 'API_KEY', value: 'orange' }])).toEqual([{ name: 'API_KEY', value: hidden }])
  })

  test('a secret in a key is hidden too', () => {
    expect(JSON.stringify(redactor.value({ '15551234567@s.whatsapp.net': { open: true } }))).not.toContain('1555')
  })

  test('cycles and depth are bounded, errors keep their cause', () => {
    const loop: Record<string, unknown> = { password: 'orange' }
    loop.self = loop
    expect(redactor.value(loop)).toEqual({ password: hidden, self: '[circular]' })
    let deep: unknown = 'bottom'
    for (let i = 0; i < 1000; i++) deep = { deep }
    expect(JSON.stringify(redactor.value(deep))).toContain('[too large]')
    const failure = redactor.value(new Error('bad', { cause: new Error('token=orange') }))
    expect(JSON.stringify(failure)).toContain('"message":"token=[redacted:secret#')
  })

  test('a prototype cannot be smuggled in by a key', () => {
    const copy = redactor.value(JSON.parse('{"__proto__": {"admin": true}}'))
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
    expect(Object.keys(copy)).toEqual(['__proto__'])
  })
})

describe('secret', () => {
  test('prints as [secret] on every path and reveals only when asked', () => {
    const value = secret('orange')
    expect(`${value} ${String(value)} ${JSON.stringify({ value })} ${inspect({ value })}`).not.toContain('orange')
    expect(createRedactor().value({ value })).toEqual({ value: '[secret]' })
    expect(value.reveal()).toBe('orange')
  })
})

test('a key over several lines is hidden in a text, and the text goes on after it', () => {
  const key = privateKey(random, 5)
  const out = createRedactor().text(['start', ...key, 'listening on 18789', ''].join('\r\n'))
  for (const line of key) expect(out).not.toContain(line)
  expect(out).toMatch(/^start\r\n(\[redacted:private-key#a1\]\r\n){7}listening on 18789\r\n$/)
})

test('an extra rule goes first, and a slow one is refused', () => {
  const house = { name: 'house-key', class: 'house-key', pattern: /hk-[a-z]{4,}/g }
  expect(createRedactor({ extraRules: [house] }).text('token=hk-abcdef')).toBe('token=[redacted:house-key#a1]')
  expect(() => createRedactor({ extraRules: [{ ...house, pattern: /(?:hk-[a-z]+)+x/g }] })).toThrow(
    /house-key is refused/,
  )
})
