import { canonicalJson } from '../../core/canonical-json.ts'

export interface CleanParams {
  params: Record<string, unknown> | null
  /** Canonical JSON of them. */
  json: string
}

const nothing: CleanParams = { params: null, json: 'null' }
const mostBytes = 40 * 1024
const mostNames = 30
const longestName = 60
/** Shorter numbers are counts and ports, not telephone numbers or chats. */
const shortestNumber = 9

/**
 * Parameters as they may stand in the log: redacted, canonical, bounded. What is too large or no JSON is replaced by
 * `{left_out, names}`, which says so; `params_hash` of the entry still covers the whole.
 */
export function cleanParams(
  params: Record<string, unknown> | null | undefined,
  redact: (text: string) => string,
): CleanParams {
  if (params === null || params === undefined) return nothing
  const raw = written(params)
  if (raw === null || isLarge(raw)) return summary(params, raw, redact)
  const texts: string[] = []
  const collect = (text: string) => {
    texts.push(text)
    return text
  }
  mapTexts(params, collect)
  // One pass over all texts, each on a line of its own: redacting them one by one costs five times as much.
  const joined = texts.join('\n')
  if (redact(joined) === joined) return { params, json: raw }
  const redacted = mapTexts(params, redact) as Record<string, unknown>
  const json = written(redacted)
  return json === null || isLarge(json) ? summary(redacted, json, redact) : { params: redacted, json }
}

function written(params: Record<string, unknown>): string | null {
  try {
    return canonicalJson(params)
  } catch {
    // Half a surrogate pair from a client, or a mistake of ours: neither may keep the entry from being written.
    return null
  }
}

function isLarge(json: string): boolean {
  return Buffer.byteLength(json) > mostBytes
}

function summary(params: Record<string, unknown>, json: string | null, redact: (text: string) => string): CleanParams {
  const names = Object.keys(params)
    .slice(0, mostNames)
    .map((name) => redact(name.toWellFormed()).slice(0, longestName).toWellFormed())
  const why = json === null ? 'They are not canonical JSON.' : `They have ${Buffer.byteLength(json)} bytes.`
  const stated = { left_out: why, names }
  return { params: stated, json: canonicalJson(stated) }
}

/** A copy in which every name, text and long number went through `change`. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (typeof value === 'number') return mapNumber(value, change)
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [change(name), mapTexts(member, change)]))
}

function mapNumber(value: number, change: (text: string) => string): number | string {
  const text = String(value)
  if (text.length < shortestNumber) return value
  const changed = change(text)
  return changed === text ? value : changed
}
