import type { Client } from '@moltbot-ops/sdk'
import { queryOptions } from '@tanstack/react-query'
import type { Job, MoltBotStatus } from '../wire.ts'
import type { AgentClock } from './agent-clock.ts'

/** Names of what is cached, so that events and pages speak of the same things. */
export const keys = {
  status: (instance: string | null) => ['status', instance ?? 'default'] as const,
  timeline: (instance: string | null) => ['timeline', instance ?? 'default'] as const,
  system: ['system'] as const,
  session: ['session'] as const,
  instances: ['instances'] as const,
  pending: ['pending'] as const,
  devices: ['devices'] as const,
  tokens: ['tokens'] as const,
  simulation: ['simulation'] as const,
  confirmations: ['confirmations'] as const,
  jobs: ['jobs'] as const,
  /** Everything about the configuration: the file, its history, its trials. */
  config: ['config'] as const,
  audit: ['audit'] as const,
  jobOf: (confirmationId: string) => ['job-of', confirmationId] as const,
}

export interface Received<T> {
  value: T
  receivedAt: number
}

const usualInterval = 5

/** Asked again when the stream has brought nothing for a little longer than the interval. */
function statusWatch(status: MoltBotStatus | undefined): number {
  return Math.max(2000, (status?.interval_seconds ?? usualInterval) * 1250)
}

export function statusQuery(client: Client, instance: string | null, now: () => number) {
  return queryOptions({
    queryKey: keys.status(instance),
    queryFn: async ({ signal }): Promise<Received<MoltBotStatus>> => {
      const value = await client.getMoltbotStatus({ signal, timeoutMs: 8000, ...forInstance(instance) })
      return { value, receivedAt: now() }
    },
    refetchInterval: (query) => statusWatch(query.state.data?.value),
  })
}

export function timelineQuery(client: Client, instance: string | null) {
  return queryOptions({
    queryKey: keys.timeline(instance),
    queryFn: ({ signal }) => client.getMoltbotTimeline({ signal, ...forInstance(instance) }),
    refetchInterval: 60_000,
  })
}

export function systemQuery(client: Client, now: () => number) {
  return queryOptions({
    queryKey: keys.system,
    queryFn: async ({ signal }) => ({ value: await client.getSystemInfo({ signal }), receivedAt: now() }),
    refetchInterval: 20_000,
  })
}

export function sessionQuery(client: Client) {
  return queryOptions({ queryKey: keys.session, queryFn: ({ signal }) => client.getSession({ signal }) })
}

export function instancesQuery(client: Client) {
  return queryOptions({
    queryKey: keys.instances,
    queryFn: async ({ signal }) => (await client.listInstances({ signal })).items,
    refetchInterval: 60_000,
  })
}

export function simulationQuery(client: Client, agentClock: AgentClock, simulated: boolean) {
  return queryOptions({
    queryKey: keys.simulation,
    queryFn: async ({ signal }) => {
      const simulation = await client.getSimulation({ signal })
      agentClock.noteSimulation(Date.parse(simulation.now), simulation.clock === 'paused')
      return simulation
    },
    enabled: simulated,
  })
}

export function pendingQuery(client: Client, allowed: boolean) {
  return queryOptions({
    queryKey: keys.pending,
    queryFn: async ({ signal }) => (await client.listPendingPairings({ signal })).items,
    enabled: allowed,
    refetchInterval: 60_000,
  })
}

export function devicesQuery(client: Client) {
  return queryOptions({
    queryKey: keys.devices,
    queryFn: async ({ signal }) => (await client.listDevices({ signal })).items,
  })
}

export function tokensQuery(client: Client) {
  return queryOptions({
    queryKey: keys.tokens,
    queryFn: async ({ signal }) => (await client.listTokens({ signal })).items,
  })
}

/** What waits for a person. */
export function confirmationsQuery(client: Client) {
  return queryOptions({
    queryKey: keys.confirmations,
    queryFn: async ({ signal }) => (await client.listConfirmations({ query: { status: 'pending' }, signal })).items,
    refetchInterval: 60_000,
  })
}

/** How many of the latest jobs are read. */
export const mostJobs = 50

/** The latest jobs, newest first. */
export function jobsQuery(client: Client) {
  return queryOptions({
    queryKey: keys.jobs,
    queryFn: async ({ signal }) => (await client.listJobs({ query: { limit: mostJobs }, signal })).items,
    refetchInterval: 60_000,
  })
}

/** Configurations of any gateway that go back by themselves unless somebody keeps them. */
export function trialsQuery(client: Client) {
  return queryOptions({
    queryKey: [...keys.config, 'trials'],
    queryFn: async ({ signal }) => (await client.listConfigTrials({ signal })).items,
    refetchInterval: 60_000,
  })
}

/** The job that an approved plan became; null until it began. Its event mostly comes first. */
export function jobOfQuery(client: Client, confirmationId: string) {
  return queryOptions({
    queryKey: keys.jobOf(confirmationId),
    queryFn: async ({ signal }): Promise<Job | null> => {
      const { items } = await client.listJobs({ query: { limit: 10 }, signal })
      return items.find((job) => job.confirmation_id === confirmationId) ?? null
    },
    refetchInterval: (query) => (query.state.data == null ? 1000 : false),
  })
}

function forInstance(instance: string | null) {
  return instance === null ? {} : { query: { instance_id: instance } }
}
