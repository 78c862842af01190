import { isObject, type Json } from '../document/config-path.ts'

const secretName = /token|secret|passw|passphrase|api[-_]?key|private[-_]?key|credential|cookie|authorization/i
const handedOn = /^(?:env|vars|environment|headers|extraHeaders)$/i
/** Letters and figures mixed, with no word in them, as keys are. */
const keyLike = /(?=[\w+/=-]*\d)(?=[\w+/=-]*[A-Za-z])[\w+/=-]{20,}/

/**
 * Whether something that was typed may be a secret and is better not written anywhere. It errs towards yes: then the
 * page warns before it is left.
 */
export function mayHoldSecret(path: readonly (string | number)[], value: Json | undefined, mask: string): boolean {
  if (value === undefined || value === mask || value === '') return false
  if (Array.isArray(value)) return value.some((item: Json) => mayHoldSecret(path, item, mask))
  if (isObject(value)) return Object.entries(value).some(([key, inner]) => mayHoldSecret([...path, key], inner, mask))
  if (typeof value !== 'string' && typeof value !== 'number') return false
  const names = path.filter((part) => typeof part === 'string')
  const isNamed = secretName.test(names.at(-1) ?? '') || handedOn.test(names.at(-2) ?? '')
  return (isNamed && !isReference(String(value))) || keyLike.test(String(value))
}

/** Whether the values of a table are handed to others, as variables or headers, and may be credentials all. */
export function handsSecretsOn(path: readonly (string | number)[]): boolean {
  return handedOn.test(String(path.at(-1)))
}

/** The same for a text: whether a line that is new may hold one. */
export function textMayHoldSecret(text: string, before: string, mask: string): boolean {
  const known = new Set(before.split('\n'))
  return text
    .split('\n')
    .filter((line) => !known.has(line))
    .map((line) => line.replaceAll(mask, ''))
    .some((line) => keyLike.test(line) || /(?:token|secret|passw|key)\w*["']?\s*:\s*["'][^"']/i.test(line))
}

/** `${NAME}` takes the secret from the environment and is none itself. */
function isReference(text: string): boolean {
  return /^\$\{?[A-Z][A-Z0-9_]*\}?$/.test(text)
}
