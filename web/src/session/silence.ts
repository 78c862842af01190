import { useNow } from '../ui/clock.ts'
import type { Link } from '../ui/LinkState.tsx'
import { useLink } from './console.ts'

/** A stream that broke is mostly there again within this time. */
const patienceMs = 5000

/** For how many ms nothing has come from the agent; null while it speaks, and while nothing ever came. */
export function silenceOf({ kind, lastDataAt }: Link, now: number): number | null {
  if (lastDataAt === null || kind === 'live' || kind === 'connecting') return null
  return now - lastDataAt > patienceMs ? now - lastDataAt : null
}

/** The same of this console. What was read before is then no longer known to be so. */
export function useSilence(): number | null {
  const link = useLink()
  return silenceOf(link, useNow())
}
