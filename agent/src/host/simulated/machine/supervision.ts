import type { Clock, Timer } from '../../../core/clock.ts'
import { type Supervision, upstreamUnit } from '../scenarios/scenario.ts'
import type { Installed } from './installed.ts'
import type { LaunchFailure } from './launch.ts'

/** What the service managers of the machine do: start, stop, and start again what ended unasked. */
export interface Supervisor {
  /** Tries to start the process; what cannot even begin is a failed service. */
  start(installed: Installed): void
  /** TERM, and KILL after the budget. Resolves when the process is gone. */
  stop(installed: Installed): Promise<void>
  /** Told of each end of a process. */
  ended(installed: Installed, code: number | null): void
}

export interface SupervisorDeps {
  clock: Clock
  /** Timers that end with the scenario. */
  timers: Timer[]
  /** Makes the gateway what its service starts now; what keeps it from starting is told. */
  prepare(installed: Installed): LaunchFailure | null
}

const slowestMs = 60_000

export function createSupervisor({ clock, timers, prepare }: SupervisorDeps): Supervisor {
  const waiting = new Map<Installed, (() => void)[]>()
  const start: Supervisor['start'] = (installed) => {
    installed.wanted = 'up'
    if (installed.gateway.state.phase !== 'off') return
    installed.failure = prepare(installed)
    if (installed.failure === null) installed.gateway.boot({ slowness: installed.setup.slowness ?? 1 })
  }
  const rules = ({ setup }: Installed): Supervision => setup.supervision ?? upstreamUnit
  return {
    start,
    async stop(installed) {
      installed.wanted = 'down'
      if (installed.gateway.state.phase === 'off') return
      const gone = new Promise<void>((done) => {
        waiting.set(installed, [...(waiting.get(installed) ?? []), done])
      })
      installed.gateway.terminate()
      const patience = clock.after(rules(installed).stopSeconds * 1000, () => installed.gateway.kill())
      await gone
      patience.cancel()
    },
    ended(installed, code) {
      for (const done of waiting.get(installed) ?? []) done()
      waiting.delete(installed)
      if (installed.wanted === 'down') return
      const { restartSeconds, stopsAt78, backsOff } = rules(installed)
      if (code === 78 && stopsAt78) {
        installed.failure = { code, message: 'It ended with 78, which a new start cannot cure.' }
        return
      }
      const factor = backsOff ? 2 ** Math.min(installed.restarts, 10) : 1
      const again = () => {
        if (installed.wanted === 'down' || installed.gateway.state.phase !== 'off') return
        installed.restarts += 1
        start(installed)
      }
      timers.push(clock.after(Math.min(slowestMs, restartSeconds * factor * 1000), again))
    },
  }
}
