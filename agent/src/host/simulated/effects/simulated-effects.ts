import type { Clock } from '../../../core/clock.ts'
import type { Effects } from '../../effects.ts'
import type { Machine } from '../machine/machine.ts'
import { createActs } from './acts.ts'
import type { EffectRecord } from './effect-record.ts'
import type { FaultPlan } from './faults.ts'
import { createSimulatedPackages } from './packages/simulated-packages.ts'
import { createSimulatedManagers } from './services/simulated-managers.ts'
import { createSimulatedAccounts } from './simulated-accounts.ts'
import { createSimulatedFolders } from './simulated-folders.ts'
import { createSimulatedImages } from './simulated-images.ts'
import { createSimulatedPrograms } from './simulated-programs.ts'
import type { RemoteHost } from './ssh/remote-hosts.ts'
import { createSimulatedSsh } from './ssh/simulated-ssh.ts'

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
  /** What can be reached over SSH. */
  hosts: readonly RemoteHost[]
}

/** The effects of one life of an agent on the simulated machine. */
export function createSimulatedEffects({
  machine,
  clock,
  records,
  faults,
  hosts,
}: SimulatedEffectsDeps): SimulatedEffects {
  const acts = createActs({ clock, records, faults })
  return {
    accounts: createSimulatedAccounts(machine, acts),
    folders: createSimulatedFolders(machine, acts),
    programs: createSimulatedPrograms(machine, acts),
    packages: createSimulatedPackages(machine, acts, faults),
    images: createSimulatedImages(machine, acts, faults),
    serviceManagers: createSimulatedManagers(machine, acts),
    ssh: createSimulatedSsh({ clock, acts, faults, hosts }),
    record: () => records,
  }
}
