import type { components } from '@moltbot-ops/api/types'

export type MetricName = components['schemas']['MetricName']

/** What was measured, at even steps. */
export interface Series {
  stepMs: number
  /** Begin of each step, ms since 1970. */
  times: number[]
  /** One for each time, the mean of the step; null where nothing is known. */
  values: (number | null)[]
}

/** Reads one metric of the past; of the host where the instance is null. */
export type ReadSeries = (name: MetricName, instanceId: string | null, from: number, to: number) => Promise<Series>

/** Readings in order, as a rule would have had them. */
export interface Past {
  stepMs: number
  readings: { at: number; value: number | null }[]
}
