import type { Clock } from '../../../core/clock.ts'
import type { Gateway } from '../gateway/gateway.ts'
import { ordinaryLine } from '../gateway/ordinary-lines.ts'
import type { Change } from '../scenarios/scenario.ts'
import type { Installed } from './installed.ts'
import type { Noise } from './noise.ts'
import type { Supervisor } from './supervision.ts'

export interface ChangesDeps {
  clock: Clock
  noise: Noise
  supervisor: Supervisor
  gateways: ReadonlyMap<string, Installed>
}

/** What the events of a scenario do to its gateways; nothing where there is none of that name. */
export function createChanges({ clock, noise, supervisor, gateways }: ChangesDeps) {
  let lines = 0
  const writeLines = (gateway: Gateway, count: number) => {
    if (gateway.state.phase !== 'ready') return
    const from = clock.now() - 999
    for (let n = 0; n < count; n++) {
      lines += 1
      gateway.say(ordinaryLine(noise, gateway.place.name, lines), from + Math.floor((n * 999) / count))
    }
  }
  return (name: string, change: Change) => {
    const installed = gateways.get(name)
    if (installed === undefined) return
    const { gateway } = installed
    switch (change.kind) {
      case 'start':
        return supervisor.start(installed)
      case 'terminate':
        installed.wanted = 'down'
        return gateway.terminate()
      case 'kill':
        return gateway.kill()
      case 'wedge':
        return gateway.wedge()
      case 'install':
        return gateway.install(change.version)
      case 'edit_config':
        return gateway.editConfig(change.config)
      case 'mood':
        return gateway.setMood(change.mood)
      case 'channels':
        return gateway.setChannels(change.channels)
      case 'log':
        return writeLines(gateway, change.lines)
    }
  }
}
