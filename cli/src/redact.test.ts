import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { runBare } from '../test/run-cli.ts'

/** Cut into pieces of a few bytes, as a pipe may. */
function pieces(bytes: Buffer, size: number): Readable {
  return Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size)),
  )
}

const redact = async (bytes: Buffer, size = 3) => (await runBare(['redact'], { stdin: pieces(bytes, size) })).stdout

test.each([
  ['CRLF and LF', 'one\r\ntwo\nthree\r\n'],
  ['no final newline', 'one\ntwo'],
  ['only newlines', '\n\r\n\n'],
  ['a byte order mark', '\uFEFFone\n'],
  ['characters of several bytes', 'grün 🐎 日本\n'],
  ['nothing', ''],
])('%s come out as they went in', async (_what, text) => {
  expect(await redact(Buffer.from(text))).toBe(text)
})

test('a secret is hidden wherever the pipe cuts it, and the rest stays', async () => {
  const secret = ['xoxb', '2048110932', '4410998123', 'Zt6QwLr8VxNc3KpHy5MdGb1J'].join('-')
  const text = `before\r\ntoken ${secret} after\r\nlast`
  for (const size of [1, 7, 4096]) {
    const out = await redact(Buffer.from(text), size)
    expect(out).not.toContain('Zt6QwLr8VxNc3KpHy5MdGb1J')
    expect(out).toMatch(/^before\r\ntoken \[redacted:.*\] after\r\nlast$/)
  }
})

test('bytes that are not UTF-8 become the replacement character', async () => {
  expect(await redact(Buffer.from([0x61, 0xff, 0x62, 0x0a, 0xc3]))).toBe('a\uFFFDb\n\uFFFD')
})
