import { expect, test } from 'vitest'
import { reachOf } from './address.ts'

test.each([
  ['93.184.216.34', 'public'],
  ['2606:4700::1111', 'public'],
  ['::ffff:93.184.216.34', 'public'],
  ['127.0.0.1', 'private'],
  ['127.9.9.9', 'private'],
  ['10.0.0.1', 'private'],
  ['172.16.0.1', 'private'],
  ['172.32.0.1', 'public'],
  ['192.168.1.1', 'private'],
  ['169.254.169.254', 'private'],
  ['100.64.0.1', 'private'],
  ['100.128.0.1', 'public'],
  ['::1', 'private'],
  ['::ffff:127.0.0.1', 'private'],
  ['::ffff:7f00:1', 'private'],
  ['::127.0.0.1', 'private'],
  ['fd00:ec2::254', 'private'],
  ['fe80::1%eth0', 'private'],
  ['64:ff9b::a9fe:a9fe', 'private'],
  ['2002:7f00:1::', 'private'],
  ['0.0.0.0', 'never'],
  ['::', 'never'],
  ['224.0.0.1', 'never'],
  ['255.255.255.255', 'never'],
  ['ff02::1', 'never'],
  ['example.org', 'never'],
  ['', 'never'],
])('%s is %s', (address, reach) => {
  expect(reachOf(address)).toBe(reach)
})
