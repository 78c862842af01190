import type { ServiceDefinition, ServiceManagerKind } from '../../effects.ts'
import type { GatewaySetup, Scenario, Supervision } from '../scenarios/scenario.ts'

/** A start of what the agent installs takes some three seconds, unless the scenario says otherwise. */
const managedSlowness = 0.43

/** How each manager tries again; systemd always after the same time. */
const restarts: Record<ServiceManagerKind, Pick<Supervision, 'restartSeconds' | 'backsOff'>> = {
  systemd: { restartSeconds: 5 },
  systemd_user: { restartSeconds: 5 },
  launchd: { restartSeconds: 10 },
  docker: { restartSeconds: 0.1, backsOff: true },
  supervised: { restartSeconds: 2, backsOff: true },
}

/** How a gateway that the agent installs starts, and is started again. */
export function managedSetup(
  manager: ServiceManagerKind,
  definition: ServiceDefinition,
  scenario: Scenario,
): GatewaySetup {
  return {
    name: definition.name,
    port: definition.port,
    run: 'stopped',
    slowness: scenario.managedSlowness ?? managedSlowness,
    supervision: { ...restarts[manager], stopsAt78: true, stopSeconds: definition.stopBudgetMs / 1000 },
  }
}
