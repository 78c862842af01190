import type { FastifyReply } from 'fastify'
import type { EventBatch } from '../core/shared-feed.ts'
import { eventFrame, heartbeatFrame } from './event-frames.ts'

/** A way to one client on which events go out. */
export interface Outlet {
  /** Bytes that wait to be sent. */
  readonly writableLength: number
  write(bytes: Buffer): void
  /** An event of its own; `bytes` of a batch are the same for every client that is reached this way. */
  frame(id: string | null, event: string, data: unknown): Buffer
  bytes(batch: EventBatch): Buffer
  readonly heartbeat: Buffer
  end(): void
  destroy(): void
  onClose(listener: () => void): void
  /** Resolves once little waits to be sent, or the client is gone. */
  drained(): Promise<void>
}

/** Encodes each batch once, however many clients it goes to. */
export function encodedOnce(encode: (batch: EventBatch) => Buffer): (batch: EventBatch) => Buffer {
  const encoded = new WeakMap<EventBatch, Buffer>()
  return (batch) => {
    const known = encoded.get(batch)
    if (known !== undefined) return known
    const bytes = encode(batch)
    encoded.set(batch, bytes)
    return bytes
  }
}

const batchBytes = encodedOnce(({ events }) =>
  Buffer.concat(events.map(({ id, name, data }) => eventFrame(id, name, data))),
)

/** Server-sent events as the answer of a request. */
export function openSseOutlet(reply: FastifyReply): Outlet {
  reply.hijack()
  const response = reply.raw
  response.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  response.write('retry: 2000\n\n')
  return {
    get writableLength() {
      return response.writableLength
    },
    write: (bytes) => void response.write(bytes),
    frame: eventFrame,
    bytes: batchBytes,
    heartbeat: heartbeatFrame,
    end: () => void response.end(),
    destroy: () => void response.destroy(),
    onClose(listener) {
      response.on('close', listener)
      // A connection that breaks while writing also closes; the error has nothing to add.
      response.on('error', listener)
    },
    drained: () => drainedOf(response),
  }
}

interface Drainable {
  readonly writableLength: number
  readonly destroyed: boolean
  on(event: 'drain' | 'close', listener: () => void): unknown
  off(event: 'drain' | 'close', listener: () => void): unknown
}

/** More than a stream holds before it asks to wait, after which `drain` comes. */
const alwaysDrains = 64 * 1024

export function drainedOf(stream: Drainable): Promise<void> {
  if (stream.destroyed || stream.writableLength <= alwaysDrains) return Promise.resolve()
  return new Promise((done) => {
    const end = () => {
      stream.off('drain', end)
      stream.off('close', end)
      done()
    }
    stream.on('drain', end)
    stream.on('close', end)
  })
}
