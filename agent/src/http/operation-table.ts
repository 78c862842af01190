import { type OperationId, operations } from '@moltbot-ops/api/operations'
import type { Role } from '../core/actor.ts'

/** One operation of the contract as the HTTP layer needs it. */
export interface Operation {
  id: OperationId
  method: string
  /** Path in the contract's form: `/devices/{id}`. */
  path: string
  role: 'public' | Role
  via: 'any' | 'host'
  /** Whether a person has to approve it: never, always, or under a condition in words. */
  consent: 'none' | 'required' | { when: string }
  body: 'none' | 'optional' | 'required'
  /** A larger body is refused before it is read to its end. */
  maxBodyBytes: number
  stream: boolean
  /** Media type of the success; null where it has no body. */
  media: string | null
  /** Takes an `Idempotency-Key`. */
  idempotent: boolean
  success: number
  /** The success carries the hash of what it shows as its ETag. */
  etag: boolean
  statuses: readonly number[]
}

const roles = new Set(['public', 'viewer', 'admin', 'owner'])
const ways = new Set(['any', 'host'])

/**
 * Every operation of the contract. Default closed: an operation without a readable mark for role, consent or way
 * throws here, so that the agent does not start.
 */
export function readOperations(table: Record<string, unknown> = operations): Operation[] {
  return Object.entries(table).map(([id, raw]) => {
    const operation = raw as Operation
    if (!roles.has(operation.role)) throw new Error(`${id} has no readable x-role in the contract.`)
    if (!ways.has(operation.via)) throw new Error(`${id} has no readable x-via in the contract.`)
    if (!hasConsentMark(operation.consent)) throw new Error(`${id} has no readable x-consent in the contract.`)
    return operation
  })
}

function hasConsentMark(consent: unknown): boolean {
  if (consent === 'none' || consent === 'required') return true
  return typeof consent === 'object' && consent !== null && typeof (consent as { when?: unknown }).when === 'string'
}

/** The path in the router's form: `/devices/:id`. */
export function routePath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}

/** Finds the methods that the contract has for a concrete path, for the `Allow` header. */
export function createMethodFinder(all: Operation[]): (path: string) => string[] {
  const patterns = new Map<string, { pattern: RegExp; methods: string[] }>()
  for (const { path, method } of all) {
    const known = patterns.get(path)
    if (known) known.methods.push(method)
    else patterns.set(path, { pattern: patternOf(path), methods: [method] })
  }
  return (path) => [...patterns.values()].find(({ pattern }) => pattern.test(path))?.methods ?? []
}

/** Methods that a path in words lacks and would get from one with an id: `GET /alerts/rules/preview` is not about a rule. */
export function shadowedMethods(all: Operation[]): { path: string; methods: string[] }[] {
  const inWords = new Set(all.map(({ path }) => path).filter((path) => !path.includes('{')))
  return [...inWords].flatMap((path) => {
    const own = all.filter((one) => one.path === path).map(({ method }) => method)
    const methods = all
      .filter((one) => one.path.includes('{') && !own.includes(one.method) && patternOf(one.path).test(path))
      .map(({ method }) => method)
    return methods.length > 0 ? [{ path, methods }] : []
  })
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)
}
