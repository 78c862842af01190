import { HostError } from '../../host.ts'
import type { EffectKind, EffectRecord } from './effect-record.ts'

/**
 * The agent was killed at this moment. No handler may treat it as an error of the machine: the test that asked for it
 * opens the database again with a new agent, and the effects of the dead one change nothing any more.
 */
export class SimulatedCrash extends Error {
  constructor(effect: Pick<EffectRecord, 'kind' | 'target'>, moment: FaultMoment) {
    super(`The agent was killed ${moment} ${effect.kind} ${effect.target}.`)
    this.name = 'SimulatedCrash'
  }
}

/** `during` is in the middle of an effect that takes several steps; the others have none. */
export type FaultMoment = 'before' | 'during' | 'after'

/** The nth effect of that kind from now on, from 1, or each that the function picks. */
export type FaultChoice = number | ((effect: EffectRecord) => boolean)

/** What goes wrong on purpose, for tests. Each stays until `clear`; one chosen by number happens once. */
export interface SimulatedFaults {
  /** Instead of the effect comes the error; nothing is changed. */
  failAt(kind: EffectKind | 'any', choice: FaultChoice, error?: HostError): void
  /**
   * Kills the agent there: this effect and all later ones of its life throw `SimulatedCrash`, or with `silent` never
   * settle, as nothing of a killed process runs on.
   */
  crashAt(kind: EffectKind | 'any', choice: FaultChoice, options?: { moment?: FaultMoment; silent?: boolean }): void
  /** Resolves at the next crash. */
  crashed(): Promise<SimulatedCrash>
  /** Every write is out of space, until false. */
  diskFull(full: boolean): void
  /** How the package registry behaves; null gives it back to the scenario. */
  registry(mood: RegistryMood | null): void
  /** How the network to the remote hosts behaves. */
  link(mood: LinkMood): void
  clear(): void
}

/** `unreachable`, `not_found` and `server_error` answer so at once, `slow` after two minutes; a package comes damaged. */
export type RegistryMood = 'up' | 'unreachable' | 'not_found' | 'server_error' | 'slow' | 'wrong_integrity'

/** `slow` takes 30 s for anything; `dead` never answers; `cut` ends each connection at its next use. */
export type LinkMood = 'up' | 'slow' | 'dead' | 'cut'

interface Fault {
  kind: EffectKind | 'any'
  choice: FaultChoice
  moment: FaultMoment
  error: HostError | 'crash'
  silent: boolean
  seen: number
}

/** The faults with what the simulated machine asks of them. */
export interface FaultPlan {
  readonly control: SimulatedFaults
  /** What shall happen to this effect at this moment; null lets it go on. */
  meet(effect: EffectRecord, moment: FaultMoment): HostError | { crash: SimulatedCrash; silent: boolean } | null
  isDiskFull(): boolean
  registryMood(): RegistryMood | null
  linkMood(): LinkMood
}

export function createFaultPlan(): FaultPlan {
  let faults: Fault[] = []
  let full = false
  let registry: RegistryMood | null = null
  let link: LinkMood = 'up'
  const witnesses: ((crash: SimulatedCrash) => void)[] = []
  const add = (fault: Omit<Fault, 'seen'>) => {
    faults.push({ ...fault, seen: 0 })
  }
  const isDue = (fault: Fault, effect: EffectRecord): boolean => {
    if (typeof fault.choice === 'function') return fault.choice(effect)
    fault.seen += 1
    return fault.seen === fault.choice
  }
  return {
    control: {
      failAt: (kind, choice, error = new HostError('failed', 'EIO: the simulated machine refuses')) =>
        add({ kind, choice, moment: 'before', error, silent: false }),
      crashAt: (kind, choice, { moment = 'before', silent = false } = {}) =>
        add({ kind, choice, moment, error: 'crash', silent }),
      crashed: () => new Promise((done) => witnesses.push(done)),
      diskFull(wanted) {
        full = wanted
      },
      registry(mood) {
        registry = mood
      },
      link(mood) {
        link = mood
      },
      clear() {
        faults = []
        full = false
        registry = null
        link = 'up'
      },
    },
    meet(effect, moment) {
      // Every fault counts the effect, also when another one has already been met.
      const due = faults.filter(
        (fault) =>
          fault.moment === moment && (fault.kind === 'any' || fault.kind === effect.kind) && isDue(fault, effect),
      )
      const [first] = due
      if (first === undefined) return null
      if (first.error !== 'crash') return first.error
      const crash = new SimulatedCrash(effect, moment)
      for (const witness of witnesses.splice(0)) witness(crash)
      return { crash, silent: first.silent }
    },
    isDiskFull: () => full,
    registryMood: () => registry,
    linkMood: () => link,
  }
}
