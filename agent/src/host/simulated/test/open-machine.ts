import type { Owner } from '../../effects.ts'
import { createSimulatedHost, type SimulatedHost } from '../simulated-host.ts'

export const robin: Owner = { uid: 1000, gid: 1000, name: 'robin', home: '/home/robin' }
export const root: Owner = { uid: 0, gid: 0, name: 'root', home: '/root' }

const stepMs = 100

export interface OpenMachine extends SimulatedHost {
  /** Moves the machine's time on until the promise has settled, and gives what it gave. */
  settle<Result>(promise: Promise<Result>, mostMs?: number): Promise<Result>
  read(path: string, ownerUid?: number): Promise<string | null>
}

/** A simulated machine whose time moves only by `settle` and `clock.advance`. */
export function openMachine(scenario: string, seed = 1): OpenMachine {
  const simulated = createSimulatedHost({ scenario, seed, startAt: Date.UTC(2026, 10, 23, 2, 7, 0), real: null })
  return {
    ...simulated,
    async settle(promise, mostMs = 300_000) {
      let settled = false
      const noted = promise.finally(() => {
        settled = true
      })
      noted.catch(() => undefined)
      for (let passed = 0; !settled && passed < mostMs; passed += stepMs) await simulated.clock.advance(stepMs)
      if (!settled) throw new Error(`It did not settle within ${mostMs} ms of the machine.`)
      return noted
    },
    read: (path, ownerUid = robin.uid) => simulated.host.files.readText(path, { ownerUid, maxBytes: 16_000_000 }),
  }
}
