import { expect, test } from 'vitest'
import { parseSocketTable } from './socket-table.ts'

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'

test('listening and established sockets of both families are read', () => {
  const v4 = `${head}   1: 0100007F:70DA 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 30255 1 0000000044f92c43 100 0 0 10 0
   3: 0100007F:8F36 0100007F:7116 01 00000000:00000000 02:00000A02 00000000     0        0 28943 2 000000005ecf773a 20 4 19 15 -1`
  expect(parseSocketTable(v4)).toEqual([
    {
      address: '127.0.0.1',
      port: 28_890,
      remoteAddress: '0.0.0.0',
      remotePort: 0,
      state: 'listen',
      uid: 1000,
      inode: '30255',
    },
    {
      address: '127.0.0.1',
      port: 36_662,
      remoteAddress: '127.0.0.1',
      remotePort: 28_950,
      state: 'established',
      uid: 0,
      inode: '28943',
    },
  ])
})

test.each([
  ['00000000000000000000000001000000', '::1'],
  ['00000000000000000000000000000000', '::'],
  ['0000000000000000FFFF00000100007F', '127.0.0.1'],
  ['B80D0120000000000000000001000000', '2001:db8:0:0:0:0:0:1'],
])('the address %s is %s', (hex, address) => {
  const line = `   0: ${hex}:7116 ${'0'.repeat(32)}:0000 0A 0:0 00:0 0  0 0 26427 1 0 100 0 0 10 0`
  expect(parseSocketTable(head + line)).toMatchObject([{ address, port: 28_950 }])
})

test('a line that is cut is left out', () => {
  expect(parseSocketTable(`${head}   0: 0100007F`)).toEqual([])
})
