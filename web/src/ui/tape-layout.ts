/** What the tape draws, worked out without a browser. */
export type BarState = 'well' | 'slow' | 'down' | 'not_measured'

export interface TapeBar {
  at: number
  state: BarState
  /** The slowest answer of the five minutes; null where nothing answered. */
  tookMs: number | null
}

export interface TapeChange {
  id: string
  at: number
  name: string
}

/** Height of the bars in drawing units; the change triangles stand above. */
export const tapeHeight = 54
const lowest = 5
const highest = 46
const fastMs = 1
const slowestMs = 5000

/** A log scale: 6 ms and 60 ms must look different, and 5 s must still fit. A bar that is down has the full height. */
export function barHeight(bar: TapeBar): number {
  if (bar.state === 'down') return tapeHeight
  if (bar.tookMs === null) return lowest
  const share = Math.log(Math.max(bar.tookMs, fastMs) / fastMs) / Math.log(slowestMs / fastMs)
  return Math.round(lowest + Math.min(1, share) * (highest - lowest))
}

/** Bars as one path per state: 288 elements would be 288 nodes for nothing. */
export function barsPath(bars: readonly TapeBar[], state: BarState, width: number): string {
  const commands: string[] = []
  for (const [index, bar] of bars.entries()) {
    if (bar.state !== state) continue
    const height = barHeight(bar)
    commands.push(`M${index} ${tapeHeight}v${-height}h${width}v${height}z`)
  }
  return commands.join('')
}

/** Neighbours that were not measured become one dashed box. */
export function gaps(bars: readonly TapeBar[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  for (const [index, bar] of bars.entries()) {
    if (bar.state !== 'not_measured') continue
    const last = found.at(-1)
    if (last !== undefined && last.to === index) last.to = index + 1
    else found.push({ from: index, to: index + 1 })
  }
  return found
}

/** Fewer, wider bars for narrow screens. The worst of a group wins: an outage must not be averaged away. */
export function grouped(bars: readonly TapeBar[], size: number): TapeBar[] {
  const groups: TapeBar[] = []
  for (let index = 0; index < bars.length; index += size) {
    const members = bars.slice(index, index + size)
    const took = members.map((bar) => bar.tookMs).filter((value) => value !== null)
    const tookMs = took.length === 0 ? null : Math.max(...took)
    groups.push({ at: members[0]?.at ?? 0, state: groupState(members), tookMs })
  }
  return groups
}

function groupState(members: readonly TapeBar[]): BarState {
  const has = (state: BarState) => members.some((bar) => bar.state === state)
  const missing = members.filter((bar) => bar.state === 'not_measured').length
  if (has('down')) return 'down'
  if (has('slow')) return 'slow'
  return missing * 2 > members.length ? 'not_measured' : 'well'
}

export interface PlacedChange {
  key: string
  /** Share of the width, 0 to 1. */
  position: number
  name: string
  /** Which side of the triangle the name stands on; null where it gave way to a newer one. */
  side: 'left' | 'right' | null
}

interface Placing {
  from: number
  to: number
  trackWidth: number
  widthOf(name: string): number
}

/**
 * The newest name always stands. An older one stands where it covers no other triangle; otherwise it shows only on
 * hover and focus.
 */
export function placeChanges(
  changes: readonly TapeChange[],
  { from, to, trackWidth, widthOf }: Placing,
): PlacedChange[] {
  const spots = changes
    .filter((change) => change.at >= from && change.at <= to)
    .toSorted((a, b) => a.at - b.at)
    .map((change) => ({ change, x: ((change.at - from) / (to - from)) * trackWidth }))
  const taken: [number, number][] = []
  const place = (spot: (typeof spots)[number], newest: boolean): PlacedChange['side'] => {
    const width = widthOf(spot.change.name) + gap
    const sides = { right: [spot.x, spot.x + width], left: [spot.x - width, spot.x] } as const
    const inside = ([start, end]: readonly [number, number]) => start >= 0 && end <= trackWidth
    const free = ([start, end]: readonly [number, number]) =>
      taken.every(([other, otherEnd]) => end <= other || start >= otherEnd) &&
      spots.every(({ x }) => x === spot.x || x + triangle <= start || x - triangle >= end)
    const order = ['right', 'left'] as const
    const side = order.find((each) => inside(sides[each]) && free(sides[each]))
    const chosen = side ?? (newest ? order.find((each) => inside(sides[each])) : undefined)
    if (chosen === undefined) return null
    taken.push([sides[chosen][0], sides[chosen][1]])
    return chosen
  }
  return spots
    .toReversed()
    .map((spot, index) => {
      const side = place(spot, index === 0)
      return { key: spot.change.id, position: spot.x / trackWidth, name: spot.change.name, side }
    })
    .reverse()
}

const gap = 18
const triangle = 6
