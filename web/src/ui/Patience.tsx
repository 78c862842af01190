import { type ReactNode, useEffect, useState } from 'react'
import { useClock } from './clock.ts'

interface PatienceProps {
  /** Whether what is waited for has come. */
  ready: boolean
  children: ReactNode
}

const patienceMs = 600

/**
 * Shows nothing for a moment while the first answer is on its way. It mostly comes within it, and a page that is drawn
 * once moves nothing under the reader's eyes; one that is drawn as "loading" first does.
 */
export function Patience({ ready, children }: PatienceProps) {
  const clock = useClock()
  const [over, setOver] = useState(false)
  useEffect(() => clock.every(patienceMs, () => setOver(true)), [clock])
  return ready || over ? children : null
}
