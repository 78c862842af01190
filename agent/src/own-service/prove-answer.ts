import type { OwnMachine } from './own-machine.ts'
import type { OwnServiceWish } from './own-manager.ts'
import { OwnServiceError } from './own-service-error.ts'
import { runningAgent } from './running-agent.ts'

const withinMs = 60_000
const everyMs = 200

/**
 * Waits until the agent answers from outside, and is the process that the service manager started: somebody else may
 * listen on that port. @throws OwnServiceError
 */
export async function proveAnswer(
  machine: OwnMachine,
  { port, stateDir }: OwnServiceWish,
  servicePid: () => Promise<number | null>,
): Promise<void> {
  const until = machine.monotonic() + withinMs
  while (machine.monotonic() < until) {
    const pid = await servicePid()
    if (pid !== null && pid === (await runningAgent(machine, stateDir))) {
      if ((await machine.status(`http://127.0.0.1:${port}/health`)) === 200) return
    }
    await machine.pause(everyMs)
  }
  throw new OwnServiceError(`The agent did not answer on 127.0.0.1:${port} within ${withinMs / 1000} s.`)
}
