import { expect, test } from 'vitest'
import { demandTrusted, judgeHostKey } from './judge-host-key.ts'

const target = { host: 'garage.example', port: 2222 }
const key = (letter: string) => ({ type: 'ssh-ed25519', fingerprint: `SHA256:${letter.repeat(43)}` })
const known = (letter: string) => ({ ...key(letter), firstSeen: 0, confirmedBy: 'user:u' })

test.each([
  ['nobody knows the key', null, undefined, { known: 'unknown', trusted: false, confirmed: null }],
  ['the key is the known one', known('a'), undefined, { known: 'known', trusted: true }],
  ['another key was known', known('b'), undefined, { known: 'changed', trusted: false }],
  ['a person names the key', null, key('a').fingerprint, { known: 'unknown', trusted: true }],
  ['a person names the new key', known('b'), key('a').fingerprint, { known: 'changed', trusted: true }],
])('when %s', (_, before, named, expected) => {
  expect(judgeHostKey(target, key('a'), before, named)).toMatchObject(expected)
})

test('naming another key than the host shows is refused loudly', () => {
  const judge = () => judgeHostKey(target, key('a'), known('b'), key('b').fingerprint)
  expect(judge).toThrow(expect.objectContaining({ code: 'host_key_changed', status: 409 }))
  expect(judge).toThrow('Somebody may stand in between')
})

test('an unknown key is refused with the key in the details', () => {
  const judged = judgeHostKey(target, key('a'), null, undefined)
  expect(() => demandTrusted(target, judged)).toThrow(
    expect.objectContaining({
      code: 'host_key_unknown',
      message: expect.stringContaining('garage.example:2222'),
      details: [
        { path: '/host_key/sha256', message: key('a').fingerprint },
        { path: '/host_key/type', message: 'ssh-ed25519' },
      ],
    }),
  )
})

test('a changed key is refused with both keys in the details', () => {
  const judged = judgeHostKey(target, key('a'), known('b'), undefined)
  expect(() => demandTrusted(target, judged)).toThrow(
    expect.objectContaining({
      code: 'host_key_changed',
      details: expect.arrayContaining([{ path: '/host_key/confirmed_sha256', message: key('b').fingerprint }]),
    }),
  )
})
