import type { Clock } from '../../../core/clock.ts'
import type { Effects, Ssh } from '../../effects.ts'
import { HostError } from '../../host.ts'
import type { Machine } from '../machine/machine.ts'
import { type Acts, createActs } from './acts.ts'
import type { EffectRecord } from './effect-record.ts'
import type { FaultPlan } from './faults.ts'
import { createSimulatedPackages } from './packages/simulated-packages.ts'
import { createSimulatedManagers } from './services/simulated-managers.ts'
import { createSimulatedAccounts } from './simulated-accounts.ts'
import { createSimulatedFolders } from './simulated-folders.ts'
import { createSimulatedImages } from './simulated-images.ts'
import { createSimulatedPrograms } from './simulated-programs.ts'

export interface SimulatedEffects extends Effects {
  /** Every change since the simulation began, by whichever agent. */
  record(): readonly EffectRecord[]
}

export interface SimulatedEffectsDeps {
  /** Whichever machine is there now. */
  machine(): Machine
  clock: Clock
  records: EffectRecord[]
  faults: FaultPlan
}

/** The effects of one life of an agent on the simulated machine. */
export function createSimulatedEffects({ machine, clock, records, faults }: SimulatedEffectsDeps): SimulatedEffects {
  const acts = createActs({ clock, records, faults })
  return {
    accounts: createSimulatedAccounts(machine, acts),
    folders: createSimulatedFolders(machine, acts),
    programs: createSimulatedPrograms(machine, acts),
    packages: createSimulatedPackages(machine, acts, faults),
    images: createSimulatedImages(machine, acts, faults),
    serviceManagers: createSimulatedManagers(machine, acts),
    ssh: createNoSsh(acts),
    record: () => records,
  }
}

const absent = () => Promise.reject(new HostError('failed', 'not on the simulated machine'))

function createNoSsh(acts: Acts): Ssh {
  const refuse = () => acts.ask(absent)
  return { hostKey: refuse, connect: refuse }
}
