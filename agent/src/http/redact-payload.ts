import schemas from '@moltbot-ops/api/schemas' with { type: 'json' }

/** The agent's own names of things. */
const ownKeys = new Set(['id', 'instance_id', 'code', 'request_id'])
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/
let words: ReadonlySet<string> | undefined

/**
 * A copy whose free text is redacted. What the agent itself says (names of fields, words of the contract, ids, times) is
 * left as it is: MoltBot names its secrets in its own config, and one that reads `running` must not hide a state.
 */
export function redactPayload<Payload>(payload: Payload, redact: (text: string) => string): Payload {
  words ??= wordsIn(schemas)
  const own = words
  const visit = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return ownKeys.has(key) || own.has(value) || time.test(value) ? value : redact(value)
    if (Array.isArray(value)) return value.map((item) => visit(item, ''))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, visit(inner, name)]))
  }
  return visit(payload, '') as Payload
}

/** Every value of every `enum` in the contract's schemas. */
function wordsIn(schema: unknown, found = new Set<string>()): Set<string> {
  if (typeof schema !== 'object' || schema === null) return found
  for (const [key, inner] of Object.entries(schema)) {
    const words: unknown[] = key === 'enum' && Array.isArray(inner) ? inner : []
    for (const word of words) if (typeof word === 'string') found.add(word)
    wordsIn(inner, found)
  }
  return found
}
