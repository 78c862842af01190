import type { KeyBlocks } from './key-block.ts'
import type { Scanner } from './scanner.ts'

/** A longer line is redacted in pieces, so that memory and time stay bounded. */
export const LONGEST_PIECE = 1 << 20
// how much of a piece is kept back, so that a secret at its end is seen whole with the next one
const KEPT_BACK = 8192

/** Redacts a text that arrives line by line or chunk by chunk, private keys over several lines included. */
export interface LineRedactor {
  /** One line, with or without its line break. */
  line(text: string): string
  /** A chunk cut anywhere: returns what is complete, keeps the unfinished line. */
  push(chunk: string): string
  /** The unfinished line, at the end of the input. */
  end(): string
}

export function createLineRedactor(scanner: Scanner, keys: KeyBlocks): LineRedactor {
  let pending = ''
  // the rest of a secret that is longer than a piece
  let swallowing = false

  const finish = (line: string): string => {
    const text = swallowing ? line.replace(/^[^\s"',;]*/, '') : line
    swallowing = false
    return scanner.redact(keys.line(text))
  }
  const piece = (): string => {
    const text = swallowing ? pending.replace(/^[^\s"',;]*/, '') : pending
    if (text === '') {
      pending = ''
      return ''
    }
    const cut = scanner.cutBefore(text, text.length - KEPT_BACK)
    swallowing = cut <= 0
    pending = swallowing ? '' : text.slice(cut)
    return scanner.redact(keys.line(swallowing ? text : text.slice(0, cut)))
  }
  const push = (chunk: string): string => {
    let out = ''
    let from = 0
    let lineEnd = -2
    while (from < chunk.length) {
      if (lineEnd !== -1 && lineEnd < from) lineEnd = chunk.indexOf('\n', from)
      const to = Math.min(lineEnd === -1 ? chunk.length : lineEnd, from + LONGEST_PIECE - pending.length)
      pending += chunk.slice(from, to)
      from = to
      if (pending.length >= LONGEST_PIECE) out += piece()
      else if (to === lineEnd) {
        const text = pending.endsWith('\r') ? pending.slice(0, -1) : pending
        out += `${finish(text)}${pending.slice(text.length)}\n`
        pending = ''
        from += 1
      }
    }
    return out
  }
  const end = (): string => {
    const out = pending === '' ? '' : finish(pending)
    pending = ''
    swallowing = false
    return out
  }
  return { line: (text) => push(text) + end(), push, end }
}
