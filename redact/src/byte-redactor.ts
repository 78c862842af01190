import { type LineRedactor, LONGEST_PIECE } from './line-redactor.ts'

const NEWLINE = 10

/** Redacts UTF-8 that arrives in chunks cut anywhere; gives the same bytes as decoding, redacting and encoding it. */
export interface ByteRedactor {
  /** What is complete, in memory of its own. Bytes that are no UTF-8 become U+FFFD. */
  push(chunk: Uint8Array): Uint8Array<ArrayBuffer>
  /** The unfinished line, at the end of the input. */
  end(): Uint8Array<ArrayBuffer>
}

export interface ByteRedactorDeps {
  readonly lines: LineRedactor
  /** True while every line must go through the rules. */
  readonly isHidingKey: () => boolean
  /**
   * Each gives the next place from the beginning of a line on that stands in a line which the rules may change, or -1.
   * All other lines are copied, and never become text.
   */
  readonly lookouts: readonly ((bytes: Uint8Array, from: number) => number)[]
}

export function createByteRedactor({ lines, isHidingKey, lookouts: given }: ByteRedactorDeps): ByteRedactor {
  const lookouts = [...given, nextLongLine]
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true })
  // of its own, for it remembers half a character between the chunks of a long line
  const streaming = new TextDecoder('utf-8', { ignoreBOM: true })
  const encoder = new TextEncoder()
  let carry: Uint8Array = new Uint8Array()
  let isInLongLine = false

  /** Bytes that are UTF-8: a lookout must see what the rules would see. */
  const sound = (bytes: Uint8Array): Uint8Array => {
    try {
      strict.decode(bytes)
      return bytes
    } catch {
      return encoder.encode(lenient.decode(bytes))
    }
  }
  /** Redacts whole lines; only the last one may lack its line break. */
  const redactLines = (given: Uint8Array): Uint8Array<ArrayBuffer> => {
    const bytes = sound(given)
    const places = lookouts.map(() => -2)
    const parts: Uint8Array[] = []
    let copied = 0
    for (let from = 0; from < bytes.length; ) {
      const hot = isHidingKey() ? from : nextHot(bytes, from, places)
      if (hot === -1) break
      const begin = hot === from ? from : Math.max(bytes.lastIndexOf(NEWLINE, hot - 1) + 1, from)
      const newline = bytes.indexOf(NEWLINE, hot)
      const end = newline === -1 ? bytes.length : newline + 1
      const text = lenient.decode(bytes.subarray(begin, end))
      const redacted = lines.push(text) + (newline === -1 ? lines.end() : '')
      if (redacted !== text) {
        parts.push(bytes.subarray(copied, begin), encoder.encode(redacted))
        copied = end
      }
      from = end
    }
    return joined([...parts, bytes.subarray(copied)])
  }
  const nextHot = (bytes: Uint8Array, from: number, places: number[]): number => {
    let nearest = -1
    for (const [i, lookout] of lookouts.entries()) {
      let place = places[i] ?? -2
      if (place !== -1 && place < from) place = lookout(bytes, from)
      places[i] = place
      if (place !== -1 && (nearest === -1 || place < nearest)) nearest = place
    }
    return nearest
  }
  /** Gives the beginning of a line to the rules, which redact it in pieces. */
  const pushLong = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
    encoder.encode(lines.push(streaming.decode(bytes, { stream: true })))

  const push = (chunk: Uint8Array): Uint8Array<ArrayBuffer> => {
    if (isInLongLine) {
      const newline = chunk.indexOf(NEWLINE)
      if (newline === -1) return pushLong(chunk)
      isInLongLine = false
      const rest = pushLong(chunk.subarray(0, newline + 1))
      return joined([rest, push(chunk.subarray(newline + 1))])
    }
    const last = chunk.lastIndexOf(NEWLINE) + 1
    const complete = last === 0 ? new Uint8Array() : redactLines(joined([carry, chunk.subarray(0, last)]))
    carry = last === 0 ? joined([carry, chunk]) : chunk.slice(last)
    // a longer line goes through the rules as it comes, so that memory stays bounded
    if (carry.length < LONGEST_PIECE) return complete
    isInLongLine = true
    const long = carry
    carry = new Uint8Array()
    return joined([complete, pushLong(long)])
  }
  return {
    push,
    end() {
      const rest = isInLongLine ? encoder.encode(lines.push(streaming.decode()) + lines.end()) : redactLines(carry)
      isInLongLine = false
      carry = new Uint8Array()
      return rest
    },
  }
}

/** A line that the rules take in pieces: what they see of it is not what stands in the line. */
function nextLongLine(bytes: Uint8Array, from: number): number {
  for (let at = from; bytes.length - at >= LONGEST_PIECE; ) {
    const newline = bytes.lastIndexOf(NEWLINE, at + LONGEST_PIECE - 1)
    if (newline < at) return at
    at = newline + 1
  }
  return -1
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
