import type { Client, Schemas } from '@moltbot-ops/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Received } from '../../session/queries.ts'

export type Config = Schemas['Config']
export type ConfigError = Schemas['ConfigError']
export type ConfigDiff = Schemas['ConfigDiff']
export type Validation = Schemas['ConfigValidationResult']
export type Wish = Schemas['ConfigDiffRequest']

const forInstance = (instance: string | null) => (instance === null ? {} : { instance_id: instance })

/** How often the file is read again, in seconds. */
export const configInterval = 10

export function configQuery(client: Client, instance: string | null, now: () => number) {
  return queryOptions({
    queryKey: ['config', 'now', instance ?? 'default'],
    queryFn: async ({ signal }): Promise<Received<Config>> => {
      const value = await client.getConfig({ query: forInstance(instance), signal })
      return { value, receivedAt: now() }
    },
    refetchInterval: configInterval * 1000,
    retry: false,
  })
}

/** A MoltBot that does not run is asked for its schema by its command line, which takes ten seconds. */
const schemaPatienceMs = 60_000
const schemaRetryMs = 20_000

/** The few settings that everybody sets; they come long before all of them. */
export function essentialSettingsQuery(client: Client, instance: string | null, version: string | null) {
  return queryOptions({
    queryKey: ['config-schema', instance ?? 'default', version, 'essential'],
    queryFn: ({ signal }) =>
      client.getConfigSchema({ query: forInstance(instance), signal, timeoutMs: schemaPatienceMs }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.status === 'error' ? schemaRetryMs : false),
    retry: false,
  })
}

/** Every setting of the installed version, once for a version. */
export function allSettingsQuery(client: Client, instance: string | null, version: string | null) {
  return queryOptions({
    queryKey: ['config-schema', instance ?? 'default', version, 'all'],
    queryFn: ({ signal }) =>
      client.getConfigSchema({ query: { ...forInstance(instance), all: true }, signal, timeoutMs: schemaPatienceMs }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.status === 'error' ? schemaRetryMs : false),
    retry: false,
  })
}

/** The schema of one setting, for its range; asked when somebody is about to change it. */
export function constraintQuery(client: Client, instance: string | null, path: string) {
  return queryOptions({
    queryKey: ['config-schema', instance ?? 'default', 'at', path],
    queryFn: async ({ signal }) => {
      const { schema } = await client.getConfigSchema({ query: { ...forInstance(instance), path }, signal })
      return schema
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
}

export interface Checked {
  validation: Validation
  diff: ConfigDiff
}

/** The same draft of the same file is judged once, whatever else is read again meanwhile; only a failure is tried again. */
const judgedOnce = ({ state }: { state: { status: string } }) => (state.status === 'error' ? 0 : 'static')

/**
 * What the agent says of a draft, from the schema alone. The draft goes by a number: it may hold secrets, which must
 * not become the name of anything.
 */
export function checkQuery(
  client: Client,
  instance: string | null,
  { wish, revision }: { wish: Wish | null; revision: number },
) {
  return queryOptions({
    queryKey: ['config-check', instance ?? 'default', wish?.base_hash ?? null, revision],
    queryFn: async ({ signal }): Promise<Checked> => {
      if (wish === null) throw new Error('There is nothing to check.')
      const query = forInstance(instance)
      const { base_hash: _base, ...document } = wish
      const [validation, diff] = await Promise.all([
        client.validateConfig({ query, body: { ...document, thorough: false }, signal }),
        client.diffConfig({ query, body: wish, signal }),
      ])
      return { validation, diff }
    },
    enabled: wish !== null,
    placeholderData: keepPreviousData,
    staleTime: judgedOnce,
    refetchOnWindowFocus: false,
    retry: false,
    gcTime: 0,
  })
}

/** MoltBot's own validator is a program that takes seconds. */
const validatorPatienceMs = 60_000

/** What MoltBot itself says; asked once, when the changes are reviewed. */
export function verdictQuery(
  client: Client,
  instance: string | null,
  { wish, revision }: { wish: Wish; revision: number },
) {
  return queryOptions({
    queryKey: ['config-verdict', instance ?? 'default', wish.base_hash ?? null, revision],
    queryFn: ({ signal }) => {
      const { base_hash: _base, ...document } = wish
      const body = { ...document, thorough: true }
      return client.validateConfig({ query: forInstance(instance), body, signal, timeoutMs: validatorPatienceMs })
    },
    staleTime: judgedOnce,
    refetchOnWindowFocus: false,
    retry: false,
    gcTime: 0,
  })
}
