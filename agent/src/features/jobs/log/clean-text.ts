// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what is removed
/** Colours, cursor moves, titles and links of a terminal (ECMA-48). No part of a pattern can match what another does. */
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]?|[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~]?)/g
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: see above
const lineBreaks = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/
const invisible = /[\p{C}\p{Zl}\p{Zp}]/gu
const longestText = 256 * 1024
const longestRawLine = 64 * 1024
const longestLineBytes = 4096

/**
 * What somebody else wrote, perhaps MoltBot, as lines of a log: without what moves a cursor or turns the direction of
 * writing, redacted line by line, each at most 4 KiB, the empty ones left out.
 */
export function cleanLines(text: string, redactLine: (line: string) => string): string[] {
  const lines = text
    .slice(0, longestText)
    .split(lineBreaks)
    .map((line) => cleanLine(line, redactLine))
  if (text.length > longestText) lines.push(`(${text.length - longestText} more characters were left out.)`)
  return lines.filter((line) => line !== '')
}

/** The same as one line of at most `most` characters, for what is shown beside a step. */
export function cleanSentence(text: string, most: number, redactLine: (line: string) => string): string {
  const [line = ''] = cleanLines(text.slice(0, longestRawLine).split(lineBreaks).join(' '), redactLine)
  return line.length <= most ? line : `${line.slice(0, most - 1)}…`.toWellFormed()
}

function cleanLine(raw: string, redactLine: (line: string) => string): string {
  const text = wholeWords(raw).replaceAll(escapes, '').replaceAll('\t', ' ').replaceAll(invisible, '').trimEnd()
  return text === '' ? '' : firstBytes(redactLine(text))
}

/** Cut where a word ends: half a secret would not be recognised. */
function wholeWords(line: string): string {
  if (line.length <= longestRawLine) return line
  const cut = line.slice(0, longestRawLine).replace(/\S+$/, '')
  return cut === '' ? `(A word of ${line.length} characters was left out.)` : cut
}

function firstBytes(line: string): string {
  if (Buffer.byteLength(line) <= longestLineBytes) return line
  const room = new Uint8Array(longestLineBytes - 3)
  const { read } = new TextEncoder().encodeInto(line, room)
  return `${line.slice(0, read)}…`
}
