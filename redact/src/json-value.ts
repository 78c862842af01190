import { isOnlyMarks } from './marks.ts'
import { isPlaceholder } from './placeholder.ts'
import { Secret } from './secret.ts'
import { isSecretListName, isSecretName } from './secret-names.ts'

const DEEPEST = 64
const MOST_NODES = 200_000
const FLAG = /^--?([A-Za-z][\w-]{0,60})$/
// raw headers are lists of name, value, name, value
const SECRET_HEADER = /^(?:(?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]{0,60}(?:token|key|secret))$/i

export interface ValueRedaction {
  /** Redacts free text. */
  text(text: string): string
  /** The mark of a value whose name says that it is secret. */
  hide(value: string): string
}

/** A copy of the value with every secret replaced: by the name of its key, or by the rules for text. */
export function redactJson(value: unknown, { text, hide }: ValueRedaction): unknown {
  const above = new Set<object>()
  let nodes = 0

  const visit = (node: unknown, isSecret: boolean, depth: number): unknown => {
    if (typeof node === 'string') return isSecret ? hideString(node) : text(node)
    if (typeof node === 'number' || typeof node === 'bigint') return isSecret ? hide(String(node)) : guarded(node)
    if (typeof node !== 'object' || node === null) return typeof node === 'function' ? undefined : node
    if (node instanceof Secret) return node.toJSON()
    if (above.has(node)) return '[circular]'
    nodes += 1
    if (depth >= DEEPEST || nodes > MOST_NODES) return '[too large]'
    above.add(node)
    const copy = Array.isArray(node) ? visitList(node, isSecret, depth) : visitObject(node, isSecret, depth)
    above.delete(node)
    return copy
  }
  // a phone number or a chat id may be a number
  const guarded = (node: number | bigint) => {
    const written = String(node)
    const redacted = written.length < 9 ? written : text(written)
    return redacted === written ? node : redacted
  }
  const hideString = (node: string) => {
    const redacted = text(node)
    return isPlaceholder(node) || isOnlyMarks(redacted) ? redacted : hide(node)
  }
  const visitList = (list: readonly unknown[], isSecret: boolean, depth: number) =>
    list.map((item, i) => {
      const before = list[i - 1]
      const flag = typeof before === 'string' ? FLAG.exec(before)?.[1] : undefined
      const isNamed = flag !== undefined ? isSecretName(flag) : typeof before === 'string' && SECRET_HEADER.test(before)
      const named = isNamed && typeof item === 'string' && !item.startsWith('-')
      return visit(item, isSecret || named, depth + 1)
    })
  const visitObject = (object: object, isSecret: boolean, depth: number): unknown => {
    const plain = plainForm(object)
    if (typeof plain !== 'object' || plain === null) return visit(plain, isSecret, depth + 1)
    if (Array.isArray(plain)) return visitList(plain, isSecret, depth)
    const entries = Object.entries(plain)
    // {"name": "API_KEY", "value": "…"}, as containers and pipelines list their environment
    const label = entries.find(([key]) => /^(?:name|key)$/i.test(key))?.[1]
    const isPair = typeof label === 'string' && isSecretName(label)
    return Object.fromEntries(
      entries.map(([key, child]) => {
        const named = Array.isArray(child) ? isSecretListName(key) : isSecretName(key)
        return [text(key), visit(child, (named && isLeafOrList(child)) || (isPair && /^value$/i.test(key)), depth + 1)]
      }),
    )
  }
  return visit(value, false, 0)
}

// below a secret name only lists stay secret: {"token": {"mode": "env"}} describes one
function isLeafOrList(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Array.isArray(value)
}

function plainForm(object: object): unknown {
  if (object instanceof Error) {
    return { ...object, name: object.name, message: object.message, stack: object.stack, cause: object.cause }
  }
  if (object instanceof Map) return Object.fromEntries(Array.from(object, ([key, child]) => [String(key), child]))
  if (object instanceof Set) return [...object]
  if (ArrayBuffer.isView(object) || object instanceof ArrayBuffer) return `[${object.byteLength} bytes]`
  if ('toJSON' in object && typeof object.toJSON === 'function') return object.toJSON()
  return object
}
