import { useEffect, useState } from 'react'
import { useClock } from '../../ui/clock.ts'

/** The value once it has stayed the same for a while. */
export function useSteady<Value>(value: Value, ms: number): Value {
  const clock = useClock()
  const [steady, setSteady] = useState(value)
  useEffect(() => clock.every(ms, () => setSteady(value)), [clock, value, ms])
  return steady
}
