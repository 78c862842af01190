import { describe, expect, it } from 'vitest'
import { draftOf, factsOf, firstKey } from '../test/ssh-fixtures.ts'
import {
  authOf,
  draftProblems,
  forgetCredentials,
  nameOf,
  printKeyCommand,
  readSshPort,
  sshRequest,
  targetOf,
  withoutCredentials,
} from './ssh-model.ts'

const begin = ['-----BEGIN OPENSSH', 'PRIVATE KEY-----'].join(' ')

it('a draft that is whole has no problem, and an empty one names what is missing', () => {
  expect(draftProblems(draftOf())).toEqual({})
  expect(draftProblems(draftOf({ auth: 'agent', password: '' }))).toEqual({})
  expect(draftProblems(draftOf({ host: 'op@garage', port: '0', username: '-l', password: '' }))).toEqual({
    host: 'host',
    port: 'port',
    username: 'username',
    password: 'password',
  })
})

it('the public half of a key is told from what is no key', () => {
  const problem = (privateKey: string) => draftProblems(draftOf({ auth: 'key', privateKey })).privateKey
  expect(problem('ssh-ed25519 AAAA op')).toBe('isPublicKey')
  expect(problem('')).toBe('privateKey')
  expect(problem(`${begin}\nAAAA`)).toBeUndefined()
})

it('a port of SSH is a whole number from 1 to 65535', () => {
  expect(['0', '1', ' 2222 ', '65536', '22a', ''].map(readSshPort)).toEqual([null, 1, 2222, null, null, null])
})

it('a host is named as people write it', () => {
  expect([targetOf(draftOf({ host: ' garage ' })), { host: '::1', port: 2222 }].map(nameOf)).toEqual([
    'garage',
    '[::1]:2222',
  ])
})

it('only what the way of logging in needs is sent', () => {
  const all = { password: 'p', privateKey: `${begin}\nAAAA\n\n`, passphrase: 'q' }
  expect(authOf(draftOf({ ...all, auth: 'password' }))).toEqual({ type: 'password', password: 'p' })
  expect(authOf(draftOf({ ...all, auth: 'key' }))).toEqual({
    type: 'key',
    private_key_pem: `${begin}\nAAAA\n`,
    passphrase: 'q',
  })
  expect(authOf(draftOf({ ...all, auth: 'key', passphrase: '' }))).not.toHaveProperty('passphrase')
  expect(authOf(draftOf({ ...all, auth: 'agent' }))).toEqual({ type: 'agent' })
})

describe('the request', () => {
  it('is for the host with exactly this key, and stores none unless it was asked for', () => {
    expect(sshRequest(draftOf(), factsOf(), firstKey)).toEqual({
      host: 'garage.example',
      port: 22,
      username: 'op',
      auth: { type: 'password', password: 'garage door' },
      method: 'native',
      channel: 'stable',
      host_key_sha256: firstKey,
      remember_key: false,
    })
  })

  it('takes Docker where an engine answers, and never where none does', () => {
    const method = (draft: Parameters<typeof draftOf>[0], docker: string | null) =>
      sshRequest(draftOf(draft), factsOf({ docker }), firstKey).method
    expect([method({}, '28.3.2'), method({ method: 'native' }, '28.3.2'), method({ method: 'docker' }, null)]).toEqual([
      'docker',
      'native',
      'native',
    ])
  })

  it('holds no credential any more once it was sent, nor does the draft', () => {
    const auth = { type: 'key' as const, password: 'p', private_key_pem: begin, passphrase: 'q' }
    forgetCredentials({ auth })
    expect(auth).toEqual({ type: 'key' })
    const left = withoutCredentials(draftOf({ privateKey: begin, passphrase: 'q' }))
    expect([left.password, left.privateKey, left.passphrase]).toEqual(['', '', ''])
  })
})

it('the command for comparing reads the key of the same type', () => {
  expect(['ssh-ed25519', 'ecdsa-sha2-nistp256', 'rsa-sha2-512'].map(printKeyCommand)).toEqual([
    'ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
    'ssh-keygen -lf /etc/ssh/ssh_host_ecdsa_key.pub',
    'ssh-keygen -lf /etc/ssh/ssh_host_rsa_key.pub',
  ])
})
