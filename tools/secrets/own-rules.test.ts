import { expect, test } from 'vitest'
import { ownFindings } from './own-rules.ts'

// Put together at run time, so that this file holds nothing that looks like a secret.
const body = (length: number) => 'aB3dE6gH9kLm'.repeat(10).slice(0, length)

test.each([
  ['AWS key id', `key = ${'AK'}IA${'Q2W3E4R5T6Y7U2I3'}`],
  ['AWS secret key', `aws_secret_access_key = "${body(40)}"`],
  ['private key', `${'-----BEGIN'} OPENSSH PRIVATE KEY-----\n${body(64)}`],
  ['private key', `"${'-----BEGIN'} PRIVATE KEY-----\\n${body(64)}"`],
  ['JSON web token', `Bearer ${'ey'}J${body(20)}.${'ey'}J${body(30)}.${body(43)}`],
  ['Telegram bot token', `bot 123456789:${'A'}A${body(33)}`],
  ['model provider key', `${'sk'}-ant-${body(40)}`],
  ['Google key', `${'AI'}za${body(35)}`],
  ['npm auth token', `//host/:_authToken${'='}${body(36)}`],
])('%s is found with its line', (rule, text) => {
  expect(ownFindings(`first line\n${text}\n`)).toEqual([{ rule, line: 2 }])
})

test.each([
  'AKIA is how such ids begin',
  '-----BEGIN PRIVATE KEY----- opens a key block',
  'sk-short',
  ['_authToken=', '{TOKEN}'].join('$'),
  'an ordinary sentence about secrets and tokens',
])('%s is no secret', (text) => {
  expect(ownFindings(text)).toEqual([])
})
