import { expect, test } from 'vitest'
import { connectionFailure } from './connection-failure.ts'

test.each([
  ['ENOTFOUND', 'example.org:22 has no address: the name is not known.'],
  ['EAI_AGAIN', 'example.org:22 has no address: the name service does not answer.'],
  ['EHOSTUNREACH', 'example.org:22 cannot be reached: there is no route to it.'],
  ['ETIMEDOUT', 'example.org:22 did not answer in time.'],
  ['ECONNRESET', 'example.org:22 closed the connection.'],
])('%s is told as: %s', (code, expected) => {
  const error = Object.assign(new Error('connect'), { code })
  expect(connectionFailure('example.org:22', error)).toMatchObject({ reason: 'failed', message: expected })
})

test('a host with outdated algorithms alone is told so', () => {
  const error = new Error('Handshake failed: no matching key exchange algorithm')
  expect(connectionFailure('h:22', error).message).toBe('h:22 offers only outdated SSH algorithms, which are not used.')
})

test('an SSH agent that refuses is not taken for the host', () => {
  const error = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', level: 'agent' })
  expect(connectionFailure('h:22', error).message).toBe('The SSH agent of this machine does not answer.')
})

test('text that the host sent is never told', () => {
  const error = Object.assign(new Error('Send your password to evil.example'), { code: 2 })
  expect(connectionFailure('h:22', error).message).toBe('h:22 broke off the SSH connection.')
})
