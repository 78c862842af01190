import { beginning } from '../cursor.ts'
import type { LineCleaner } from '../entry/clean-lines.ts'
import { parseLine } from '../entry/parse-line.ts'
import type { LogSource } from '../source/log-source.ts'
import { keyContext } from './source-backwards.ts'

/** A cleaner for what comes after `position`: it knows whether a private key is open there. */
export async function primedCleaner(
  source: LogSource,
  position: string,
  newCleaner: () => LineCleaner,
  signal: AbortSignal,
): Promise<LineCleaner> {
  const cleaner = newCleaner()
  if (position === beginning) return cleaner
  const { lines } = await source.before(position, keyContext, signal)
  cleaner.prime(lines.map(parseLine))
  return cleaner
}
