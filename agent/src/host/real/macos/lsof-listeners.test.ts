import { expect, test } from 'vitest'
import { parseLsof } from './lsof-listeners.ts'

test('sockets are given to the process above them', () => {
  expect(parseLsof('p812\nu501\nf20\nn127.0.0.1:18789\nf21\nn[::1]:18789\np9\nu0\nf3\nn*:22\n')).toEqual([
    { port: 18_789, address: '127.0.0.1', uid: 501, pid: 812 },
    { port: 18_789, address: '::1', uid: 501, pid: 812 },
    { port: 22, address: '0.0.0.0', uid: 0, pid: 9 },
  ])
})
