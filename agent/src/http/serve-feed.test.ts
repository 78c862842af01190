import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { EventFeed } from '../core/event-feed.ts'
import { serveFeed } from './serve-feed.ts'

/** The part of a server response that a feed uses, with a client that reads only when told to. */
class Response extends EventEmitter {
  text = ''
  writableLength = 0
  writableEnded = false
  write(chunk: Buffer) {
    this.text += chunk
    this.writableLength += chunk.length
    return false
  }
  read() {
    this.writableLength = 0
    this.emit('drain')
  }
  end() {
    this.writableEnded = true
  }
}

const settle = () => new Promise<void>((done) => setImmediate(done))
const options = { boundBytes: 1000, redact: (payload: unknown) => payload }

function serve(feed: EventFeed, changed: Partial<typeof options> = {}) {
  const response = new Response()
  const served = serveFeed(feed, response as unknown as ServerResponse, { ...options, ...changed })
  return { response, served }
}

/** Numbers without end, and how many of them were made. */
function numbers() {
  const made = { count: 0, ended: false }
  async function* feed(gone: AbortSignal) {
    try {
      while (!gone.aborted) {
        made.count += 1
        yield { id: String(made.count), name: 'number', data: 'x'.repeat(100) }
      }
    } finally {
      made.ended = true
    }
  }
  return { feed, made }
}

test('events go out as they are made, and the stream ends with them', async () => {
  const { response, served } = serve(async function* () {
    yield { id: null, name: 'job', data: { status: 'running' } }
    yield { id: '1', name: 'log', data: { line: 'hello' } }
  })
  await served
  expect(response.text).toBe('event: job\ndata: {"status":"running"}\n\nid: 1\nevent: log\ndata: {"line":"hello"}\n\n')
  expect(response.writableEnded).toBe(true)
})

test('for a client that does not read, no more is made than its bound', async () => {
  const { feed, made } = numbers()
  const { response } = serve(feed)
  await settle()
  await settle()
  const atFirst = made.count
  expect(response.writableLength).toBeLessThan(1200)
  response.read()
  await settle()
  expect(made.count).toBe(2 * atFirst)
  response.emit('close')
})

test('a client that goes while it is waited for ends its feed', async () => {
  const { feed, made } = numbers()
  const { response, served } = serve(feed)
  await settle()
  response.emit('close')
  await served
  expect(made.ended).toBe(true)
})

test('a stream that was ended from outside, because a session was revoked, is not written to', async () => {
  const { feed, made } = numbers()
  const { response, served } = serve(feed)
  await settle()
  const { length } = response.text
  response.end()
  response.read()
  await served
  expect(response.text).toHaveLength(length)
  expect(made.ended).toBe(true)
})

test('what goes out is redacted', async () => {
  const feed: EventFeed = async function* () {
    yield { id: null, name: 'log', data: 'a secret' }
  }
  const { response, served } = serve(feed, { redact: () => '[hidden]' })
  await served
  expect(response.text).not.toContain('secret')
})
