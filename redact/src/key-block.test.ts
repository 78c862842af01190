import { describe, expect, test } from 'vitest'
import { body, HEX, privateKey, seeded } from '../test/fake.ts'
import { MOST_BODY_LINES } from './key-block.ts'
import { createRedactor } from './redact.ts'

const random = seeded(99)
const begin = privateKey(random, 2)[0] ?? ''

function redactLines(lines: readonly string[]): string[] {
  const stream = createRedactor().lines()
  return lines.map((line) => stream.line(line))
}

describe('a private key', () => {
  test.each(['', 'RSA ', 'EC ', 'OPENSSH ', 'ENCRYPTED '])('%sPRIVATE KEY is hidden to its END', (kind) => {
    const key = privateKey(random, 6, kind)
    const out = redactLines([...key, 'ready'])
    expect(out.slice(0, -1).every((line) => line === '[redacted:private-key#a1]')).toBe(true)
    expect(out.at(-1)).toBe('ready')
  })

  test('is hidden behind a log prefix on every line', () => {
    const prefix = 'Aug 01 10:00:00 host moltbot[12]: '
    const key = privateKey(random, 4)
    const out = redactLines(key.map((line) => prefix + line))
    for (const line of key) expect(out.join('\n')).not.toContain(line)
    expect(out[1]).toBe(`${prefix}[redacted:private-key#a1]`)
  })

  test('is hidden inside a JSON string, whole or cut off, and the JSON stays JSON', () => {
    const key = privateKey(random, 4)
    const line = JSON.stringify({ key: `${key.join('\n')}\n`, level: 'info' })
    expect(JSON.parse(createRedactor().text(line))).toMatchObject({ level: 'info' })
    const cut = createRedactor().text(line.slice(0, 150))
    for (const text of key.slice(1)) expect(createRedactor().text(line)).not.toContain(text)
    expect(cut).not.toContain(key[1]?.slice(0, 20))
  })

  test('is hidden when the text begins in the middle of it', () => {
    const [, ...tail] = privateKey(random, 4)
    const out = redactLines(tail).join('\n')
    for (const line of tail) expect(out).not.toContain(line)
  })

  test('with encryption headers and a blank line stays hidden', () => {
    const [first = '', ...rest] = privateKey(random, 3)
    const out = redactLines([
      first,
      'Proc-Type: 4,ENCRYPTED',
      `DEK-Info: AES-128-CBC,${body(random, 32, HEX)}`,
      '',
      ...rest,
    ])
    for (const line of rest) expect(out.join('\n')).not.toContain(line)
  })
})

describe('a forged BEGIN', () => {
  test('hides nothing after the first line that cannot be a body', () => {
    expect(redactLines([`user: ${begin} haha`, 'gateway restarted with code 1', 'shutdown'])).toEqual([
      'user: [redacted:private-key#a1] haha',
      'gateway restarted with code 1',
      'shutdown',
    ])
  })

  test('hides at most so many lines that could be a body, and says that it stopped', () => {
    const out = redactLines([begin, ...Array.from({ length: 300 }, (_, i) => `word${i}`)])
    expect(out.filter((line) => line === '[redacted:private-key#a1]')).toHaveLength(MOST_BODY_LINES + 1)
    expect(out[MOST_BODY_LINES + 1]).toBe('[redacted:private-key-cut#a2] word200')
    expect(out[MOST_BODY_LINES + 2]).toBe('word201')
  })
})

test('certificates, public keys and digests are no secrets', () => {
  const dashes = '-'.repeat(5)
  const lines = [
    `${dashes}BEGIN CERTIFICATE${dashes}`,
    body(random, 64),
    `${dashes}END CERTIFICATE${dashes}`,
    body(random, 64, HEX),
  ]
  expect(redactLines(lines)).toEqual(lines)
})
