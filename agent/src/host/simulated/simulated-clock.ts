import type { Clock } from '../../core/clock.ts'
import { createTimerQueue } from '../../core/timer-queue.ts'

/**
 * Time of the simulated machine. It runs at the speed of the real clock, stands still when paused, and can be moved
 * on. Without a real source it begins paused and only `advance` moves it.
 */
export interface SimulatedClock extends Clock {
  running(): boolean
  run(): void
  pause(): void
  /**
   * Moves time on by milliseconds and resolves when everything due on the way has happened. Up to half an hour every
   * timer fires at its own time. Beyond, only the first minute and the last five are that fine: what lies between is
   * crossed in 500 jumps, and after each jump all timers due by then fire once, late, as on a machine that was asleep.
   * So 100 days cost less than half an hour does. Moves that are asked for together happen one after the other.
   */
  advance(milliseconds: number): Promise<void>
}

export interface SimulatedClockDeps {
  /** Wall time at the beginning, ms since 1970. */
  startAt: number
  /** The real passing of time; null for a clock that never moves by itself. */
  real: Pick<Clock, 'monotonic' | 'after'> | null
  /** Lets pending promises settle after each firing. The default waits for one turn of the event loop. */
  settle?: () => Promise<void>
}

const fineMs = 1_800_000
const fineHeadMs = 60_000
const fineTailMs = 300_000
const jumps = 500
/** Timers that make new timers for the same moment would keep time from ever moving on. */
const firingsPerMoment = 10_000

const nextTurn = () => new Promise<void>((done) => setImmediate(done))

export function createSimulatedClock({ startAt, real, settle = nextTurn }: SimulatedClockDeps): SimulatedClock {
  const timers = createTimerQueue()
  let mono = 0
  /** Where real and simulated time were last the same; null while paused or moved by hand. */
  let anchor: { real: number; mono: number } | null = null
  let wanted: 'running' | 'paused' = real === null ? 'paused' : 'running'
  let moving = false
  let wake: { cancel(): void } | null = null
  let moves: Promise<void> = Promise.resolve()

  const present = () =>
    anchor === null || real === null ? mono : Math.max(mono, anchor.mono + real.monotonic() - anchor.real)

  const freeze = () => {
    mono = present()
    anchor = null
    wake?.cancel()
    wake = null
  }
  const follow = () => {
    if (real === null || moving || wanted === 'paused') return
    anchor = { real: real.monotonic(), mono }
    arm()
  }
  const arm = () => {
    wake?.cancel()
    wake = null
    const at = timers.earliest()
    if (real === null || anchor === null || at === null) return
    wake = real.after(Math.max(0, Math.ceil(at - present())), () => {
      mono = present()
      fireDue(mono)
      arm()
    })
  }
  /** Fires what waits at this moment, at most once each; timers made meanwhile wait for the next moment. */
  const fireDue = (now: number) => {
    for (let left = timers.size(); left > 0; left--) {
      const due = timers.take(now, now)
      if (due === null) return
      due.task()
    }
  }
  const add = (milliseconds: number, period: number | null, task: () => void) => {
    const timer = timers.add(present() + Math.max(0, milliseconds), period, task)
    if (anchor !== null) arm()
    return timer
  }
  const moveFinely = async (until: number) => {
    let firings = 0
    for (let due = timers.take(until); due !== null; due = timers.take(until)) {
      firings = due.at > mono ? 0 : firings + 1
      if (firings > firingsPerMoment) throw new Error('Timers keep firing without time moving on.')
      mono = Math.max(mono, due.at)
      due.task()
      await settle()
    }
    mono = until
  }
  const moveCoarsely = async (until: number) => {
    const step = (until - mono) / jumps
    while (until - mono > 1) {
      mono = Math.min(until, mono + step)
      fireDue(mono)
      await settle()
    }
    mono = until
  }
  const move = async (milliseconds: number) => {
    freeze()
    moving = true
    try {
      await settle()
      const until = mono + milliseconds
      if (milliseconds > fineMs) {
        await moveFinely(mono + fineHeadMs)
        await moveCoarsely(until - fineTailMs)
      }
      await moveFinely(until)
      await settle()
    } finally {
      moving = false
      follow()
    }
  }
  follow()
  return {
    now: () => startAt + Math.floor(present()),
    monotonic: present,
    after: (milliseconds, task) => add(milliseconds, null, task),
    every: (milliseconds, task) => add(milliseconds, milliseconds, task),
    running: () => wanted === 'running',
    run() {
      if (wanted === 'running') return
      wanted = 'running'
      follow()
    },
    pause() {
      wanted = 'paused'
      if (!moving) freeze()
    },
    advance(milliseconds) {
      const next = moves.then(() => move(Math.max(0, milliseconds)))
      moves = next.catch(() => undefined)
      return next
    },
  }
}
