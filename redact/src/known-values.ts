import { markLabel } from './marks.ts'
import { createLiteralFilter, FILTERED, type LiteralFilter } from './prefilter/literal-filter.ts'
import type { Match } from './rule.ts'

/** Shorter values would take ordinary text with them. */
const SHORTEST_KNOWN = FILTERED
// below this a value is looked for only as a word of its own
const SHORTEST_INSIDE_WORDS = 9
// fewer characters of base64 say too little to be recognised
const SHORTEST_BASE64 = 8
/** Values come from files that others write, and each makes every look slower: the oldest leave. */
const MOST_VALUES = 500
const MOST_CHARACTERS = 32_768

interface Known {
  readonly form: string
  readonly label: string
  readonly value: string
  readonly encoded: boolean
}

/** Secrets that are known by value, found in each form that text may show them in. */
export interface KnownValues {
  /** False when the value is too short to be looked for, or longer than all of them together may be. */
  add(name: string, value: string): boolean
  remove(value: string): void
  find(text: string, found: Match[]): void
  /** Where in UTF-8 from `from` on a value may begin, or -1. */
  next(bytes: Uint8Array, from: number): number
}

export function createKnownValues(): KnownValues {
  const labels = new Map<string, string>()
  // Every form by its first characters: a pattern of all forms would be too large to compile.
  const byStart = new Map<string, Known[]>()
  const byStartInBytes = new Set<string>()
  let textFilter: LiteralFilter | undefined
  let byteFilter: LiteralFilter | undefined
  let isStale = false
  let characters = 0
  const remove = (value: string) => {
    if (!labels.delete(value)) return
    characters -= value.length
    isStale = true
  }
  const rebuild = () => {
    const forms = new Map<string, Known>()
    for (const [value, label] of labels) {
      for (const [form, encoded] of formsOf(value)) {
        if (!forms.has(form)) forms.set(form, { form, label, value, encoded })
      }
    }
    byStart.clear()
    for (const known of [...forms.values()].sort((a, b) => b.form.length - a.form.length)) {
      const start = startAt(known.form, 0)
      const others = byStart.get(start)
      if (others) others.push(known)
      else byStart.set(start, [known])
    }
    const encoder = new TextEncoder()
    const starts = Array.from(forms.keys(), (form) => encoder.encode(form).subarray(0, FILTERED))
    byStartInBytes.clear()
    for (const start of starts) byStartInBytes.add(String.fromCharCode(...start))
    textFilter = createLiteralFilter(Array.from(byStart.keys(), unitsOf))
    byteFilter = createLiteralFilter(starts)
  }
  const refresh = () => {
    if (isStale) rebuild()
    isStale = false
  }
  return {
    add(name, value) {
      if (value.trim().length < SHORTEST_KNOWN || value.length > MOST_CHARACTERS) return false
      if (labels.has(value)) return true
      labels.set(value, markLabel(name))
      characters += value.length
      isStale = true
      for (const [oldest] of labels) {
        if (labels.size <= MOST_VALUES && characters <= MOST_CHARACTERS) break
        remove(oldest)
      }
      return true
    },
    remove,
    find(text, found) {
      refresh()
      if (!textFilter || byStart.size === 0) return
      for (let from = textFilter.inText(text, 0); from !== -1; from = textFilter.inText(text, from + 1)) {
        const known = byStart.get(startAt(text, from))?.find(({ form }) => text.startsWith(form, from))
        if (!known) continue
        const to = from + known.form.length
        if (known.form.length < SHORTEST_INSIDE_WORDS && isInsideWord(text, from, to)) continue
        const span = known.encoded ? widen(text, from, to) : { from, to }
        found.push({ ...span, start: span.from, end: span.to, class: known.label, rank: -1, secret: known.value })
        from = to - 1
      }
    },
    next(bytes, from) {
      refresh()
      if (!byteFilter || byStart.size === 0) return -1
      for (let at = byteFilter.inBytes(bytes, from); at !== -1; at = byteFilter.inBytes(bytes, at + 1)) {
        if (byStartInBytes.has(String.fromCharCode(...bytes.subarray(at, at + FILTERED)))) return at
      }
      return -1
    },
  }
}

const unitsOf = (text: string): number[] => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))

const startAt = (text: string, at: number) => text.slice(at, at + SHORTEST_KNOWN)
const isWordAt = (text: string, at: number) => /[\p{L}\p{N}]/u.test(text.charAt(at))

function isInsideWord(text: string, from: number, to: number): boolean {
  return (isWordAt(text, from - 1) && isWordAt(text, from)) || (isWordAt(text, to) && isWordAt(text, to - 1))
}

// the characters beside the recognised core carry the rest of the secret's bits, and never more than four of them
function widen(text: string, from: number, to: number): { from: number; to: number } {
  let left = from
  let right = to
  while (left > 0 && from - left < 4 && /[A-Za-z0-9+/_-]/.test(text.charAt(left - 1))) left -= 1
  while (right < text.length && right - to < 4 && /[A-Za-z0-9+/=_-]/.test(text.charAt(right))) right += 1
  return { from: left, to: right }
}

/** Each way to write the value, with whether it is base64. */
function* formsOf(value: string): Generator<[string, boolean]> {
  const pieces = value.includes('\n') ? value.split(/\r?\n/).filter((line) => line.length >= 16) : []
  for (const whole of [value, value.trim(), ...pieces]) {
    yield [whole, false]
    const json = JSON.stringify(whole).slice(1, -1)
    yield [json, false]
    yield [json.replaceAll('/', '\\/'), false]
    yield [JSON.stringify(json).slice(1, -1), false]
    if (!whole.isWellFormed()) continue
    const url = encodeURIComponent(whole)
    yield [url, false]
    yield [url.replaceAll('%20', '+'), false]
    yield [url.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()), false]
    yield [url.replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`), false]
    yield [encodeURI(whole), false]
    for (const core of base64Cores(whole)) {
      if (core.length < SHORTEST_BASE64) continue
      yield [core, true]
      yield [core.replaceAll('+', '-').replaceAll('/', '_'), true]
    }
  }
}

/** What base64 always shows of the value, wherever in the encoded bytes it begins. */
function* base64Cores(value: string): Generator<string> {
  const bytes = new TextEncoder().encode(value)
  for (let shift = 0; shift < 3; shift++) {
    const binary = '\0'.repeat(shift) + Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
    const whole = btoa(binary).replace(/=+$/, '')
    const first = [0, 2, 3][shift] ?? 0
    const last = binary.length % 3 === 0 ? whole.length : whole.length - 1
    yield whole.slice(first, last)
  }
}
