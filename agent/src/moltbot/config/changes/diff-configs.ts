import type { Risk } from '../../../core/consent.ts'
import { isObject, type JsonObject } from '../../json.ts'
import { type ConfigPath, formatPath, valueAt } from '../path.ts'
import { effectOfChange, isReloadOff, strongerEffect } from '../reload/effect-of.ts'
import type { Effect } from '../reload/reload-rules.ts'
import { sameValue } from '../same-value.ts'
import { maskAt } from '../secrets/mask.ts'
import type { SecretPolicy } from '../secrets/secret-policy.ts'
import { higherRisk, riskOf } from './risk-of.ts'

export interface ConfigChange {
  path: ConfigPath
  kind: 'added' | 'removed' | 'changed'
  /** As JSON text with secrets masked, cut; null when there was nothing. */
  before: string | null
  after: string | null
  effect: Effect
  risk: Risk
  /** What it can cost, or why it needs a restart. */
  why: string | null
}

export interface ConfigDiff {
  changes: ConfigChange[]
  /** More changed than is listed. */
  truncated: boolean
  /** The strongest and the highest of all changes, also of those that are not listed. */
  effect: Effect
  risk: Risk
}

export interface DiffOptions {
  policy: SecretPolicy
  /** The installed version; null for the newest that is known. */
  version: string | null
}

const maxChanges = 500
const maxLeaves = 20_000
const maxText = 2000

/** What would be different, setting by setting. Both documents are real; only what is shown is masked. */
export function diffConfigs(before: JsonObject, after: JsonObject, { policy, version }: DiffOptions): ConfigDiff {
  const secrets = { before: policy.find(before), after: policy.find(after) }
  const pathsOf = (leaves: typeof secrets.before) => leaves.map(({ path }) => path)
  const shown = { before: maskAt(before, pathsOf(secrets.before)), after: maskAt(after, pathsOf(secrets.after)) }
  const plain = new Set(secrets.after.map(({ path }) => formatPath(path)))
  const reloadOff = isReloadOff(before)
  let leaves = 0

  const judge = (path: ConfigPath): Pick<ConfigChange, 'effect' | 'risk' | 'why'> => {
    let verdict: Pick<ConfigChange, 'effect' | 'risk' | 'why'> = { effect: 'none', risk: 'low', why: null }
    for (const leaf of leavesAt(path, valueAt(before, path), valueAt(after, path))) {
      if (++leaves > maxLeaves) return { effect: 'restart', risk: 'high', why: 'More changes than can be judged.' }
      verdict = stronger(verdict, judgeLeaf(leaf))
    }
    return verdict
  }
  const judgeLeaf = (path: ConfigPath): Pick<ConfigChange, 'effect' | 'risk' | 'why'> => {
    const ruled = effectOfChange(path, { before, after, version })
    const effect = reloadOff && formatPath(path) !== 'gateway.reload.mode' ? 'restart' : ruled
    const told = riskOf(path, { before: valueAt(before, path), after: valueAt(after, path) })
    if (told) return { effect, ...told }
    if (plain.has(formatPath(path))) {
      return { effect, risk: 'medium', why: 'The secret stands in plain text in the file.' }
    }
    if (effect !== 'restart') return { effect, risk: 'low', why: null }
    return {
      effect,
      risk: 'medium',
      why: reloadOff ? 'Reloading is switched off, so it waits for a restart.' : 'MoltBot restarts.',
    }
  }

  const changes: ConfigChange[] = []
  let total: Pick<ConfigDiff, 'effect' | 'risk'> = { effect: 'none', risk: 'low' }
  let truncated = false
  const visit = (one: unknown, other: unknown, path: ConfigPath) => {
    if (sameValue(one, other)) return
    const inner = partsToCompare(one, other)
    if (inner) {
      for (const part of inner) visit(valueAt(one, [part]), valueAt(other, [part]), [...path, part])
      return
    }
    const verdict = judge(path)
    total = { effect: strongerEffect(total.effect, verdict.effect), risk: higherRisk(total.risk, verdict.risk) }
    if (changes.length >= maxChanges) {
      truncated = true
      // However many harmless ones there are, none keeps a danger from being told.
      const harmless = verdict.risk === 'high' ? changes.findLastIndex(({ risk }) => risk !== 'high') : -1
      if (harmless === -1) return
      changes.splice(harmless, 1)
    }
    changes.push({
      path,
      kind: one === undefined ? 'added' : other === undefined ? 'removed' : 'changed',
      before: textOf(valueAt(shown.before, path)),
      after: textOf(valueAt(shown.after, path)),
      ...verdict,
    })
  }
  visit(before, after, [])
  return { changes, truncated, ...total }
}

/** Keys or positions to go into; null when the two are compared as a whole. */
function partsToCompare(one: unknown, other: unknown): (string | number)[] | null {
  if (isObject(one) && isObject(other)) return [...new Set([...Object.keys(one), ...Object.keys(other)])]
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return null
  return [...one, ...other].every(isObject) ? [...one.keys()] : null
}

/** Every value that is at or below a path before or after. A list of plain values counts as one. */
function leavesAt(path: ConfigPath, before: unknown, after: unknown): ConfigPath[] {
  const inner = new Set([...keysOf(before), ...keysOf(after)])
  if (inner.size === 0) return [path]
  return [...inner].flatMap((part) => leavesAt([...path, part], valueAt(before, [part]), valueAt(after, [part])))
}

function keysOf(value: unknown): (string | number)[] {
  if (isObject(value)) return Object.keys(value)
  return Array.isArray(value) && value.some(isObject) ? [...value.keys()] : []
}

type Verdict = Pick<ConfigChange, 'effect' | 'risk' | 'why'>

function stronger(one: Verdict, other: Verdict): Verdict {
  const risk = higherRisk(one.risk, other.risk)
  const keepsWhy = one.why !== null && risk === one.risk
  return { effect: strongerEffect(one.effect, other.effect), risk, why: keepsWhy ? one.why : (other.why ?? one.why) }
}

function textOf(value: unknown): string | null {
  const text = value === undefined ? null : (JSON.stringify(value) ?? null)
  return text !== null && text.length > maxText ? `${text.slice(0, maxText)}…` : text
}
