import { render } from '@testing-library/react'
import type { ReactElement } from 'react'
import { ClockContext } from '../src/ui/clock.ts'
import { now } from './fixtures.ts'
import { createTestClock } from './test-clock.ts'

/** Renders with a clock that stands at the fixtures' time. */
export function renderAt(element: ReactElement, clock = createTestClock(now)) {
  return { clock, ...render(<ClockContext value={clock}>{element}</ClockContext>) }
}
