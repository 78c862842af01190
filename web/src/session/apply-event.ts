import type { AgentEvents } from '@moltbot-ops/sdk'
import type { QueryClient } from '@tanstack/react-query'
import type { MoltBotStatus } from '../wire.ts'
import type { AgentClock } from './agent-clock.ts'
import { keys, type Received } from './queries.ts'

interface Applying {
  queries: QueryClient
  agentClock: AgentClock
  now(): number
}

/** Puts an event of the stream where the pages read. What is not carried whole is read again. */
export function applyEvent({ queries, agentClock, now }: Applying, event: string, data: string): void {
  const value = parsed(data)
  if (value === null) return
  switch (event as keyof AgentEvents) {
    case 'status':
      applyStatus(queries, value as AgentEvents['status'], now())
      break
    case 'simulation': {
      const simulation = value as AgentEvents['simulation']
      agentClock.noteSimulation(Date.parse(simulation.now), simulation.clock === 'paused')
      queries.setQueryData(keys.simulation, simulation)
      // Another scenario is another host: nothing of the old one may stay on the page.
      void queries.invalidateQueries()
      break
    }
    case 'instances':
      // The default may have changed with the list, so each gateway's status is read again.
      void queries.invalidateQueries({ queryKey: ['status'] })
      void queries.invalidateQueries({ queryKey: keys.instances })
      break
    case 'timeline':
      void queries.invalidateQueries({ queryKey: ['timeline'] })
      break
    case 'pairing':
      void queries.invalidateQueries({ queryKey: keys.pending })
      break
    case 'job': {
      const job = value as AgentEvents['job']
      if (job.confirmation_id !== null) queries.setQueryData(keys.jobOf(job.confirmation_id), job)
      void queries.invalidateQueries({ queryKey: keys.jobs })
      void queries.invalidateQueries({ queryKey: keys.audit })
      break
    }
    case 'confirmation':
      void queries.invalidateQueries({ queryKey: keys.confirmations })
      void queries.invalidateQueries({ queryKey: keys.audit })
      break
    case 'config':
      void queries.invalidateQueries({ queryKey: keys.config })
      break
    case 'devices':
      void queries.invalidateQueries({ queryKey: keys.session })
      void queries.invalidateQueries({ queryKey: keys.devices })
      break
  }
}

function applyStatus(queries: QueryClient, value: MoltBotStatus, receivedAt: number): void {
  const received: Received<MoltBotStatus> = { value, receivedAt }
  const instance = value.instance_id ?? null
  if (instance !== null) queries.setQueryData(keys.status(instance), received)
  const shown = queries.getQueryData<Received<MoltBotStatus>>(keys.status(null))
  if (shown === undefined) return
  const shownInstance = shown.value.instance_id ?? null
  if (shownInstance === instance) queries.setQueryData(keys.status(null), received)
  // The first gateway of this host has just appeared, or the last one has gone.
  else if (shownInstance === null || instance === null) void queries.invalidateQueries({ queryKey: keys.status(null) })
}

function parsed(data: string): object | null {
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
