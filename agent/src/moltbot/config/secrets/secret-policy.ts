import { holdsSecret, isSecretListName, isSecretName } from '@moltbot-ops/redact'
import { isObject } from '../../json.ts'
import type { ConfigPath } from '../path.ts'
import { createPathPatterns, type PatternStep } from './path-patterns.ts'
import { isSecretRef, isSubstitution } from './reference.ts'
import { sensitivePaths } from './sensitive-paths.ts'

/** Which values of a config are secrets. */
export interface SecretPolicy {
  /** Every secret with its path, in the order of the document. The document must be bounded in depth. */
  find(document: unknown): SecretLeaf[]
  /** Whether MoltBot's schema or the name says that secrets stand at this path, whatever stands there now. */
  expects(path: ConfigPath): boolean
}

export interface SecretLeaf {
  path: ConfigPath
  value: string | number
}

/** Names whose children are handed to others, as variables or headers, and may be credentials. */
const branch = /^(?:env|vars|environment|headers|extraHeaders)$/i
const option = /^--?([A-Za-z][\w-]{0,100})$/

/** @param hinted Patterns of paths that the installed schema marks sensitive, beside those that always are. */
export function createSecretPolicy(hinted: Iterable<string> = []): SecretPolicy {
  const patterns = createPathPatterns([...sensitivePaths, ...hinted])
  return {
    find(document) {
      const found: SecretLeaf[] = []
      visit(document, { path: [], step: patterns.start, marked: false }, found)
      return found
    },
    expects(path) {
      let step = patterns.start
      for (const part of path) {
        step = step.into(part)
        if (step.ends) return true
      }
      return isNamedSecret(path)
    },
  }
}

/** For a version whose schema is not known. */
export const knownSecrets = createSecretPolicy()

interface Position {
  path: ConfigPath
  step: PatternStep
  /** It, or something that it is part of, is marked sensitive. */
  marked: boolean
}

function visit(value: unknown, position: Position, found: SecretLeaf[]): void {
  const { path, marked } = position
  if (typeof value === 'string') {
    if (value === '' || isSubstitution(value)) return
    if (marked || isNamedSecret(path) || holdsSecret(value)) found.push({ path, value })
  } else if (typeof value === 'number') {
    if (marked || isSecretName(String(path.at(-1)))) found.push({ path, value })
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      const inner = enter(position, index)
      visit(item, followsSecretOption(value, index) ? { ...inner, marked: true } : inner, found)
    }
  } else if (isObject(value) && !isSecretRef(value)) {
    for (const [key, item] of Object.entries(value)) visit(item, enter(position, key), found)
  }
}

function enter({ path, step, marked }: Position, part: string | number): Position {
  const next = step.into(part)
  return { path: [...path, part], step: next, marked: marked || next.ends }
}

/** By its own name, or as part of a list or a set of secrets. */
function isNamedSecret(path: ConfigPath): boolean {
  const names = path.filter((part) => typeof part === 'string')
  const last = path.at(-1)
  const own = names.at(-1) ?? ''
  if (typeof last === 'number') return isSecretListName(own)
  const parent = names.at(-2) ?? ''
  return isSecretName(own) || isSecretListName(parent) || branch.test(parent)
}

/** In a command line the secret stands behind the option that names it. */
function followsSecretOption(items: readonly unknown[], index: number): boolean {
  const before = index > 0 ? items[index - 1] : null
  const name = typeof before === 'string' ? option.exec(before)?.[1] : undefined
  return name !== undefined && isSecretName(name)
}
