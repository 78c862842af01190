import { quarters, raw, stepBegin, type Tier, tiers } from './tiers.ts'

export const mostPoints = 2000

/** Steps that people read easily, in seconds. */
const plainSteps = [10, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]

export interface Range {
  /** In seconds since 1970. */
  from: number
  to: number
  now: number
}

/**
 * The seconds between points: what was asked for, made longer where it would give more than 2,000 points, where nothing so
 * fine is kept any more, and to whole steps of the tier that it is read from. Without a wish the finest that fits.
 */
export function chooseStep({ from, to, now }: Range, wish: number | undefined): number {
  const finest = finestKept(from, now)
  const least = Math.max(wish ?? 0, finest.seconds)
  const fits = (step: number) => countOf(from, to, step) <= mostPoints
  const wished = wholeSteps(least, finest)
  if (wish !== undefined && fits(wished)) return wished
  const needed = Math.max(least, Math.ceil((to - from) / (mostPoints - 2)))
  return plainSteps.find((step) => step >= least && fits(step)) ?? wholeSteps(needed, finest)
}

/** How many steps a range touches. */
export function countOf(from: number, to: number, step: number): number {
  return Math.max(1, (stepBegin(to, step) - stepBegin(from, step)) / step + 1)
}

/** The coarsest tier that such steps can be made of. */
export function tierFor(step: number): Tier {
  return tiers.toReversed().find(({ seconds }) => seconds <= step && step % seconds === 0) ?? coarsestWithin(step)
}

/** Made longer to whole steps of the tier that it is read from, which is kept for long enough. */
function wholeSteps(step: number, finest: Tier): number {
  const unit = Math.max(tierFor(step).seconds, finest.seconds)
  return Math.ceil(step / unit) * unit
}

function coarsestWithin(step: number): Tier {
  return tiers.toReversed().find(({ seconds }) => seconds <= step) ?? raw
}

function finestKept(from: number, now: number): Tier {
  return tiers.find(({ keepSeconds }) => from >= now - keepSeconds) ?? quarters
}
