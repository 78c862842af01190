/** Frames of RFC 6455, section 5, for a client that asks for no extension. */
export const opcodes = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** Close codes of RFC 6455, section 7.4.1, that a client may have to send. */
export const closeCodes = {
  normal: 1000,
  protocolError: 1002,
  unsupported: 1003,
  invalidText: 1007,
  tooBig: 1009,
} as const

/** A fragment may be empty and costs far more memory than its bytes, so a bound of bytes alone would bound nothing. */
const maxFragments = 1000

export interface FrameEvents {
  /** A whole message, its fragments joined. */
  text(text: string): void
  ping(payload: Buffer): void
  close(code: number, reason: string): void
  /** The peer broke the protocol or a bound; nothing is read after this. */
  fault(code: number, reason: string): void
}

/** A frame as a client must send it: masked with four bytes from `mask`. */
export function encodeFrame(opcode: number, payload: Buffer, mask: Buffer): Buffer {
  const long = payload.length > 65_535 ? 8 : payload.length > 125 ? 2 : 0
  const head = Buffer.alloc(2 + long)
  head[0] = 0x80 | opcode
  head[1] = 0x80 | (long === 8 ? 127 : long === 2 ? 126 : payload.length)
  if (long === 2) head.writeUInt16BE(payload.length, 2)
  if (long === 8) head.writeBigUInt64BE(BigInt(payload.length), 2)
  const masked = Buffer.from(payload)
  for (let i = 0; i < masked.length; i++) masked[i] = (masked[i] ?? 0) ^ (mask[i % 4] ?? 0)
  return Buffer.concat([head, mask, masked])
}

/**
 * Reads frames out of a byte stream. A frame that announces more than `maxBytes` is refused by its header, so its bytes
 * are never kept; fragments count together.
 */
export function createFrameReader(maxBytes: number, events: FrameEvents): { push(chunk: Buffer): void } {
  let pending: Buffer[] = []
  let pendingBytes = 0
  let wanted = 2
  let fragments: Buffer[] = []
  let fragmentBytes = 0
  let inMessage = false
  let done = false

  const fault = (code: number, reason: string) => {
    done = true
    pending = []
    fragments = []
    events.fault(code, reason)
  }

  const message = (payload: Buffer, final: boolean) => {
    fragments.push(payload)
    fragmentBytes += payload.length
    inMessage = !final
    if (!final) return
    const whole = Buffer.concat(fragments, fragmentBytes)
    fragments = []
    fragmentBytes = 0
    const text = decode(whole)
    if (text === null) fault(closeCodes.invalidText, 'text that is not UTF-8')
    else events.text(text)
  }

  const frame = (opcode: number, final: boolean, payload: Buffer) => {
    if (opcode === opcodes.ping) events.ping(payload)
    else if (opcode === opcodes.close) {
      done = true
      events.close(payload.length >= 2 ? payload.readUInt16BE(0) : 1005, decode(payload.subarray(2)) ?? '')
    } else if (opcode === opcodes.text || opcode === opcodes.continuation) message(payload, final)
  }

  /** What is wrong with a header, before any of its payload is waited for. */
  const objection = (first: number, second: number, length: number): [number, string] | null => {
    const opcode = first & 0x0f
    if ((first & 0x70) !== 0) return [closeCodes.protocolError, 'an extension that was not agreed']
    if ((second & 0x80) !== 0) return [closeCodes.protocolError, 'a masked frame from a server']
    if (opcode === opcodes.binary) return [closeCodes.unsupported, 'binary data']
    if (opcode >= 8) {
      const control = opcode === opcodes.close || opcode === opcodes.ping || opcode === opcodes.pong
      return control && length <= 125 && (first & 0x80) !== 0 ? null : [closeCodes.protocolError, 'a bad control frame']
    }
    if (opcode > 1 || (opcode === opcodes.continuation) !== inMessage) {
      return [closeCodes.protocolError, 'fragments out of order']
    }
    if (fragments.length >= maxFragments) return [closeCodes.tooBig, `a message of over ${maxFragments} fragments`]
    if (length + fragmentBytes > maxBytes) return [closeCodes.tooBig, `a message over ${maxBytes} bytes`]
    return null
  }

  /** Takes one frame off `bytes`: what is left of it, or how many bytes the frame needs. */
  const take = (bytes: Buffer): Buffer | number => {
    if (bytes.length < 2) return 2
    const [first = 0, second = 0] = bytes
    const short = second & 0x7f
    const headLength = short === 127 ? 10 : short === 126 ? 4 : 2
    if (bytes.length < headLength) return headLength
    const length = short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short
    const wrong = objection(first, second, length)
    if (wrong) {
      fault(...wrong)
      return 0
    }
    if (bytes.length < headLength + length) return headLength + length
    frame(first & 0x0f, (first & 0x80) !== 0, bytes.subarray(headLength, headLength + length))
    return bytes.subarray(headLength + length)
  }

  return {
    push(chunk) {
      if (done) return
      pending.push(chunk)
      pendingBytes += chunk.length
      // Joined only when a whole frame is there, so that a large one is copied once.
      if (pendingBytes < wanted) return
      let rest: Buffer = Buffer.concat(pending, pendingBytes)
      wanted = 2
      while (!done && rest.length >= 2) {
        const after = take(rest)
        if (typeof after === 'number') {
          wanted = after
          break
        }
        rest = after
      }
      pending = done ? [] : [rest]
      pendingBytes = rest.length
    },
  }
}

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
