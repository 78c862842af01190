import { canonicalJson } from '../../core/canonical-json.ts'
import type { NewAuditEntry } from './audit-entry.ts'

/** What people and programs wrote into an entry, as it may stand in the log. */
export interface CleanEntry {
  target: string | null
  reason: string | null
  detail: string | null
  params: Record<string, unknown> | null
  /** Canonical JSON of them. */
  paramsJson: string
}

type Redact = (text: string) => string
type Params = Record<string, unknown>

const longest = { target: 256, reason: 500, detail: 2000 }
const longestSecret = 8192
const mostBytes = 40 * 1024
const mostNames = 30
const longestName = 60
/** Shorter numbers are counts and ports, not telephone numbers or chats. */
const shortestNumber = 9
const same: Redact = (text) => text

/**
 * Redacts, bounds and cuts. Parameters that are too large or no JSON are replaced by `{left_out, names}`, which says so;
 * `params_hash` of the entry still covers the whole.
 */
export function cleanEntry({ target, reason, detail, params = null }: NewAuditEntry, redact: Redact): CleanEntry {
  const raw = params === null ? 'null' : written(params)
  const fits = raw !== null && !isLarge(raw)
  const texts: string[] = []
  for (const text of [target, reason, detail]) if (text) texts.push(text)
  if (fits) collectTexts(params, texts)
  // One pass over all texts, each on a line of its own: redacting them one by one costs five times as much.
  const joined = texts.join('\n')
  const hide = redact(joined) === joined ? same : redact
  return {
    target: cleanText(target, longest.target, hide),
    reason: cleanText(reason, longest.reason, hide),
    detail: cleanText(detail, longest.detail, hide),
    ...(fits && hide === same ? { params, paramsJson: raw } : cleanParams(params, raw, redact)),
  }
}

function cleanText(text: string | null | undefined, most: number, hide: Redact): string | null {
  if (text === null || text === undefined) return null
  // Cut only afterwards: half a secret is not recognised.
  return cut(hide(cut(text, most + longestSecret)), most)
}

/** Half a surrogate pair would have no canonical form. */
function cut(text: string, most: number): string {
  return (text.length <= most ? text : `${text.slice(0, most - 1)}…`).toWellFormed()
}

function cleanParams(
  params: Params | null,
  raw: string | null,
  redact: Redact,
): Pick<CleanEntry, 'params' | 'paramsJson'> {
  if (params === null) return { params, paramsJson: 'null' }
  if (raw === null || isLarge(raw)) return summary(params, raw, redact)
  const redacted = mapTexts(params, redact) as Params
  const json = written(redacted)
  return json === null || isLarge(json) ? summary(redacted, json, redact) : { params: redacted, paramsJson: json }
}

function written(params: Params): string | null {
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

function summary(params: Params, json: string | null, redact: Redact): Pick<CleanEntry, 'params' | 'paramsJson'> {
  const names = Object.keys(params)
    .slice(0, mostNames)
    .map((name) => redact(name.toWellFormed()).slice(0, longestName).toWellFormed())
  const why = json === null ? 'They are not canonical JSON.' : `They have ${Buffer.byteLength(json)} bytes.`
  const stated = { left_out: why, names }
  return { params: stated, paramsJson: canonicalJson(stated) }
}

/** Every name, text and long number: what `mapTexts` would change. */
function collectTexts(value: unknown, into: string[]): void {
  if (typeof value === 'string') into.push(value)
  else if (typeof value === 'number') {
    const text = String(value)
    if (text.length >= shortestNumber) into.push(text)
  } else if (Array.isArray(value)) for (const item of value) collectTexts(item, into)
  else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      into.push(name)
      collectTexts(member, into)
    }
  }
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
