import { isObject } from '../../json.ts'

/** `${NAME}` as MoltBot substitutes it; `$${NAME}` is an escape and stays as text (docs, "Environment variables"). */
const substitution = /(?<!\$)\$\{[A-Z_][A-Z0-9_]*\}/g
const shorthand = /^\$[A-Z][A-Z0-9_]{0,127}$/
/** What may stand before a substitution without being a secret itself. */
const scheme = /^\s*(?:Bearer|Basic|Bot|Token)?\s*$/i

/** The grammar of each source in "SecretRef contract" of MoltBot's documentation. */
const idOf: Record<string, RegExp> = {
  env: /^[A-Z][A-Z0-9_]{0,127}$/,
  store: /^[A-Z][A-Z0-9_]{0,127}$/,
  file: /^(?:value|\/[\w~./-]{1,255})$/,
  exec: /^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,255}$/,
}
const provider = /^[a-z][a-z0-9_-]{0,63}$/

/** `{ source, provider, id }`: says where a secret is and holds none. */
export function isSecretRef(value: unknown): boolean {
  if (!isObject(value) || Object.keys(value).length !== 3) return false
  const { source, provider: alias, id } = value
  if (typeof source !== 'string' || typeof alias !== 'string' || typeof id !== 'string') return false
  const grammar = Object.hasOwn(idOf, source) ? idOf[source] : undefined
  return grammar?.test(id) === true && provider.test(alias)
}

/** A text that takes its whole secret from the environment, such as `${TOKEN}`, `$TOKEN` and `Bearer ${TOKEN}`. */
export function isSubstitution(text: string): boolean {
  if (shorthand.test(text)) return true
  const rest = text.replace(substitution, '')
  return rest !== text && scheme.test(rest)
}
