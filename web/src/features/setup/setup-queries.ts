import type { Client } from '@moltbot-ops/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Received } from '../../session/queries.ts'
import type { Preflight, Wishes } from './setup-model.ts'

/** The agent asks the package registry, which may be slow. */
const patienceMs = 90_000

/** Changes nothing on the host. The last answer stays on the page while another choice is checked. */
export function preflightQuery(client: Client, wishes: Wishes, now: () => number) {
  return queryOptions({
    queryKey: ['preflight', wishes],
    queryFn: async ({ signal }): Promise<Received<Preflight>> => {
      const value = await client.preflightInstall({ body: wishes, signal, timeoutMs: patienceMs })
      return { value, receivedAt: now() }
    },
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
    retry: false,
  })
}

const jobWatchMs = 2000

/** The install that was started here, until it has ended; null before there is one. */
export function installQuery(client: Client, jobId: string | null) {
  return queryOptions({
    queryKey: ['install', jobId],
    queryFn: ({ signal }) => client.getJob({ path: { id: jobId ?? '' }, signal }),
    enabled: jobId !== null,
    refetchInterval: ({ state }) => (state.data?.ended_at == null ? jobWatchMs : false),
  })
}

/** Asked once the registry is known to answer. */
export function versionsQuery(client: Client, answers: boolean) {
  return queryOptions({
    queryKey: ['versions'],
    enabled: answers,
    queryFn: ({ signal }) => client.listVersions({ signal, timeoutMs: patienceMs }),
    refetchOnWindowFocus: false,
    retry: false,
  })
}
