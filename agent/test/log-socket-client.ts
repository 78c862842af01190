import { randomBytes } from 'node:crypto'
import { type IncomingMessage, request } from 'node:http'
import type { Duplex } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { components } from '@moltbot-ops/api/types'
import { createFrameReader, encodeFrame, opcodes } from '../src/host/real/network/frames.ts'

type LogFrame = components['schemas']['LogFrame']

/** How a handshake was answered where it was refused. */
export interface Refused {
  status: number | undefined
  code: string
}

/** A client of the web socket of the logs, or why there is none. */
export async function openLogSocket(port: number, path: string, headers: Record<string, string>) {
  const key = randomBytes(16).toString('base64')
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' }
  const options = { host: '127.0.0.1', port, path, agent: false }
  const answered = await new Promise<{ response: IncomingMessage; socket?: Duplex; head?: Buffer }>((done, failed) => {
    request({ ...options, headers: { ...upgrade, 'sec-websocket-key': key, ...headers } })
      .on('upgrade', (response, socket, head) => done({ response, socket, head }))
      .on('response', (response) => done({ response }))
      .on('error', failed)
      .end()
  })
  const { response, socket, head } = answered
  if (socket === undefined) {
    const refused: Refused = { status: response.statusCode, code: JSON.parse(await text(response)).code }
    return { refused, opened: null }
  }
  const frames: LogFrame[] = []
  const waiting = new Set<() => void>()
  const closed = Promise.withResolvers<number>()
  let pings = 0
  const tell = () => {
    for (const look of waiting) look()
  }
  const reader = createFrameReader(1024 * 1024, {
    text(message) {
      frames.push(JSON.parse(message))
      tell()
    },
    ping() {
      pings += 1
      tell()
    },
    close: (code) => closed.resolve(code),
    fault: (_code, reason) => closed.reject(new Error(reason)),
  })
  socket.on('data', (chunk: Buffer) => reader.push(chunk))
  socket.on('error', () => undefined)
  if (head !== undefined && head.length > 0) reader.push(head)
  const send = (opcode: number, payload = '') =>
    void socket.write(encodeFrame(opcode, Buffer.from(payload), randomBytes(4)))
  const opened = {
    frames,
    pings: () => pings,
    messages: () => frames.flatMap(({ line }) => line?.message ?? []),
    closed: closed.promise,
    sendText: (payload: string) => send(opcodes.text, payload),
    sendBytes: (bytes: Buffer) => void socket.write(bytes),
    close: () => send(opcodes.close),
    cut: () => void socket.destroy(),
    until: (isThere: () => boolean) =>
      new Promise<void>((done) => {
        const look = () => {
          if (!isThere()) return
          waiting.delete(look)
          done()
        }
        waiting.add(look)
        look()
      }),
  }
  return { refused: null, opened }
}
