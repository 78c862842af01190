import { createHash } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { Problem } from '../core/problem.ts'
import { drainedOf, encodedOnce, type Outlet } from './outlet.ts'

/** RFC 6455, section 1.3. */
const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const opcodes = { text: 1, close: 8, ping: 9, pong: 10 }
const closeCodes = { normal: 1000, protocolError: 1002, policy: 1008 }
const closeGraceMs = 1000

/**
 * The answer to a handshake of a web socket. @throws Problem upgrade_required where the request is none
 */
export function demandHandshake({ request: { raw } }: FastifyReply): string {
  const { upgrade: protocol, 'sec-websocket-key': key = '', 'sec-websocket-version': version } = raw.headers
  // Only a request that came as an upgrade has its connection for itself.
  const isHandshake =
    Reflect.get(raw, 'upgrade') === true && protocol?.toLowerCase() === 'websocket' && version === '13'
  if (!isHandshake || !/^[A-Za-z0-9+/]{22}==$/.test(key)) {
    throw new Problem('upgrade_required', 'Connect here with a WebSocket, or use /logs/stream.')
  }
  return createHash('sha1').update(`${key}${acceptSuffix}`).digest('base64')
}

/**
 * Takes the connection over. Each event goes out as one text message, `{event, id, <event>: data}`. The client sends
 * nothing but control frames.
 */
export function openSocketOutlet(reply: FastifyReply, accept: string): Outlet {
  reply.hijack()
  const { socket } = reply.request.raw
  reply.raw.detachSocket(socket)
  let ending = false
  const end = (code: number) => {
    if (ending) return
    ending = true
    const payload = Buffer.alloc(2)
    payload.writeUInt16BE(code)
    if (socket.writable) socket.end(frame(opcodes.close, payload))
    setTimeout(() => socket.destroy(), closeGraceMs).unref()
  }
  // `close` always follows an error and is what counts.
  socket.on('error', () => undefined)
  socket.on('end', () => end(closeCodes.normal))
  const hear = createListener({
    ping: (payload) => void (socket.writableLength === 0 && socket.write(frame(opcodes.pong, payload))),
    close: () => end(closeCodes.normal),
    refuse: end,
  })
  socket.on('data', hear)
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-accept: ${accept}\r\n\r\n`,
  )
  socket.resume()
  return {
    get writableLength() {
      return socket.writableLength
    },
    write: (bytes) => void (socket.writable && !ending && socket.write(bytes)),
    frame: message,
    bytes: batchBytes,
    heartbeat: frame(opcodes.ping, Buffer.alloc(0)),
    end: () => end(closeCodes.normal),
    destroy: () => void socket.destroy(),
    onClose: (listener) => void socket.on('close', listener),
    drained: () => drainedOf(socket),
  }
}

const batchBytes = encodedOnce(({ events }) =>
  Buffer.concat(events.map(({ id, name, data }) => message(id, name, data))),
)

function message(id: string | null, event: string, data: unknown): Buffer {
  return frame(opcodes.text, Buffer.from(JSON.stringify({ event, id, [event]: data })))
}

/** A frame as a server sends it: whole, and not masked. RFC 6455, section 5.2. */
function frame(opcode: number, payload: Buffer): Buffer {
  const long = payload.length > 65_535 ? 8 : payload.length > 125 ? 2 : 0
  const head = Buffer.alloc(2 + long)
  head[0] = 0x80 | opcode
  head[1] = long === 8 ? 127 : long === 2 ? 126 : payload.length
  if (long === 2) head.writeUInt16BE(payload.length, 2)
  if (long === 8) head.writeBigUInt64BE(BigInt(payload.length), 2)
  return Buffer.concat([head, payload])
}

interface Heard {
  ping(payload: Buffer): void
  close(): void
  /** The client sent what it must not. */
  refuse(code: number): void
}

/** Control frames are all that a client may send here; each has at most 125 bytes, so little is ever kept. */
function createListener({ ping, close, refuse }: Heard): (chunk: Buffer) => void {
  let pending = Buffer.alloc(0)
  let done = false
  const finish = (act: () => void) => {
    done = true
    act()
  }
  return (chunk) => {
    if (done) return
    pending = Buffer.concat([pending, chunk])
    while (!done && pending.length >= 2) {
      const [first = 0, second = 0] = pending
      const opcode = first & 0x0f
      const length = second & 0x7f
      const isWhole = (first & 0xf0) === 0x80 && (second & 0x80) !== 0 && length <= 125
      if (opcode < 8) return finish(() => refuse(closeCodes.policy))
      if (!isWhole || opcode > opcodes.pong) return finish(() => refuse(closeCodes.protocolError))
      if (pending.length < 6 + length) return
      const payload = unmasked(pending.subarray(6, 6 + length), pending.subarray(2, 6))
      pending = pending.subarray(6 + length)
      if (opcode === opcodes.close) finish(close)
      else if (opcode === opcodes.ping) ping(payload)
    }
  }
}

function unmasked(payload: Buffer, mask: Buffer): Buffer {
  return Buffer.from(payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0)))
}
