import type { Plan } from './consent.ts'
import { Problem } from './problem.ts'

/**
 * For a handler that looks again at what its plan stands on: between the gate's look and its own the record is written,
 * and whoever else may write on this machine, MoltBot first of all, may have done so meanwhile.
 * @throws Problem plan_changed when a fact is not the one that was approved
 */
export function demandSameBasis({ basis }: Pick<Plan, 'basis'>, now: Plan['basis']): void {
  const changed = Object.keys(now).find((name) => basis[name] !== now[name])
  if (changed === undefined) return
  throw new Problem('plan_changed', `What was approved changed at the last moment (${changed}). Nothing was begun.`)
}
