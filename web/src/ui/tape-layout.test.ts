import { describe, expect, it } from 'vitest'
import {
  type BarState,
  barHeight,
  barsPath,
  gaps,
  gapsPath,
  grouped,
  placeChanges,
  type TapeBar,
  tapeHeight,
} from './tape-layout.ts'

const bars = (states: string): TapeBar[] => {
  const letters: Record<string, BarState> = { w: 'well', s: 'slow', d: 'down', '-': 'not_measured' }
  return [...states].map((letter, index) => ({
    at: index * 300_000,
    state: letters[letter] ?? 'well',
    tookMs: letter === 'w' ? 6 : letter === 's' ? 900 : null,
  }))
}

describe('bars', () => {
  it('grow with the time on a log scale and stay inside the tape', () => {
    const height = (tookMs: number) => barHeight({ at: 0, state: 'well', tookMs })
    expect([1, 6, 60, 600, 5000, 1e9].map(height)).toEqual([5, 14, 25, 36, 46, 46])
    expect(barHeight({ at: 0, state: 'down', tookMs: null })).toBe(tapeHeight)
  })

  it('are one path per state, on whole pixels and all equally wide', () => {
    expect(barsPath(bars('wdw'), 'down', 12)).toBe('M4 54v-54h2v54z')
    expect(barsPath(bars('dddd'), 'down', 15.7)).toBe('M0 54v-54h2v54zM4 54v-54h2v54zM8 54v-54h2v54zM12 54v-54h2v54z')
    expect(barsPath(bars('wdw'), 'slow', 12)).toBe('')
  })

  it('that were not measured become one box per run', () => {
    expect(gapsPath(bars('--w'), 12)).toBe('M0.5 54v-14.5H6.5v14.5')
    expect(gaps(bars('--w-w--'))).toEqual([
      { from: 0, to: 2 },
      { from: 3, to: 4 },
      { from: 5, to: 7 },
    ])
  })

  it('keep an outage of one bar when they are grouped', () => {
    const states = grouped(bars('wwdwwsww-w-----'), 3).map((bar) => bar.state)
    expect(states).toEqual(['down', 'slow', 'well', 'not_measured', 'not_measured'])
  })
})

describe('names of changes', () => {
  const place = (...at: number[]) => placed(...at).map((change) => change.side)
  const placed = (...at: number[]) =>
    placeChanges(
      at.map((time) => ({ id: String(time), at: time, name: 'ten letters' })),
      { from: 0, to: 1000, trackWidth: 1000, widthOf: () => 100 },
    )

  it('stand at the right of their triangle, and at the left near the end', () => {
    expect(place(100, 500)).toEqual(['right', 'right'])
    expect(place(950)).toEqual(['left'])
  })

  it('give way where they would cover another triangle, but the newest always stands', () => {
    expect(place(500, 520, 540)).toEqual(['left', null, 'right'])
    expect(place(940, 960)).toEqual([null, 'left'])
    expect(place(...Array.from({ length: 40 }, (_, index) => index * 25)).filter((side) => side !== null)).toEqual([
      'left',
    ])
  })

  it('that lie on each other are one triangle with the newest name', () => {
    expect(placed(500, 504, 511).map(({ key, covered }) => [key, covered])).toEqual([['511', false]])
  })

  it('hide the triangles that they cover', () => {
    expect(placed(860, 960, 990).map(({ key, covered }) => [key, covered])).toEqual([
      ['860', false],
      ['960', true],
      ['990', false],
    ])
  })

  it('outside the day are left out', () => {
    expect(place(-1, 1001)).toEqual([])
  })
})
