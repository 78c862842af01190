import type { Client } from '@moltbot-ops/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { keys, type Received } from '../../session/queries.ts'
import type { AuditVerification } from '../../wire.ts'
import { type AuditFilter, queryOf } from './audit-search.ts'

/** Entries that fit, newest first, page by page. */
export function entriesQuery(client: Client, filter: AuditFilter) {
  const query = queryOf(filter)
  return infiniteQueryOptions({
    queryKey: [...keys.audit, 'entries', query],
    queryFn: ({ pageParam, signal }) =>
      client.listAuditEvents({
        query: { ...query, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchInterval: 30_000,
  })
}

/** An entry never changes. */
export function entryQuery(client: Client, seq: number | undefined) {
  return queryOptions({
    queryKey: ['audit-entry', seq],
    queryFn: ({ signal }) => client.getAuditEvent({ path: { id: String(seq) }, signal }),
    enabled: seq !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Reading a long log anew takes a while. */
const patienceMs = 120_000

/** The whole chain is read again, so this happens when the page opens and when somebody asks. */
export function verifyQuery(client: Client, key: string | null, now: () => number) {
  return queryOptions({
    queryKey: ['audit-verify', key],
    queryFn: async ({ signal }): Promise<Received<AuditVerification>> => {
      const query = key === null ? {} : { key }
      const value = await client.verifyAudit({ query, signal, timeoutMs: patienceMs })
      return { value, receivedAt: now() }
    },
    staleTime: 30_000,
    refetchOnWindowFocus: false,
    // What was found is not kept for a later visit: a page never opens with an old verdict.
    gcTime: 0,
  })
}

export function checkpointsQuery(client: Client) {
  return infiniteQueryOptions({
    queryKey: [...keys.audit, 'checkpoints'],
    queryFn: ({ pageParam, signal }) =>
      client.listAuditCheckpoints({
        query: { limit: 5, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchInterval: 60_000,
  })
}
