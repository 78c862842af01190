import { StringDecoder } from 'node:string_decoder'
import { stripVTControlCharacters } from 'node:util'

export interface OutputLines {
  push(chunk: Buffer): void
  /** The last line may have no end. */
  end(): void
}

const longestLine = 8192
const lineEnd = /\r\n|\n|\r(?!$)/
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/g

/**
 * Cuts a stream into lines without colours and cursor movements. A carriage return ends a line too, because progress
 * bars draw over themselves. Empty lines are left out, and a longer one than 8192 characters comes in pieces.
 */
export function createOutputLines(onLine: (line: string) => void): OutputLines {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  const deliver = (line: string) => {
    const plain = stripVTControlCharacters(line).replaceAll(control, '')
    if (plain.trim() !== '') onLine(plain)
  }
  const take = (text: string) => {
    const lines = (rest + text).split(lineEnd)
    rest = lines.pop() ?? ''
    for (const line of lines) for (const piece of pieces(line)) deliver(piece)
    while (rest.length > longestLine) {
      deliver(rest.slice(0, longestLine))
      rest = rest.slice(longestLine)
    }
  }
  return {
    push: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end())
      deliver(rest)
      rest = ''
    },
  }
}

function pieces(line: string): string[] {
  if (line.length <= longestLine) return [line]
  return [line.slice(0, longestLine), ...pieces(line.slice(longestLine))]
}
