import { describe, expect, test } from 'vitest'
import { createFrameReader, encodeFrame, opcodes } from './frames.ts'

type Seen = ['text' | 'ping', string] | ['close' | 'fault', number, string]

function reader(maxBytes = 1000) {
  const seen: Seen[] = []
  const frames = createFrameReader(maxBytes, {
    text: (text) => seen.push(['text', text]),
    ping: (payload) => seen.push(['ping', payload.toString()]),
    close: (code, reason) => seen.push(['close', code, reason]),
    fault: (code, reason) => seen.push(['fault', code, reason]),
  })
  const push = (...bytes: Buffer[]) => {
    for (const chunk of bytes) frames.push(chunk)
  }
  return { seen, push }
}

/** A frame as a server sends it: without a mask. */
function served(opcode: number, payload: string | Buffer, { final = true } = {}): Buffer {
  const frame = encodeFrame(opcode, Buffer.from(payload), Buffer.alloc(4))
  const headLength = frame.length - Buffer.byteLength(payload) - 4
  const head = Buffer.from(frame.subarray(0, headLength))
  head[0] = (final ? 0x80 : 0) | opcode
  head[1] = (head[1] ?? 0) & 0x7f
  return Buffer.concat([head, frame.subarray(headLength + 4)])
}

test.each([0, 1, 125, 126, 65_535, 65_536, 70_000])('a text of %i bytes comes through, byte by byte too', (length) => {
  const text = 'é'.repeat(length / 2) + 'x'.repeat(length % 2)
  const whole = reader(100_000)
  whole.push(served(opcodes.text, text))
  const bytewise = reader(100_000)
  if (length < 1000) bytewise.push(...[...served(opcodes.text, text)].map((byte) => Buffer.from([byte])))
  else bytewise.push(served(opcodes.text, text).subarray(0, 3), served(opcodes.text, text).subarray(3))
  expect(whole.seen).toEqual([['text', text]])
  expect(bytewise.seen).toEqual([['text', text]])
})

test('fragments are joined, and a ping between them is heard', () => {
  const { seen, push } = reader()
  push(served(opcodes.text, 'he', { final: false }), served(opcodes.ping, 'p'), served(opcodes.continuation, 'llo'))
  expect(seen).toEqual([
    ['ping', 'p'],
    ['text', 'hello'],
  ])
})

test('a message that never ends is refused, also when its fragments are empty', () => {
  const { seen, push } = reader()
  push(served(opcodes.text, '', { final: false }))
  for (let i = 0; i < 2000; i++) push(served(opcodes.continuation, '', { final: false }))
  expect(seen).toEqual([['fault', 1009, 'a message of over 1000 fragments']])
})

test('several frames in one chunk are told apart', () => {
  const { seen, push } = reader()
  push(Buffer.concat([served(opcodes.text, 'a'), served(opcodes.text, 'b'), served(opcodes.close, '\x03\xf4bye')]))
  expect(seen.slice(0, 2)).toEqual([
    ['text', 'a'],
    ['text', 'b'],
  ])
})

test('a frame of 50 MB is refused by its header alone', () => {
  const { seen, push } = reader(1_000_000)
  const head = Buffer.from([0x81, 127, 0, 0, 0, 0, 3, 32, 0, 0])
  push(head)
  expect(seen).toEqual([['fault', 1009, 'a message over 1000000 bytes']])
})

test('fragments that together pass the bound are refused', () => {
  const { seen, push } = reader(10)
  push(served(opcodes.text, '123456', { final: false }), served(opcodes.continuation, '78901'))
  expect(seen).toMatchObject([['fault', 1009, expect.any(String)]])
})

describe('what a server may not send ends the stream', () => {
  test.each([
    ['a masked frame', encodeFrame(opcodes.text, Buffer.from('x'), Buffer.alloc(4)), 1002],
    ['a reserved bit', Buffer.from([0xc1, 0]), 1002],
    ['binary data', served(opcodes.binary, 'x'), 1003],
    ['an unknown opcode', served(3, 'x'), 1002],
    ['a continuation of nothing', served(opcodes.continuation, 'x'), 1002],
    ['a ping of 126 bytes', served(opcodes.ping, 'x'.repeat(126)), 1002],
    ['text that is not UTF-8', served(opcodes.text, Buffer.from([0xff, 0xfe])), 1007],
  ])('%s', (_, bytes, code) => {
    const { seen, push } = reader()
    push(bytes, served(opcodes.text, 'after'))
    expect(seen).toEqual([['fault', code, expect.any(String)]])
  })
})

test('a client frame is masked and can be unmasked', () => {
  const mask = Buffer.from([1, 2, 3, 4])
  const frame = encodeFrame(opcodes.text, Buffer.from('hello'), mask)
  expect(frame[1]).toBe(0x80 | 5)
  const payload = frame.subarray(6).map((byte, i) => byte ^ (mask[i % 4] ?? 0))
  expect(Buffer.from(payload).toString()).toBe('hello')
})
