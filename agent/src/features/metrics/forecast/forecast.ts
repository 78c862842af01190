import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../../core/clock.ts'
import type { MetricName } from '../metric-table.ts'
import { type Point, robustSlope } from './robust-slope.ts'

type Forecast = components['schemas']['Forecast']

/** Something that runs out, in words. */
export interface Resource {
  metric: MetricName
  /** Begins a sentence. */
  name: string
  /** What happens at the limit, and what does not: `is full`, `fill up`. */
  runsOut: string
  runOut: string
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Less than this says nothing of what is to come. */
const leastHours = 6
const leastPoints = 24
/** Every pair of points is looked at. */
const mostPoints = 160
/** Nobody can say what will be in a year from what was in a day. */
const reach = 20
const high = { hours: 72, width: 0.25 }
const medium = { hours: 24, width: 1 }

/** When something runs out, from how much of it was left over time. `points` in ms since 1970, oldest first. */
export function forecastOf(resource: Resource, points: readonly Point[], now: number): Forecast {
  const used = thinned(points)
  const [first, last] = [used[0], used.at(-1)]
  const observedMs = first && last ? last.at - first.at : 0
  const hours = observedMs / hourMs
  const slope = used.length < leastPoints || hours < leastHours ? null : robustSlope(used)
  const nothing = { eta: null, earliest: null, latest: null, rate_per_day: null, confidence: 'none' as const }
  const told = {
    metric: resource.metric,
    limit: 0,
    ...nothing,
    observed_hours: Math.round(hours * 10) / 10,
  }
  if (slope === null) {
    const statement = `Too little is known yet to say when ${resource.name.toLowerCase()} ${resource.runsOut}.`
    return { ...told, statement }
  }
  const left = presentValues(used, slope.middle, now)
  const horizon = now + reach * observedMs
  /** When it is used up at a rate; null for never, and for so late that nobody can know. */
  const endAt = (value: number, rate: number): number | null => {
    const at = rate < 0 ? now + Math.max(0, value) / -rate : Number.POSITIVE_INFINITY
    return at <= horizon ? at : null
  }
  const middle = endAt(left.middle, slope.middle)
  const earliest = endAt(left.least, slope.least)
  const latest = endAt(left.most, slope.most)
  const rate_per_day = Math.round(slope.middle * dayMs)
  // A rate that may as well be none is no reason to name a day.
  if (middle === null || slope.most >= 0) {
    const confidence = earliest !== null || hours < medium.hours ? 'low' : hours < high.hours ? 'medium' : 'high'
    const statement =
      earliest === null
        ? `${resource.name} does not ${resource.runOut} at the present rate.`
        : `${resource.name} may ${resource.runOut} in about ${lasting(earliest - now)} at the earliest; the rate is not clear.`
    return { ...told, statement, earliest: timeOrNull(earliest), rate_per_day, confidence }
  }
  const width = (slope.most - slope.least) / -slope.middle
  const isAtLeast = (bound: { hours: number; width: number }) => hours >= bound.hours && width <= bound.width
  return {
    ...told,
    statement: `${resource.name} ${resource.runsOut} in about ${lasting(middle - now)}, if it goes on like the last ${lasting(observedMs)}.`,
    eta: isoTime(middle),
    earliest: timeOrNull(earliest),
    latest: timeOrNull(latest),
    rate_per_day,
    confidence: isAtLeast(high) ? 'high' : isAtLeast(medium) ? 'medium' : 'low',
  }
}

/** Evenly, and always with the last point. */
function thinned(points: readonly Point[]): Point[] {
  const every = Math.ceil(points.length / mostPoints)
  return points.filter((_, index) => (points.length - 1 - index) % every === 0)
}

/** What is left now, by the last five points and the way that things go: no single one decides. */
function presentValues(points: readonly Point[], slope: number, now: number) {
  const values = points.slice(-5).map(({ at, value }) => value + slope * (now - at))
  const sorted = values.sort((one, other) => one - other)
  return { least: sorted[0] ?? 0, middle: sorted[Math.floor(sorted.length / 2)] ?? 0, most: sorted.at(-1) ?? 0 }
}

/** A length of time as people say it. */
function lasting(milliseconds: number): string {
  if (milliseconds < 2 * hourMs) return counted(Math.max(1, milliseconds / 60_000), 'minute')
  return milliseconds < 2 * dayMs ? counted(milliseconds / hourMs, 'hour') : counted(milliseconds / dayMs, 'day')
}

function counted(count: number, unit: string): string {
  const whole = Math.round(count)
  return `${whole} ${unit}${whole === 1 ? '' : 's'}`
}

function timeOrNull(at: number | null): string | null {
  return at === null ? null : isoTime(at)
}
