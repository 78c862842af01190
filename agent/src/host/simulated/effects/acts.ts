import type { Clock } from '../../../core/clock.ts'
import { HostError } from '../../host.ts'
import type { EffectRecord } from './effect-record.ts'
import type { FaultMoment, FaultPlan, SimulatedCrash } from './faults.ts'

/** What one life of the agent does to the machine. After a crash it does nothing more. */
export interface Acts {
  /** Faults before it, its record, the work, faults after it. The work awaits `middle` once where it has several steps. */
  perform<Result>(
    effect: Omit<EffectRecord, 'at'>,
    work: (middle: () => Promise<void>) => Result | Promise<Result>,
  ): Promise<Result>
  /** A question: not recorded, and not answered to an agent that was killed. */
  ask<Result>(question: () => Result | Promise<Result>): Promise<Result>
}

export function createActs(deps: { clock: Clock; records: EffectRecord[]; faults: FaultPlan }): Acts {
  const { clock, records, faults } = deps
  let death: { crash: SimulatedCrash; silent: boolean } | null = null
  const stayAlive = async () => {
    if (death?.silent) await new Promise<never>(() => undefined)
    if (death !== null) throw death.crash
  }
  const meet = async (effect: EffectRecord, moment: FaultMoment) => {
    await stayAlive()
    const fate = faults.meet(effect, moment)
    if (fate instanceof HostError) throw fate
    death ??= fate
    await stayAlive()
  }
  return {
    async perform(wanted, work) {
      const effect = { at: clock.now(), ...wanted }
      await meet(effect, 'before')
      records.push(effect)
      const result = await work(() => meet(effect, 'during'))
      await meet(effect, 'after')
      return result
    },
    async ask(question) {
      await stayAlive()
      const answer = await question()
      await stayAlive()
      return answer
    },
  }
}
