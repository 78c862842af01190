import type { Client } from '@moltbot-ops/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { keys, type Received } from '../../session/queries.ts'
import type { Job } from '../../wire.ts'
import type { Preflight, Wishes } from './setup-model.ts'

/** The agent asks the package registry, which may be slow. */
const patienceMs = 90_000

/** Changes nothing on the host. The last answer stays on the page while another choice is checked. */
export function preflightQuery(client: Client, { service_manager: _manager, ...wishes }: Wishes, now: () => number) {
  return queryOptions({
    // Who keeps it running is checked with the plan.
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

const jobWatchMs = 1000

/** The install with its last lines. Asked for instead of streamed, so that many tabs take no connections. */
export function installQuery(client: Client, job: Job | null) {
  return queryOptions({
    queryKey: [...keys.jobs, job?.id ?? 'none'],
    queryFn: ({ signal }) => client.getJob({ path: { id: job?.id ?? '' }, signal }),
    enabled: job !== null,
    refetchInterval: ({ state }) => (state.data?.ended_at == null ? jobWatchMs : false),
  })
}

/** The configuration of the new MoltBot, once there is one. */
export function installedConfigQuery(client: Client, instance: string | null) {
  return queryOptions({
    queryKey: [...keys.config, 'installed', instance],
    queryFn: ({ signal }) => client.getConfig({ query: instance === null ? {} : { instance_id: instance }, signal }),
    enabled: instance !== null,
    retry: false,
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
