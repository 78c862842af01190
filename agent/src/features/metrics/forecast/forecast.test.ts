import { expect, test } from 'vitest'
import { forecastOf, type Resource } from './forecast.ts'
import { type Point, robustSlope } from './robust-slope.ts'

const disk: Resource = { metric: 'disk_free_bytes', name: 'The disk', runsOut: 'is full', runOut: 'fill up' }
const now = Date.UTC(2026, 10, 23, 2, 7, 0)
const hour = 3_600_000
const quarter = hour / 4

/** A value each quarter of an hour, up to now. */
function points(hours: number, valueAt: (hour: number, index: number) => number): Point[] {
  const count = hours * 4 + 1
  return Array.from({ length: count }, (_, index) => {
    const at = now - (count - 1 - index) * quarter
    return { at, value: valueAt((at - now) / hour, index) }
  })
}
/** Repeats, and looks like chance: in [-1, 1). */
const noise = (index: number) => ((Math.sin(index * 127.1) * 43_758.5453) % 1) * 0.999

test('a disk that fills steadily is full when simple division says so', () => {
  const told = forecastOf(
    disk,
    points(72, (at) => 10e9 - at * 50e6),
    now,
  )
  expect(told).toMatchObject({ metric: 'disk_free_bytes', limit: 0, confidence: 'high', observed_hours: 72 })
  expect(Date.parse(told.eta ?? '') - now).toBeCloseTo((10e9 / 50e6) * hour, -6)
  expect(told.rate_per_day).toBe(-1.2e9)
  expect(told.statement).toBe('The disk is full in about 8 days, if it goes on like the last 3 days.')
})

test('the interval holds the truth, and is wider with more noise', () => {
  const told = [20e6, 400e6].map((size) =>
    forecastOf(
      disk,
      points(72, (at, index) => 10e9 - at * 50e6 + noise(index) * size),
      now,
    ),
  )
  const width = told.map(({ earliest, latest }) => Date.parse(latest ?? '') - Date.parse(earliest ?? ''))
  for (const { earliest, latest } of told) {
    expect(Date.parse(earliest ?? '') - now).toBeLessThan(200 * hour)
    expect(Date.parse(latest ?? '') - now).toBeGreaterThan(200 * hour * 0.97)
  }
  expect(width[1]).toBeGreaterThan(3 * (width[0] ?? 0))
})

test('a few wild measurements change nothing much', () => {
  const wild = points(72, (at, index) => (index % 40 === 7 ? 0 : 10e9 - at * 50e6))
  const told = forecastOf(disk, wild, now)
  expect(Date.parse(told.eta ?? '') - now).toBeGreaterThan(180 * hour)
  expect(Date.parse(told.eta ?? '') - now).toBeLessThan(220 * hour)
})

test('with less than six hours, or hardly any measurement, nothing is claimed', () => {
  const short = forecastOf(
    disk,
    points(5, (at) => 10e9 - at * 900e6),
    now,
  )
  expect(short).toMatchObject({ eta: null, earliest: null, latest: null, confidence: 'none', rate_per_day: null })
  expect(short.statement).toBe('Too little is known yet to say when the disk is full.')
  const few = points(72, (at) => 10e9 - at * 50e6).filter((_, index) => index % 24 === 0)
  expect(forecastOf(disk, few, now)).toMatchObject({ confidence: 'none' })
  expect(forecastOf(disk, [], now)).toMatchObject({ confidence: 'none', observed_hours: 0 })
})

test('what does not get less does not run out', () => {
  for (const rate of [0, 50e6]) {
    const told = forecastOf(
      disk,
      points(72, (at) => 10e9 + at * rate),
      now,
    )
    expect(told).toMatchObject({ eta: null, latest: null, confidence: 'high' })
    expect(told.statement).toBe('The disk does not fill up at the present rate.')
  }
})

test('a rate that is lost in the noise names no day', () => {
  const told = forecastOf(
    disk,
    points(24, (at, index) => 10e9 - at * 1e6 + noise(index) * 3e9),
    now,
  )
  expect(told).toMatchObject({ eta: null, latest: null })
})

test('nothing is said of a time much further away than was observed', () => {
  const told = forecastOf(
    disk,
    points(12, (at) => 10e9 - at * 1e6),
    now,
  )
  expect(told).toMatchObject({ eta: null, earliest: null, rate_per_day: -24e6 })
})

test('confidence grows with what was observed', () => {
  const of = (hours: number) =>
    forecastOf(
      disk,
      points(hours, (at) => 10e9 - at * 300e6),
      now,
    ).confidence
  expect([of(8), of(30), of(80)]).toEqual(['low', 'medium', 'high'])
})

test('points that are alike make the interval wider than the same points in disorder', () => {
  const slow = points(48, (_, index) => 1e9 * Math.sin(index / 20))
  const mixed = slow.map(({ at }, index) => ({ at, value: slow[(index * 89) % slow.length]?.value ?? 0 }))
  const widthOf = (some: Point[]) => {
    const slope = robustSlope(some)
    return slope ? slope.most - slope.least : 0
  }
  expect(widthOf(slow)).toBeGreaterThan(2 * widthOf(mixed))
})

test('a week of quarters of an hour is looked at in bounded time', () => {
  const told = forecastOf(
    disk,
    points(168, (at) => 10e9 - at * 5e6),
    now,
  )
  expect(Date.parse(told.eta ?? '') - now).toBeCloseTo((10e9 / 5e6) * hour, -7)
  expect(told.observed_hours).toBeGreaterThan((168 * hour - 5 * quarter) / hour)
})
