import type { ServiceDefinition, ServiceManagerKind } from '../../effects.ts'
import type { Gateway } from '../gateway/gateway.ts'
import type { GatewaySetup } from '../scenarios/scenario.ts'

/** A gateway with how it is kept running. */
export interface Installed {
  setup: GatewaySetup
  gateway: Gateway
  manager: ServiceManagerKind
  /** Name of the service, without what its manager puts behind it. */
  name: string
  /** As the agent installed it; null for what the scenario brought. */
  definition: ServiceDefinition | null
  /** Whether its service is meant to run. */
  wanted: 'up' | 'down'
  /** Starts by the manager that nobody ordered. */
  restarts: number
  /** Why the manager has given it up. */
  failure: { code: number | null; message: string } | null
}
