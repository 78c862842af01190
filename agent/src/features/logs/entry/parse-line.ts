import { type JsonObject, numberAt, objectAt, parseObject, textAt } from '../../../moltbot/json.ts'
import type { RawLine } from '../source/log-source.ts'
import type { LogLevel, ParsedLine } from './parsed-line.ts'

/** A line is at most 16 KiB, and its message no longer. */
const longestMessage = 16 * 1024
const longestSubsystem = 64
const byName: Record<string, LogLevel> = {
  SILLY: 'trace',
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
  FATAL: 'fatal',
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the begin of a colour
const colours = /\u001b\[[0-9;]{0,20}m/g
const printed = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,16})\s+(?=\S)/
const bracketed = /^\[([a-z0-9][a-z0-9/_.:-]{0,63})\]\s+(?=\S)/i
const words: [RegExp, LogLevel][] = [
  [/\b(?:fatal|panic)\b/i, 'fatal'],
  [/\b(?:error|failed|exception|unhandled)\b|\w(?:Error|Exception)\b/i, 'error'],
  [/\bwarn(?:ing)?\b/i, 'warn'],
  [/^\W{0,2}debug\b/i, 'debug'],
  [/^\W{0,2}trace\b/i, 'trace'],
]
/** Anything else is a time only for some programs. */
const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
/** Of a printed line only its begin tells a level: what comes after may be what somebody wrote to the bot. */
const tellingPart = 80
/** The begin of a line of the log file, with the message that a cut line still has. */
const cutLine = /^\{"0":("(?:[^"\\]|\\.){0,500}"),"1":"/

/**
 * Reads a line of MoltBot: of its log file (JSON, as tslog writes it) or as it is printed. A message is never read
 * again as a line, whatever stands in it.
 */
export function parseLine(line: RawLine): ParsedLine {
  const text = line.truncated ? withoutLastWord(line.text) : line.text
  const entry = text.startsWith('{') ? parseObject(text) : null
  const parsed = entry === null ? (line.truncated ? cut(text) : null) : spoken(entry)
  const { at, ...rest } = parsed ?? said(text)
  return { ...rest, at: at ?? line.receivedAt }
}

function spoken(entry: JsonObject): ParsedLine | null {
  const meta = objectAt(entry, '_meta')
  const message = textAt(entry, 'message', longestMessage) ?? firstText(entry)
  if (message === null) return null
  const level = byName[textAt(meta, 'logLevelName') ?? ''] ?? levelOfId(numberAt(meta, 'logLevelId'))
  return {
    at: timeOf(textAt(entry, 'time') ?? textAt(meta, 'date')),
    level,
    subsystem: subsystemOf(entry['0']) ?? subsystemOf(textAt(meta, 'name')),
    message,
  }
}

/** Older lines have no `message`: then it is the first argument that is text and no name. */
function firstText(entry: JsonObject): string | null {
  return textAt(entry, '1', longestMessage) ?? textAt(entry, '2', longestMessage) ?? textAt(entry, '0', longestMessage)
}

function levelOfId(id: number | null): LogLevel {
  if (id === null) return 'info'
  return (['trace', 'trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const)[Math.trunc(id)] ?? 'info'
}

/** The first argument names who speaks: an object, or JSON of one. Anything else is what was said. */
function subsystemOf(first: unknown): string | null {
  const named = typeof first === 'string' && first.startsWith('{') ? parseObject(first) : objectAt(first)
  return textAt(named, 'subsystem', longestSubsystem) ?? textAt(named, 'module', longestSubsystem)
}

/** A line of the log file whose end is missing: its level and time stood there. */
function cut(text: string): ParsedLine | null {
  const [head, first] = cutLine.exec(text) ?? []
  if (head === undefined || first === undefined) return null
  const rest = text.slice(head.length).replace(/\\(?:u[0-9a-f]{0,3})?$/i, '')
  const message = textOf(`"${rest}"`)
  return message === null ? null : { at: null, level: 'info', subsystem: subsystemOf(textOf(first)), message }
}

function textOf(json: string): string | null {
  const value = parseObject(`{"text":${json}}`)
  return textAt(value, 'text', longestMessage)
}

function said(text: string): ParsedLine {
  const plain = text.replace(colours, '')
  const [stamp = '', time] = printed.exec(plain) ?? []
  const at = timeOf(time ?? null)
  const rest = at === null ? plain : plain.slice(stamp.length)
  const [name = '', subsystem = null] = bracketed.exec(rest) ?? []
  const begin = rest.slice(0, tellingPart)
  const level = words.find(([pattern]) => pattern.test(begin))?.[1] ?? 'info'
  return { at, level, subsystem, message: rest.slice(name.length) }
}

function timeOf(text: string | null): number | null {
  const at = text !== null && isoTime.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) || at < 0 || at > 253_402_300_799_999 ? null : at
}

/** Half a secret would not be recognised. */
function withoutLastWord(text: string): string {
  return text.replace(/[^\s"',;]{0,16384}$/, '')
}
