import type { Client } from '@moltbot-ops/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { keys } from '../../../session/queries.ts'

const forInstance = (instance: string | null) => (instance === null ? {} : { instance_id: instance })

/** Every version that is known, newest first, page by page. */
export function historyQuery(client: Client, instance: string | null) {
  return infiniteQueryOptions({
    queryKey: [...keys.config, 'history', instance ?? 'default'],
    queryFn: ({ pageParam, signal }) =>
      client.listConfigHistory({
        query: { ...forInstance(instance), limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchInterval: 60_000,
  })
}

export interface Compared {
  from: string
  to: string
}

/** What is different between two versions; null asks for nothing. A version never changes, but what it costs may. */
export function differenceQuery(client: Client, instance: string | null, compared: Compared | null) {
  return queryOptions({
    queryKey: [...keys.config, 'difference', instance ?? 'default', compared],
    queryFn: ({ signal }) =>
      client.diffConfigVersions({ query: { ...forInstance(instance), ...(compared ?? {}) }, signal }),
    enabled: compared !== null,
    staleTime: 60_000,
  })
}
