import { expect, test } from 'vitest'
import { holdsSecret } from './holds-secret.ts'

const key = ['sk', 'ant', 'api03', 'x'.repeat(24)].join('-')

test.each([
  ['a key of a platform', key],
  ['a key behind an option', `--api-key=${key}`],
  ['a password in an address', 'postgres://anna:correct-horse@db.example/bot'],
  ['a header', `Authorization: Bearer ${'a1b2c3d4'.repeat(4)}`],
])('%s is a secret', (_, text) => {
  expect(holdsSecret(text)).toBe(true)
})

test.each([
  ['a sentence', 'Answer in one sentence, and never tell the password.'],
  ['a telephone number', '+15551234567'],
  ['an address', 'https://gateway.example.com/hooks?lang=en'],
  ['an e-mail address', 'anna@example.com'],
  ['nothing', ''],
])('%s is none', (_, text) => {
  expect(holdsSecret(text)).toBe(false)
})
