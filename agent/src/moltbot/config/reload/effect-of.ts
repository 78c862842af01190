import { type JsonObject, objectAt, textAt } from '../../json.ts'
import type { ConfigPath } from '../path.ts'
import { isSecretRef } from '../secrets/reference.ts'
import { credentialPaths, type Effect, reloadRules, restartsBefore } from './reload-rules.ts'

interface Rule {
  parts: string[]
  effect: Effect
}

const effects: readonly Effect[] = ['none', 'hot', 'restart']

const current = effects.flatMap((effect) => rulesOf(reloadRules[effect], effect))
const newest = ordered(current)
const older = ordered([...rulesOf(restartsBefore.prefixes, 'restart'), ...current])

function rulesOf(prefixes: string, effect: Effect): Rule[] {
  const rule = (prefix: string) => ({ parts: prefix.split('.'), effect })
  return prefixes.trim().split(/\s+/).map(rule)
}

/** By the first part of the path, the longest first; of two that are alike the first stays first. */
function ordered(rules: readonly Rule[]): ReadonlyMap<string, Rule[]> {
  const longestFirst = rules.toSorted((one, other) => other.parts.length - one.parts.length)
  return Map.groupBy(longestFirst, ({ parts: [first = ''] }) => first)
}

/**
 * What MoltBot does when a setting changes. A list counts as a whole, so a path ends where it enters one.
 * @param version The installed one; null for the newest that is known.
 */
export function effectOf(path: ConfigPath, version: string | null): Effect {
  const item = path.findIndex((part) => typeof part === 'number')
  const names = item === -1 ? path : path.slice(0, item)
  const rules = version !== null && isBefore(version, restartsBefore.version) ? older : newest
  const found = rules.get(String(names[0]))?.find(({ parts }) => parts.every((part, index) => part === names[index]))
  return found?.effect ?? 'restart'
}

/** Versions are a year, a month and a count, sometimes with more behind a hyphen. */
function isBefore(version: string, other: string): boolean {
  const numbersOf = (text: string) => text.split(/[.-]/, 3).map((part) => Number.parseInt(part, 10) || 0)
  const others = numbersOf(other)
  const differences = numbersOf(version).map((number, index) => number - (others[index] ?? 0))
  return (differences.find((difference) => difference !== 0) ?? 0) < 0
}

/** The same for one change between two documents, which decide about the gateway's credentials. */
export function effectOfChange(
  path: ConfigPath,
  { before, after, version }: { before: JsonObject; after: JsonObject; version: string | null },
): Effect {
  if (credentialPaths.has(path.slice(0, 3).join('.'))) {
    const mode = authMode(before)
    return mode !== null && mode === authMode(after) ? 'hot' : 'restart'
  }
  return effectOf(path, version)
}

/** The mode in force, when it is one whose credential can change while MoltBot runs; null otherwise. */
function authMode(document: JsonObject): string | null {
  const auth = objectAt(document, 'gateway', 'auth')
  const mode = textAt(auth, 'mode')
  if (mode !== null) return mode === 'token' || mode === 'password' ? mode : null
  if (isSecretRef(auth?.token) || isSecretRef(auth?.password)) return null
  return textAt(auth, 'password') ? 'password' : 'token'
}

/** `gateway.reload.mode: off` lets nothing in before the next start. */
export function isReloadOff(document: JsonObject): boolean {
  return textAt(objectAt(document, 'gateway', 'reload'), 'mode') === 'off'
}

export function strongerEffect(one: Effect, other: Effect): Effect {
  return effects.indexOf(one) >= effects.indexOf(other) ? one : other
}
