import { createHash } from 'node:crypto'
import type { ContainerFacts } from '../../host.ts'
import type { Installed } from './installed.ts'
import type { Machine } from './machine.ts'

/** Where the engine keeps what an image holds. */
export function imageFolder(reference: string): string {
  return `/var/lib/docker/images/${createHash('sha256').update(reference).digest('hex').slice(0, 12)}`
}

/** The containers of MoltBot, as the engine tells them. */
export function containersOf({ gateways, noise }: Machine): ContainerFacts[] {
  return [...gateways.values()].flatMap((installed) => factsOf(installed, (name) => noise.hex(64, 'container', name)))
}

function factsOf({ manager, gateway, definition, restarts }: Installed, idOf: (name: string) => string) {
  if (manager !== 'docker' || definition === null) return []
  const { state, place } = gateway
  const running = state.phase !== 'off'
  const name = place.unitName
  return [
    {
      id: idOf(name),
      name,
      image: definition.image ?? '',
      running,
      startedAt: state.startedAt > 0 ? state.startedAt : null,
      restartCount: restarts,
      exitCode: running ? null : (state.exitCode ?? null),
      hostPort: definition.port,
      stateDir: definition.stateDir,
      pid: running ? state.pid : null,
    },
  ]
}
