import type { OperationId } from '@moltbot-ops/api/operations'
import schemas from '@moltbot-ops/api/schemas' with { type: 'json' }
import type { Params } from './consent.ts'

interface Schema {
  'x-secret'?: boolean
  type?: string
  properties?: Record<string, Schema>
  items?: Schema
}

interface Parts {
  params: Schema
  query: Schema
  body: Schema | null
}

/** A request of one operation in its three places. */
export interface Call {
  path: Params
  query: Params
  body: Params | undefined
}

const partsOf = (id: OperationId) => (schemas as unknown as Record<OperationId, Parts>)[id]

/** Names of every body field that carries the approval itself, so it is no part of what is approved. */
const carriesApproval = new Set(['confirmation_token'])

/** Body, path and query as one flat object, as a proposal writes it. No two places of one operation share a name. */
export function flatten({ path, query, body }: Call): Params {
  const flat: Params = { ...path, ...query, ...body }
  for (const name of carriesApproval) delete flat[name]
  return flat
}

/** The other way: where each parameter of a proposal goes. A name that no place has is left in the body, which refuses it. */
export function unflatten(id: OperationId, flat: Params): Call {
  const { params, query, body } = partsOf(id)
  const call: Call = { path: {}, query: {}, body: body === null ? undefined : {} }
  for (const [name, value] of Object.entries(flat)) {
    if (params.properties?.[name]) call.path[name] = value
    else if (query.properties?.[name]) call.query[name] = value
    else {
      call.body ??= {}
      call.body[name] = value
    }
  }
  return call
}

export interface HideSecrets {
  /** HMAC under the install key. */
  hmac(text: string): string
  /** Whether the setting of MoltBot at this path holds a secret, by its place or by what stands there. */
  isSecretSetting(path: readonly string[], value: unknown): boolean
}

const mostDepth = 100

/**
 * The same parameters with every secret replaced by an HMAC: fields that the contract marks `x-secret`, and settings of
 * MoltBot that its schema or their name calls secret. Equal secrets at one place stay equal, so hashes still compare.
 */
export function hideSecrets(id: OperationId, params: Params, { hmac, isSecretSetting }: HideSecrets): Params {
  const { body } = partsOf(id)

  const sealed = (value: unknown, path: readonly string[]) => ({
    $secret: hmac(`param ${id} ${path.join('.')} ${JSON.stringify(value)}`),
  })

  /** `schema` is null inside what the contract leaves open: there the name decides. */
  function hide(value: unknown, schema: Schema | null, path: readonly string[]): unknown {
    if (value === null || value === undefined) return value
    if (path.length > mostDepth) return sealed(value, path.slice(0, 3))
    if (schema?.['x-secret']) return sealed(value, path)
    if (schema === null && typeof value !== 'object') return isSecretSetting(path, value) ? sealed(value, path) : value
    if (Array.isArray(value))
      return value.map((item, index) => hide(item, schema?.items ?? null, [...path, String(index)]))
    if (typeof value !== 'object') return value
    const known = schema?.properties
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        const own = known?.[name]
        // The document of a setting begins here: its own path is what the runtime's schema knows.
        const isOpen = own !== undefined && own.type === 'object' && own.properties === undefined
        return [name, hide(inner, isOpen ? null : (own ?? null), isOpen ? [] : [...path, name])]
      }),
    )
  }

  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const own = body?.properties?.[name]
      if (own === undefined) return [name, value]
      const isOpen = own.type === 'object' && own.properties === undefined
      return [name, hide(value, isOpen ? null : own, isOpen ? [] : [name])]
    }),
  )
}
