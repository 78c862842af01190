import type { Shape } from './tick-body.ts'

/** A resolution in which measurements are kept for a while. */
export interface Tier {
  table: 'metric_raw' | 'metric_minutes' | 'metric_quarters'
  /** Length of a step. */
  seconds: number
  keepSeconds: number
  shape: Shape
}

const day = 86_400

export const raw: Tier = { table: 'metric_raw', seconds: 10, keepSeconds: day, shape: 'single' }
export const minutes: Tier = { table: 'metric_minutes', seconds: 60, keepSeconds: 14 * day, shape: 'summary' }
export const quarters: Tier = { table: 'metric_quarters', seconds: 900, keepSeconds: 90 * day, shape: 'summary' }

/** From fine to coarse. */
export const tiers: readonly Tier[] = [raw, minutes, quarters]

export function stepBegin(at: number, seconds: number): number {
  return Math.floor(at / seconds) * seconds
}
