import { createOwnLaunchd } from './own-launchd.ts'
import type { OwnMachine } from './own-machine.ts'
import type { OwnManager, OwnServiceState, OwnServiceWish } from './own-manager.ts'
import { OwnServiceError } from './own-service-error.ts'
import { createOwnSystemd } from './own-systemd.ts'
import { proveOwnFiles } from './prove-own-files.ts'
import { runningAgent } from './running-agent.ts'

/** The manager that runs this host. @throws OwnServiceError where there is none */
export async function createOwnService(machine: OwnMachine): Promise<OwnManager> {
  const manager = await managerOf(machine)
  return {
    ...manager,
    async planInstall(wish) {
      await proveOwnFiles(machine)
      await refuseSecondAgent(machine, wish, await manager.state())
      return manager.planInstall(wish)
    },
  }
}

async function managerOf(machine: OwnMachine): Promise<OwnManager> {
  if (machine.platform === 'darwin') return createOwnLaunchd(machine)
  if (machine.platform === 'linux' && (await machine.facts('/run/systemd/system')) !== null) {
    return createOwnSystemd(machine)
  }
  throw new OwnServiceError(
    'Neither systemd nor launchd runs this host. Keep `moltbot-ops serve` running by other means, such as a container with a restart policy.',
  )
}

/** Two agents cannot share a state directory, so the service could not start. */
async function refuseSecondAgent(machine: OwnMachine, { stateDir }: OwnServiceWish, service: OwnServiceState) {
  const pid = await runningAgent(machine, stateDir)
  if (pid === null || pid === service.pid) return
  throw new OwnServiceError(`An agent runs already with ${stateDir}, as process ${pid}. Stop it first.`)
}
