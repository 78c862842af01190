import type { Risk } from '../../../core/consent.ts'
import type { ConfigPath } from '../path.ts'
import { type RiskRule, riskRules, type ValueChange } from './risk-rules.ts'

export interface JudgedRisk {
  risk: Risk
  why: string
}

const risks: readonly Risk[] = ['low', 'medium', 'high']
const rules = riskRules.flatMap((rule) => rule.paths.map((path) => ({ rule, parts: path.split('.') })))

/** What one changed value can cost; null where nothing in particular is known. */
export function riskOf(path: ConfigPath, change: ValueChange): JudgedRisk | null {
  const names = path.filter((part) => typeof part === 'string')
  const found = rules.find(({ rule, parts }) => fits(parts, names) && rule.applies(change))
  return found ? judged(found.rule) : everywhere(names.at(-1) ?? '', change)
}

function judged({ risk, why }: RiskRule): JudgedRisk {
  return { risk, why }
}

function fits(parts: readonly string[], names: readonly string[]): boolean {
  if (parts[0] === '**') return fits(parts.slice(1), names.slice(Math.max(0, names.length - parts.length + 1)))
  const same = (part: string, index: number) => part === names[index] || (part === '*' && names[index] !== undefined)
  if (parts.at(-1) === '**') return parts.slice(0, -1).every(same)
  return parts.length === names.length && parts.every(same)
}

/** Names that MoltBot gives to settings that weaken it, and the sign for everybody. */
function everywhere(name: string, { before, after }: ValueChange): JudgedRisk | null {
  if (after === true && /^(?:dangerously|insecure|allowInsecure)/.test(name)) {
    return { risk: 'high', why: 'It switches a protection of MoltBot off.' }
  }
  if (name === '$include' && after !== undefined) {
    return { risk: 'high', why: 'It takes in another file, of which nothing is shown, checked or kept here.' }
  }
  if (/allowFrom$/i.test(name) && holdsEverybody(after) && !holdsEverybody(before)) {
    return { risk: 'high', why: 'Anybody is let in.' }
  }
  return null
}

function holdsEverybody(value: unknown): boolean {
  return value === '*' || (Array.isArray(value) && value.includes('*'))
}

export function higherRisk(one: Risk, other: Risk): Risk {
  return risks.indexOf(one) >= risks.indexOf(other) ? one : other
}
