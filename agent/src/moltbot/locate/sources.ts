import type { Clock } from '../../core/clock.ts'
import type { ContainerFacts, Host, ServiceFacts, User } from '../../host/host.ts'

const sourcesHoldMs = 14_000

/** Sources that cost a program run or a request; `createSources` asks them more rarely than the rest. */
export interface Sources {
  services(users: User[]): Promise<ServiceFacts[]>
  containers(): Promise<ContainerFacts[]>
}

/** A service manager or engine that does not answer names nothing; the other ways still find what runs. */
export function createSources(host: Host, clock: Clock): Sources {
  const orNothing = <T>(ask: () => Promise<T[]>): Promise<T[]> => ask().catch(() => [])
  let services: { until: number; value: Promise<ServiceFacts[]> } | null = null
  let containers: { until: number; value: Promise<ContainerFacts[]> } | null = null
  return {
    services(users) {
      if (!services || clock.monotonic() >= services.until) {
        services = { until: clock.monotonic() + sourcesHoldMs, value: orNothing(() => host.services.list(users)) }
      }
      return services.value
    },
    containers() {
      if (!containers || clock.monotonic() >= containers.until) {
        containers = { until: clock.monotonic() + sourcesHoldMs, value: orNothing(() => host.containers.list()) }
      }
      return containers.value
    },
  }
}
