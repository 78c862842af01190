import { Secret } from '@moltbot-ops/redact'

/** What a job wanted to keep is too large, no JSON, or holds one of its secrets. The message never repeats a value. */
export class UnsafeStateError extends Error {}

const mostBytes = 256 * 1024
/** A longer secret is also looked for inside of other texts; a short one would be found in anything. */
const longEnoughToBeInside = 12

/** Every text in the secrets of a job, at any depth. */
export function secretTexts(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value]
  if (value instanceof Secret) return secretTexts(value.reveal())
  if (value instanceof Uint8Array) return secretTexts(Buffer.from(value).toString())
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(secretTexts)
}

/**
 * The JSON of what a job keeps between its steps, or of its result.
 * @throws UnsafeStateError
 */
export function writeState(state: Record<string, unknown>, secrets: readonly string[]): string {
  const json = toJson(state)
  if (Buffer.byteLength(json) > mostBytes) {
    throw new UnsafeStateError(`A job wanted to keep ${Buffer.byteLength(json)} bytes; it may keep ${mostBytes}.`)
  }
  if (secrets.length > 0 && holdsSecret(JSON.parse(json), new Set(secrets))) {
    throw new UnsafeStateError('A job wanted to keep one of its secrets. Nothing of it was written.')
  }
  return json
}

function toJson(state: Record<string, unknown>): string {
  try {
    return JSON.stringify(state)
  } catch (error) {
    throw new UnsafeStateError('A job wanted to keep something that is no JSON.', { cause: error })
  }
}

function holdsSecret(value: unknown, secrets: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return isSecret(value, secrets)
  if (typeof value === 'number') return secrets.has(String(value))
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, member]) => isSecret(name, secrets) || holdsSecret(member, secrets))
}

function isSecret(text: string, secrets: ReadonlySet<string>): boolean {
  if (secrets.has(text)) return true
  return [...secrets].some((secret) => secret.length >= longEnoughToBeInside && text.includes(secret))
}
