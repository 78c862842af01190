import type { components } from '@moltbot-ops/api/types'

type Schemas = components['schemas']

/** What happens inside the agent and may interest a client. Names are those of the event stream. */
export interface BusEvents {
  status: Schemas['MoltBotStatus']
  timeline: { instance_id: string; change: Schemas['TimelineChange'] }
  instances: Schemas['InstanceList']
  pairing: { pending: number }
  devices: { changed: string }
  simulation: Schemas['Simulation']
  confirmation: Schemas['Confirmation']
  /** A new version of the configuration, or a trial that began or ended. */
  config: { instance_id: string; hash: string }
  job: Schemas['Job']
  alert: Schemas['AlertEvent']
  metrics: Schemas['MetricsSnapshot']
}

export type BusEventName = keyof BusEvents

/** In-process events. Later the same interface stands on an engine between hosts. */
export interface Bus {
  publish<Name extends BusEventName>(name: Name, payload: BusEvents[Name]): void
  /** Returns a function that ends the subscription. */
  subscribe(listener: <Name extends BusEventName>(name: Name, payload: BusEvents[Name]) => void): () => void
}

export function createBus(): Bus {
  const listeners = new Set<(name: BusEventName, payload: never) => void>()
  return {
    publish(name, payload) {
      for (const listener of [...listeners]) listener(name, payload as never)
    },
    subscribe(listener) {
      listeners.add(listener as never)
      return () => listeners.delete(listener as never)
    },
  }
}
