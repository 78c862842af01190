import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'

/** Time as the console sees it. The real one is made in main.tsx alone. */
export interface Clock {
  now(): number
  /** Calls back every `ms`; returns how to stop. */
  every(ms: number, tick: () => void): () => void
  timeZone: string
}

export const ClockContext = createContext<Clock | null>(null)

export function useClock(): Clock {
  const clock = useContext(ClockContext)
  if (clock === null) throw new Error('There is no clock above this component.')
  return clock
}

/** The time, rounded down to `step`, so that a component renders once per step and not more. */
export function useNow(step = 1000): number {
  const clock = useClock()
  const subscribe = useCallback((tick: () => void) => clock.every(step, tick), [clock, step])
  return useSyncExternalStore(subscribe, () => Math.floor(clock.now() / step) * step)
}
