export interface Point {
  at: number
  value: number
}

export interface Slope {
  /** Change of the value per unit of time. */
  middle: number
  /** What it is between with a chance of 95 in 100, as far as the points are like those to come. */
  least: number
  most: number
}

/** Two standard deviations, nearly. */
const z = 1.96
/** Beyond, neighbours say so nearly the same that more of them are no more evidence. */
const mostAlike = 0.97

/**
 * The median of the slopes between all pairs of points (Theil and Sen): a few wild ones do not turn it. Its interval is
 * Kendall's, made wider by how much neighbouring points are alike, because a machine that is busy now is still so a little
 * later. Costs the square of the number of points, so give it a few hundred at most; null for fewer than three.
 */
export function robustSlope(points: readonly Point[]): Slope | null {
  const count = points.length
  if (count < 3) return null
  const slopes: number[] = []
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      const [one, other] = [points[i], points[j]]
      if (one && other && other.at !== one.at) slopes.push((other.value - one.value) / (other.at - one.at))
    }
  }
  if (slopes.length === 0) return null
  const sorted = Float64Array.from(slopes).sort()
  const middle = quantile(sorted, 0.5)
  const alike = Math.min(mostAlike, Math.max(0, likeness(residuals(points, middle))))
  const wider = Math.sqrt((1 + alike) / (1 - alike))
  const spread = (z * wider * Math.sqrt((count * (count - 1) * (2 * count + 5)) / 18)) / sorted.length
  return { middle, least: quantile(sorted, (1 - spread) / 2), most: quantile(sorted, (1 + spread) / 2) }
}

/** `part` from 0 to 1; beyond, the first or last value. */
function quantile(sorted: Float64Array, part: number): number {
  const place = Math.min(1, Math.max(0, part)) * (sorted.length - 1)
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}

function residuals(points: readonly Point[], slope: number): number[] {
  const begin = points[0]?.at ?? 0
  const rest = points.map(({ at, value }) => value - slope * (at - begin))
  const middle = quantile(Float64Array.from(rest).sort(), 0.5)
  return rest.map((value) => value - middle)
}

/** How much a value says about the next one, from -1 to 1. */
function likeness(values: readonly number[]): number {
  let product = 0
  let square = 0
  for (const [index, value] of values.entries()) {
    product += value * (values[index + 1] ?? 0)
    square += value * value
  }
  return square === 0 ? 0 : product / square
}
