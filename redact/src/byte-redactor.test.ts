import { describe, expect, test } from 'vitest'
import { body, privateKey, seeded } from '../test/fake.ts'
import { generatedLog, joinedBytes } from '../test/generated-text.ts'
import { redactOneByOne } from '../test/one-by-one.ts'
import { createRedactor } from './redact.ts'
import { rules } from './rules.ts'

const random = seeded(11)
const token = `ghp_${body(random, 36)}`
const knownValues = [['gate', 'Küche und "Bar"']] as const
const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

/** Redacts bytes in chunks that end at the given places. */
function redacted(bytes: Uint8Array, cuts: readonly number[]): Uint8Array {
  const stream = createRedactor({ knownValues }).bytes()
  const edges = [0, ...cuts, bytes.length]
  const parts = edges.slice(1).map((to, i) => stream.push(bytes.subarray(edges[i], to)))
  return joinedBytes([...parts, stream.end()])
}

function cutsOf(length: number, longest: number): number[] {
  const cuts: number[] = []
  for (let at = Math.ceil(random() * longest); at < length; at += Math.ceil(random() * longest)) cuts.push(at)
  return cuts
}

describe('bytes give what the rules give one after another', () => {
  // longer runs: node tools/bench/redact-fuzz.ts
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('in generated logs (seed %i)', { timeout: 60_000 }, (seed) => {
    const log = generatedLog(seed, 2500)
    const expected = redactOneByOne(log, rules, knownValues)
    expect(Buffer.compare(redacted(log, []), expected)).toBe(0)
    expect(Buffer.compare(redacted(log, cutsOf(log.length, 30)), expected)).toBe(0)
    expect(Buffer.compare(redacted(log, cutsOf(log.length, 9000)), expected)).toBe(0)
    expect(log.length).toBeGreaterThan(2500 * 40)
    expect(Buffer.compare(log, expected)).not.toBe(0)
  })

  test('wherever a chunk ends', () => {
    const [first = '', second = '', ...rest] = privateKey(random, 4)
    const log = bytesOf(
      ['quiet', `é ${token}`, '', first, second, ...rest, `say Küche und "Bar"\r`, `${token}\r`, 'ready', token].join(
        '\n',
      ),
    )
    const expected = redactOneByOne(log, rules, knownValues)
    expect(textOf(expected)).not.toContain(token.slice(4, 14))
    for (let cut = 0; cut <= log.length; cut++) expect(textOf(redacted(log, [cut]))).toBe(textOf(expected))
    expect(textOf(redacted(log, Array.from(log.keys())))).toBe(textOf(expected))
  })

  test.each([
    ['nothing', ''],
    ['a line break', '\n'],
    ['a secret and no line break', token],
    ['a byte order mark', `\ufeff${token}\n\ufeff`],
    ['a match that would need the next line', 'password:\norange42x\n'],
    ['a key block that is cut off', privateKey(random, 9).slice(0, 5).join('\n')],
    ['a forged end', `-----END X-----\n${body(random, 64)}\n`],
    [
      'a wrapped line inside a certificate',
      `-----BEGIN CERTIFICATE-----\n${body(random, 64)}\n-----END CERTIFICATE-----\n`,
    ],
    ['a wrapped line between strange spaces', `\u00a0\u2003${body(random, 70)}\ufeff\nquiet\n`],
  ])('for %s', (_, text) => {
    const log = bytesOf(text)
    const expected = redactOneByOne(log, rules, knownValues)
    expect(textOf(redacted(log, []))).toBe(textOf(expected))
    expect(textOf(redacted(log, cutsOf(log.length, 5)))).toBe(textOf(expected))
  })

  test.each([
    ['a cold line of 1 MB', 'x y '.repeat(1 << 18)],
    ['a line of 3 MB with a secret on every cut', `${'x'.repeat(11)} token: "${token}", `.repeat(45_000)],
    ['a secret of 3 MB', `token="${'q7'.repeat(3 << 19)}" end`],
    ['1 MB of characters of four bytes', '🦞'.repeat(1 << 18)],
  ])('for %s', { timeout: 60_000 }, (_, line) => {
    const log = bytesOf(`before ${token}\n${line}\nafter ${token}\n`)
    const expected = redactOneByOne(log, rules, knownValues)
    for (const cuts of [[], [1 << 20], cutsOf(log.length, 100_000), [log.length - 60]]) {
      expect(Buffer.compare(redacted(log, cuts), expected)).toBe(0)
    }
  })
})

test('bytes that are no UTF-8 become replacement characters, in quiet lines too', () => {
  const bytes = new Uint8Array([0x61, 0xff, 0x0a, 0xe2, 0x82, 0x0a, ...bytesOf(token), 0xc3])
  expect(textOf(redacted(bytes, []))).toBe('a\ufffd\n\ufffd\n[redacted:github-token#a1]\ufffd')
})

test('what comes out is memory of its own', () => {
  const chunk = bytesOf('quiet\n')
  const out = createRedactor().bytes().push(chunk)
  chunk.fill(0)
  expect(textOf(out)).toBe('quiet\n')
})
