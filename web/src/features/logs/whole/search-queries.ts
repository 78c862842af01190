import type { Client } from '@moltbot-ops/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { LogEntry } from '../../../wire.ts'

const perPage = 200
const linesAround = 10

/** All of the log that holds a text, the newest first, further back with each page. */
export function searchQuery(client: Client, instance: string | null, text: string) {
  return infiniteQueryOptions({
    queryKey: ['logs', instance ?? 'default', 'search', text],
    queryFn: ({ signal, pageParam }) =>
      client.searchLogs({
        query: { ...of(instance), q: text, limit: perPage, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
        timeoutMs: 30_000,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    // A search is of the moment in which it was asked; whoever wants the newest searches again.
    staleTime: 'static',
    gcTime: 60_000,
  })
}

/** The lines before and after one line, with it. */
export function aroundQuery(client: Client, instance: string | null, centre: string | null) {
  return queryOptions({
    queryKey: ['logs', instance ?? 'default', 'around', centre],
    queryFn: async ({ signal }): Promise<LogEntry[]> => {
      const cursor = centre ?? ''
      const query = { ...of(instance), cursor, lines: linesAround }
      const [before, after] = await Promise.all([
        client.tailLogs({ query: { ...query, direction: 'before' }, signal }),
        client.tailLogs({ query: { ...query, direction: 'after' }, signal }),
      ])
      return [...(before.entries ?? []), ...(after.entries ?? [])]
    },
    enabled: centre !== null,
    staleTime: 'static',
  })
}

const of = (instance: string | null) => (instance === null ? {} : { instance_id: instance })
