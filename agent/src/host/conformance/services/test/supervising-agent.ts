import { createSupervised } from '../../../real/effects/services/supervised/supervised.ts'
import { supervisedDeps } from './supervised-host.ts'

/** Where this program lies. */
export const supervisingAgent = import.meta.filename

/** An agent that supervises and does nothing else, as a process of its own, so that a test can kill it. */
if (import.meta.main) {
  const [stateDir = '', definition = ''] = process.argv.slice(2)
  const manager = createSupervised(supervisedDeps(stateDir))
  const service = JSON.parse(definition)
  await manager.install(service)
  await manager.start(service.name, service.owner)
  const { pid } = await manager.state(service.name, service.owner)
  process.stdout.write(`${pid}\n`)
  setInterval(() => undefined, 1000)
}
