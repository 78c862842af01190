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
const gapHeight = 14.5
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

/**
 * Bars as one path per state: 288 elements would be 288 nodes for nothing. They stand on whole pixels and are all
 * equally wide; a fraction of a pixel more here and less there would show as bands.
 */
export function barsPath(bars: readonly TapeBar[], state: BarState, trackWidth: number): string {
  const pitch = trackWidth / bars.length
  const width = Math.max(1, Math.round(pitch * 0.55))
  const commands: string[] = []
  for (const [index, bar] of bars.entries()) {
    if (bar.state !== state) continue
    const height = barHeight(bar)
    commands.push(`M${Math.round(index * pitch)} ${tapeHeight}v${-height}h${width}v${height}z`)
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

/** The dashed boxes of what was not measured, open below where the line of the tape closes them. */
export function gapsPath(bars: readonly TapeBar[], trackWidth: number): string {
  const at = (index: number) => Math.round((index * trackWidth) / bars.length)
  return gaps(bars)
    .map(({ from, to }) => `M${at(from) + 0.5} ${tapeHeight}v${-gapHeight}H${at(to) - 1.5}v${gapHeight}`)
    .join('')
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
  /** Its triangle lies under the name of a newer one. */
  covered: boolean
}

interface Placing {
  from: number
  to: number
  trackWidth: number
  widthOf(name: string): number
}

/**
 * The newest name always stands. An older one stands where it covers no other triangle; otherwise it shows only on
 * hover and focus. Changes whose triangles would lie on each other are one triangle with the name of the newest.
 */
export function placeChanges(
  changes: readonly TapeChange[],
  { from, to, trackWidth, widthOf }: Placing,
): PlacedChange[] {
  const spots: { change: TapeChange; x: number }[] = []
  for (const change of changes.toSorted((a, b) => b.at - a.at)) {
    const x = ((change.at - from) / (to - from)) * trackWidth
    const newer = spots.at(-1)
    if (x >= 0 && x <= trackWidth && (newer === undefined || newer.x - x >= apart)) spots.push({ change, x })
  }
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
    .map((spot, index) => {
      const covered = taken.some(([start, end]) => spot.x + triangle > start && spot.x - triangle < end)
      const side = place(spot, index === 0)
      return { key: spot.change.id, position: spot.x / trackWidth, name: spot.change.name, side, covered }
    })
    .reverse()
}

const gap = 18
const triangle = 6
const apart = 2 * triangle
