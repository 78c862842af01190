import { describe, expect, test } from 'vitest'
import type { Listener } from '../../host/host.ts'
import { proveListener, urlOf } from './prove-listener.ts'

const own = (address: string): Listener => ({ port: 18_789, address, uid: 1000, pid: 42 })
const squatter = (address: string): Listener => ({ port: 18_789, address, uid: 1001, pid: 7 })
const owner = { pid: 42, uid: 1000 }

test('the gateway listens on both families, and IPv4 is used', () => {
  expect(proveListener([own('127.0.0.1'), own('::1')], owner)).toEqual({ kind: 'owned', address: '127.0.0.1' })
})

test('a gateway that listens on IPv6 alone is used there', () => {
  expect(proveListener([own('::1')], owner)).toEqual({ kind: 'owned', address: '::1' })
  expect(urlOf('::1', 18_789)).toBe('http://[::1]:18789')
})

test.each(['0.0.0.0', '::'])('a gateway on every address (%s) is reached on loopback', (address) => {
  expect(proveListener([own(address)], owner)).toEqual({ kind: 'owned', address: '127.0.0.1' })
})

describe('somebody else is never the owner', () => {
  test.each([
    ['another process', [{ ...own('127.0.0.1'), pid: 7 }]],
    ['another user', [{ ...own('127.0.0.1'), uid: 0 }]],
    ['a process that we may not see', [{ ...own('127.0.0.1'), pid: null }]],
    ['a squatter on the other family', [own('127.0.0.1'), squatter('::1')]],
    ['a squatter before the wildcard', [own('0.0.0.0'), squatter('127.0.0.1')]],
  ])('%s', (_, listeners) => {
    expect(proveListener(listeners, owner)).toMatchObject({ kind: 'other' })
  })
})

test('a listener on an outside address alone does not answer on loopback', () => {
  expect(proveListener([squatter('192.0.2.7')], owner)).toEqual({ kind: 'closed' })
})

test('without an owner a listener is nobody’s', () => {
  expect(proveListener([own('127.0.0.1')], null)).toMatchObject({ kind: 'unclaimed' })
  expect(proveListener([], null)).toEqual({ kind: 'closed' })
})
