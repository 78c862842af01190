import type { Shape } from './tick-body.ts'

/** A resolution in which measurements are kept for a while. */
export interface Tier {
  number: number
  /** Length of a step. */
  seconds: number
  keepSeconds: number
  shape: Shape
}

const day = 86_400

export const raw: Tier = { number: 0, seconds: 10, keepSeconds: day, shape: 'single' }
export const minutes: Tier = { number: 1, seconds: 60, keepSeconds: 14 * day, shape: 'summary' }
export const quarters: Tier = { number: 2, seconds: 900, keepSeconds: 90 * day, shape: 'summary' }

/** From fine to coarse. */
export const tiers: readonly Tier[] = [raw, minutes, quarters]

const tierSpan = 2 ** 40

/** The key of the step that begins then, in seconds since 1970. */
export function placeOf(tier: Tier, at: number): number {
  return tier.number * tierSpan + Math.min(Math.max(0, at), tierSpan - 1)
}

export function timeOf(tier: Tier, place: number): number {
  return place - tier.number * tierSpan
}

export function stepBegin(at: number, seconds: number): number {
  return Math.floor(at / seconds) * seconds
}
