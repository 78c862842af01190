import { body, DIGITS, HEX, pick, seeded, UPPER } from './fake.ts'
import type { LeakyLine } from './leaky.ts'

type Random = () => number

// what a secret is called, and how each way of writing configuration puts a value behind its name
const NAMES = [
  ...['password', 'DB_PASSWORD', 'apiKey', 'api_key', 'X-Api-Key', 'clientSecret', 'client_secret', 'AUTH_TOKEN'],
  ...['refreshToken', 'gateway.auth.token', 'signingKey', 'webhookSecret', 'passphrase', 'SMTP_PASS', 'private-key'],
]
const SYNTAXES: readonly ((name: string, value: string) => string)[] = [
  (name, value) => JSON.stringify({ [name]: value, port: 18789 }),
  (name, value) => `{${/^\w+$/.test(name) ? name : `'${name}'`}: '${value}', port: 18789}`,
  (name, value) => `${name}: ${value}`,
  (name, value) => `  ${name}: "${value}"  # rotate`,
  (name, value) => `${name} = "${value}"`,
  (name, value) => `${name}=${value}`,
  (name, value) => `export ${name.replaceAll(/\W/g, '_')}='${value}'`,
  (name, value) => `<${name}>${value}</${name}>`,
  (name, value) => `<add key="${name}" value="${value}"/>`,
  (name, value) => `moltbot --${name.replaceAll(/[._]/g, '-')} ${value} --port 18789`,
  (name, value) => `moltbot --${name.replaceAll(/[._]/g, '-')}="${value}"`,
  (name, value) => `GET /hook?${name}=${value}&v=3 HTTP/1.1`,
  (name, value) => `{"env":[{"name":"${name}","value":"${value}"}]}`,
]

const letters = (random: Random, length: number) => `q${body(random, length - 1)}`

/** Secrets that say what they are, wherever they stand. */
const FORMS: readonly ((random: Random) => string)[] = [
  (random) => `sk-ant-api03-${letters(random, 80)}`,
  (random) => `sk-proj-${letters(random, 60)}`,
  (random) => `AIza${letters(random, 35)}`,
  (random) => `ghp_${letters(random, 36)}`,
  (random) => `glpat-${letters(random, 20)}`,
  (random) => `AKIA${body(random, 16, UPPER)}`,
  (random) => `xoxb-${body(random, 12, DIGITS)}-${letters(random, 24)}`,
  (random) => `7${body(random, 9, DIGITS)}:AA${letters(random, 33)}`,
  (random) => `eyJ${letters(random, 30)}.eyJ${letters(random, 50)}.${letters(random, 43)}`,
  (random) => `AGE-SECRET-KEY-1${body(random, 58, UPPER)}`,
  (random) => `mor_${letters(random, 43)}`,
  (random) => `hf_${letters(random, 34)}`,
  (random) => `tskey-auth-${letters(random, 12)}-${letters(random, 32)}`,
  (random) => `+4915${body(random, 9, DIGITS)}`,
  (random) => `1555${body(random, 7, DIGITS)}@s.whatsapp.net`,
  (random) => `${letters(random, 9).toLowerCase()}@mail.example.org`,
  (random) =>
    `https://hooks.slack.com/services/T${body(random, 8, UPPER)}/B${body(random, 8, UPPER)}/${letters(random, 24)}`,
  (random) => `postgres://ops:${letters(random, 12)}@db.internal/app`,
]
const PLACES: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `failed with ${secret} after 3 s`,
  (secret) => `(${secret})`,
  (secret) => `["${secret}"]`,
  (secret) => `value='${secret}',`,
  (secret) => `\u001b[33m${secret}\u001b[0m`,
  (secret) => `url=https%3A%2F%2Fx%3Fq%3D${secret}%26v%3D3`,
  (secret) => `a\\n${secret}\\nb`,
  (secret) => `é${' '}${secret}\u2026`,
]
const WRAPS: readonly ((line: string) => string)[] = [
  (line) => line,
  (line) => `2026-08-01T10:00:00.123Z [gateway] ${line}`,
  (line) => JSON.stringify({ 0: '{"subsystem":"gateway"}', 1: line, time: '2026-08-01T10:00:00.123Z' }),
  (line) => JSON.stringify({ stderr: JSON.stringify({ msg: line }) }),
]

/** Lines put together at random: none of them was looked at when the rules were written. */
export function heldOutLines(seed: number, count: number): LeakyLine[] {
  const random = seeded(seed)
  const one = <T>(list: readonly T[]): T => {
    const [first, ...rest] = list
    if (first === undefined) throw new Error('nothing to pick from')
    return pick(random, [first, ...rest])
  }
  return Array.from({ length: count }, () => {
    const wrap = one(WRAPS)
    if (random() < 0.5) {
      const value = random() < 0.5 ? letters(random, 12) : `q${body(random, 30, HEX)}`
      return { line: wrap(one(SYNTAXES)(one(NAMES), value)), secrets: [value] }
    }
    const secret = one(FORMS)(random)
    // the address of a database or a hook is none by itself
    const core = /^(?:https|postgres):/.test(secret) ? (/[:/](q\w{11,})/.exec(secret)?.[1] ?? secret) : secret
    return { line: wrap(one(PLACES)(secret)), secrets: [core] }
  })
}
