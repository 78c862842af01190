import type { JournalLine } from '../../host.ts'

const longestText = 16 * 1024
/** systemd.journal-fields(7): names a sequence of numbers, and the number of the entry in it. */
const fields = /(?:^|;)s=([0-9a-f]{32});i=([0-9a-f]{1,16})(?:;|$)/

/** An entry as `journalctl --output=json` writes it; null for what is none or has no text. */
export function parseEntry(json: string): JournalLine | null {
  const entry = objectOf(json)
  const cursor = shortCursor(entry?.__CURSOR)
  const text = textOf(entry?.MESSAGE)
  const at = Math.floor(Number(entry?.__REALTIME_TIMESTAMP) / 1000)
  if (cursor === null || text === null || !Number.isSafeInteger(at)) return null
  return { cursor, at, text: text.slice(0, longestText), truncated: text.length > longestText }
}

function objectOf(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

/** What is no UTF-8 comes as a list of bytes. */
function textOf(message: unknown): string | null {
  if (typeof message === 'string') return message
  if (!Array.isArray(message)) return null
  return Buffer.from(message.filter((byte) => typeof byte === 'number')).toString('utf8')
}

/** Of a whole cursor only what names the entry: `SEQUENCE-NUMBER`. */
function shortCursor(cursor: unknown): string | null {
  const [, sequence, number] = typeof cursor === 'string' ? (fields.exec(cursor) ?? []) : []
  return sequence === undefined ? null : `${sequence}-${number}`
}

/** As `journalctl --cursor` takes it; null for what this agent did not write. */
export function wholeCursor(cursor: string): string | null {
  const [, sequence, number] = /^([0-9a-f]{32})-([0-9a-f]{1,16})$/.exec(cursor) ?? []
  return sequence === undefined ? null : `s=${sequence};i=${number}`
}
