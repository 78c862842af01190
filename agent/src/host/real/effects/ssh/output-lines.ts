import { StringDecoder } from 'node:string_decoder'

const maxLineLength = 4_000

/** Cuts a stream into lines as they come. Of an overlong line the beginning is told. */
export function createOutputLines(onLine: (line: string) => void): { push(chunk: Buffer): void; end(): void } {
  const decoder = new StringDecoder('utf8')
  let line = ''
  const add = (text: string) => {
    if (line.length < maxLineLength) line += text.slice(0, maxLineLength - line.length)
  }
  const take = (text: string) => {
    const pieces = text.split('\n')
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) {
        onLine(line.replace(/\r$/, ''))
        line = ''
      }
      add(piece)
    }
  }
  return {
    push: (chunk) => take(decoder.write(chunk)),
    end() {
      take(decoder.end())
      if (line !== '') onLine(line.replace(/\r$/, ''))
      line = ''
    },
  }
}
