import type { JsonObject } from '../../json.ts'

/** The same numbers for the same seed, in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const words = ['gateway', 'port', 'a b', 'x-y', 'id', '', '"', "it's", 'é', 'provider/model.v1', '$ref', '0', 'name']
const texts = ['', 'on', "it's", 'say "hi"', 'a // b', '/* c */', 'line\nbreak', '\u2028', '\\', '😀', '$VAR', ',']
const comments = ['// one, { two\n', '/* three */', '/* four\n five */', '//\n']

/** Documents and their texts in every style that JSON5 allows. */
export function createRandomConfig(random: () => number) {
  const below = (most: number) => Math.floor(random() * most)
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)] as Item

  const scalar = (): unknown => pick([pick(texts), below(100), -1.5, true, false, null, 1e21, pick(texts)])
  const value = (depth: number): unknown => {
    const kind = depth <= 0 ? 0 : below(4)
    if (kind < 2) return scalar()
    if (kind === 2) return Array.from({ length: below(5) }, () => value(depth - 1))
    return document(depth - 1)
  }
  const document = (depth = 3): JsonObject =>
    Object.fromEntries(Array.from({ length: below(6) }, () => [pick(words), value(depth)]))

  /** Another document that has much in common with this one. */
  const changed = (old: unknown): unknown => {
    if (random() < 0.15) return value(2)
    if (Array.isArray(old)) {
      const items = old.filter(() => random() > 0.2).map((item: unknown) => (random() < 0.3 ? changed(item) : item))
      if (random() < 0.3) items.splice(below(items.length + 1), 0, value(1))
      return items
    }
    if (typeof old !== 'object' || old === null) return random() < 0.3 ? scalar() : old
    const entries = Object.entries(old).filter(() => random() > 0.2)
    const next = entries.map(([key, item]) => [key, random() < 0.5 ? changed(item) : item] as const)
    return Object.fromEntries(random() < 0.3 ? [...next, [pick(words), value(2)] as const] : next)
  }

  const trivia = () => {
    let text = pick(['', ' ', '\n', '\n  ', '\r\n\t', '\n\n'])
    while (random() < 0.25) text += pick(comments) + pick(['', ' ', '\n', '\n\n'])
    return text
  }
  const quoted = (text: string) => {
    const double = JSON.stringify(text)
    return random() < 0.5 ? double : `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
  }
  const key = (name: string) => (/^[A-Za-z_$][\w$]*$/.test(name) && random() < 0.6 ? name : quoted(name))
  const write = (item: unknown): string => {
    if (typeof item === 'string') return quoted(item)
    if (typeof item !== 'object' || item === null) return String(item)
    const isList = Array.isArray(item)
    const parts = Object.entries(item).map(
      ([name, inner]) =>
        `${trivia()}${isList ? '' : `${key(name)}${trivia()}:${trivia()}`}${write(inner)}${random() < 0.2 ? trivia() : ''}`,
    )
    const last = parts.length > 0 && random() < 0.5 ? ',' : ''
    const inside = parts.join(',') + last + trivia()
    return isList ? `[${inside}]` : `{${inside}}`
  }
  const text = (root: JsonObject) => trivia() + write(root) + trivia()

  return { document, changed: (old: JsonObject) => ({ ...(changed(old) as object) }) as JsonObject, text }
}
