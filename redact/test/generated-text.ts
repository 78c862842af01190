import { body, DIGITS, HEX, pick, privateKey, seeded } from './fake.ts'
import { harmless } from './harmless.ts'
import { leaky } from './leaky.ts'

const sources = [...leaky.map(({ line }) => line), ...harmless]
// what rules look at, around or for, so that halves of it meet by chance more often than text lets them
const scraps = [
  ...[
    '',
    ' ',
    '"',
    '\\"',
    '\\n',
    '=',
    ': ',
    ',',
    '%20',
    '%40',
    '@',
    '.',
    '\t',
    '\r',
    '\0',
    'é',
    '\u2028',
    '🦞',
    '\u00a0',
  ],
  ...[
    '\u001b[31m',
    '[redacted:x#a1]',
    '://',
    '-----BEGIN ',
    '-----END ',
    'PRIVATE KEY-----',
    'token',
    'KEY',
    'sk-',
    '+1',
  ],
]

/** A line from pieces of real ones, cut, glued, repeated and changed in case. */
export function generatedLine(random: () => number): string {
  const source = () => pick(random, [sources[Math.floor(random() * sources.length)] ?? ''])
  const cut = (text: string) =>
    text.slice(Math.floor(random() * text.length * 0.5), Math.ceil(text.length * (0.5 + random() / 2)))
  const glue = () => scraps[Math.floor(random() * scraps.length)] ?? ''
  const parts = Array.from({ length: 1 + Math.floor(random() * 3) }, () =>
    pick(random, [
      source,
      () => cut(source()),
      () => source().replace(/[^\w\s]/, glue),
      () => body(random, 12),
      () => body(random, 9, DIGITS),
      () => body(random, pick(random, [32, 64, 70, 76]), HEX),
    ])(),
  )
  const text = parts.join(glue())
  return pick(random, [
    (t: string) => t,
    (t: string) => t,
    (t: string) => t.toUpperCase(),
    (t: string) => JSON.stringify({ t }),
    (t: string) => JSON.stringify(JSON.stringify({ t })),
  ])(text)
}

/** A log as bytes: lines of every kind and ending, keys over several lines, whole and cut, and bytes that are no UTF-8. */
export function generatedLog(seed: number, lines: number): Uint8Array {
  const random = seeded(seed)
  const chance = (share: number) => random() < share
  const parts: Uint8Array[] = []
  const encoder = new TextEncoder()
  const write = (text: string) => {
    const bytes = encoder.encode(text)
    for (let i = chance(0.02) ? 3 : 0; i > 0 && bytes.length > 0; i--) {
      bytes[Math.floor(random() * bytes.length)] = 128 + Math.floor(random() * 128)
    }
    parts.push(bytes)
  }
  for (let i = 0; i < lines; i++) {
    const end = pick(random, ['\n', '\n', '\n', '\r\n'])
    const kind = random()
    if (kind < 0.01) {
      const key = privateKey(random, 2 + Math.floor(random() * 8), pick(random, ['', 'RSA ', 'OPENSSH ']))
      const from = chance(0.5) ? 0 : Math.floor(random() * key.length)
      const to = chance(0.5) ? key.length : Math.ceil(random() * key.length)
      for (const line of key.slice(from, to)) write((chance(0.2) ? 'log: ' : '') + line + end)
    } else if (kind < 0.02) write(end)
    else write(generatedLine(random) + end)
  }
  if (chance(0.5)) write(generatedLine(random))
  return joinedBytes(parts)
}

export function joinedBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
