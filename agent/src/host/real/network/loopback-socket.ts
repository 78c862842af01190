import { createHash, randomBytes } from 'node:crypto'
import { type IncomingMessage, request } from 'node:http'
import type { Duplex } from 'node:stream'
import { HostError, type Network, type TextSocket } from '../../host.ts'
import { codeOf } from '../system-error.ts'
import { closeCodes, createFrameReader, encodeFrame, opcodes } from './frames.ts'
import { loopbackUrl } from './loopback-url.ts'

/** RFC 6455, section 1.3. */
const acceptSuffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
const closeGraceMs = 1000
const maxQueuedMessages = 64
/** Answers to pings that the other side does not read; a server that pings on and on would fill our memory with them. */
const maxUnreadBytes = 256 * 1024

/**
 * A WebSocket client of its own, because the one of Node keeps a whole frame in memory before anybody can refuse it, and
 * MoltBot may send frames of any size.
 */
export const openLoopbackSocket: Network['open'] = async (text, { timeoutMs, maxFrameBytes, signal }) => {
  const url = loopbackUrl(text, ['ws:'])
  const { stream, head } = await upgrade(url, timeoutMs, signal)
  return textSocket(stream, head, maxFrameBytes)
}

interface Upgraded {
  stream: Duplex
  head: Buffer
}

function upgrade(url: URL, timeoutMs: number, signal: AbortSignal | undefined): Promise<Upgraded> {
  const key = randomBytes(16).toString('base64')
  return new Promise((resolve, reject) => {
    const asked = request({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: url.pathname + url.search,
      agent: false,
      ...(signal && { signal }),
      headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': key },
    })
    const fail = (reason: 'timeout' | 'failed', message: string, cause?: unknown) => {
      clearTimeout(timer)
      reject(new HostError(reason, message, cause))
      asked.destroy()
    }
    const timer = setTimeout(() => fail('timeout', `No web socket within ${timeoutMs} ms`), timeoutMs)
    asked.on('error', (error) => fail('failed', codeOf(error) || error.message, error))
    asked.once('response', ({ statusCode }) => fail('failed', `HTTP ${statusCode} instead of a web socket`))
    asked.once('upgrade', (response, stream, head) => {
      clearTimeout(timer)
      if (accepts(response, key)) resolve({ stream, head })
      else {
        stream.destroy()
        fail('failed', 'The web socket handshake was answered wrongly')
      }
    })
    asked.end()
  })
}

function accepts({ statusCode, headers }: IncomingMessage, key: string): boolean {
  const expected = createHash('sha1')
    .update(key + acceptSuffix)
    .digest('base64')
  const plain = headers['sec-websocket-extensions'] === undefined && headers['sec-websocket-protocol'] === undefined
  return statusCode === 101 && headers['sec-websocket-accept'] === expected && plain
}

function textSocket(stream: Duplex, head: Buffer, maxFrameBytes: number): TextSocket {
  let onMessage: ((text: string) => void) | undefined
  let onClose: ((code: number, reason: string) => void) | undefined
  let ending: [number, string] | undefined
  let closed: [number, string] | undefined
  const early: string[] = []

  const write = (opcode: number, payload: Buffer) => {
    if (stream.writable) stream.write(encodeFrame(opcode, payload, randomBytes(4)))
  }
  const end = (code: number, reason: string, answer: number) => {
    if (ending) return
    ending = [code, reason]
    const payload = Buffer.alloc(2)
    payload.writeUInt16BE(answer)
    write(opcodes.close, payload)
    stream.end()
    setTimeout(() => stream.destroy(), closeGraceMs).unref()
  }
  const reader = createFrameReader(maxFrameBytes, {
    text: (text) => {
      if (onMessage) onMessage(text)
      else if (early.length < maxQueuedMessages) early.push(text)
    },
    ping: (payload) => {
      if (stream.writableLength > maxUnreadBytes) stream.destroy()
      else write(opcodes.pong, payload)
    },
    close: (code, reason) => end(code, reason, code === 1005 ? closeCodes.normal : code),
    fault: (code, reason) => {
      end(code, reason, code)
      stream.destroy()
    },
  })
  stream.on('data', (chunk: Buffer) => reader.push(chunk))
  // `close` always follows an error and is what counts.
  stream.on('error', () => undefined)
  stream.once('end', () => stream.end())
  stream.once('close', () => {
    closed = ending ?? [1006, '']
    onClose?.(...closed)
  })
  if (head.length > 0) reader.push(head)

  return {
    send: (text) => write(opcodes.text, Buffer.from(text)),
    close: () => end(closeCodes.normal, '', closeCodes.normal),
    onMessage(listener) {
      onMessage = listener
      for (const text of early.splice(0)) listener(text)
    },
    onClose(listener) {
      onClose = listener
      if (closed) listener(...closed)
    },
  }
}
