import { expect, test } from 'vitest'
import { plainHost } from './plain-host.ts'

test.each([
  ['Host alone', ['Host', '127.0.0.1:7337'], '127.0.0.1:7337'],
  ['Host in any case, among others', ['Accept', '*/*', 'hOsT', 'localhost', 'Connection', 'close'], 'localhost'],
  ['no Host', ['Accept', '*/*'], ''],
  ['a header that is only as long as one that tells', ['Cookie', 'a=b', 'Host', 'localhost', 'User', 'x'], 'localhost'],
  ['an Origin', ['Host', 'localhost', 'Origin', 'http://localhost'], null],
  ['a body', ['Host', 'localhost', 'CONTENT-LENGTH', '0'], null],
  ['a body in chunks', ['Transfer-Encoding', 'chunked', 'Host', 'localhost'], null],
  ['two Hosts', ['Host', 'localhost', 'Host', 'localhost'], null],
])('%s', (_, headers, host) => {
  expect(plainHost(headers)).toBe(host)
})
