import type { TapeBar, TapeChange } from './tape-layout.ts'
import { clockTime, latency } from './time-words.ts'
import { uiWords } from './ui-words.ts'

const step = 300_000

function barWords(bar: TapeBar): string {
  const words = uiWords.tape
  if (bar.state === 'not_measured') return words.notMeasured
  if (bar.state === 'down') return words.failed
  const took = latency(bar.tookMs ?? 0)
  return bar.state === 'slow' ? words.slowIn(took) : words.answeredIn(took)
}

export function changesIn(bar: TapeBar, changes: readonly TapeChange[]): TapeChange[] {
  return changes.filter((change) => change.at >= bar.at && change.at < bar.at + step)
}

/** One bar in words, with the changes that fall into it. */
export function barReading(
  bars: readonly TapeBar[],
  changes: readonly TapeChange[],
  index: number,
  timeZone: string,
): string {
  const bar = bars[index]
  if (bar === undefined) return uiWords.tape.nothing
  const within = changesIn(bar, changes).map((change) => change.name)
  const reading = uiWords.tape.bar(clockTime(bar.at, timeZone), clockTime(bar.at + step, timeZone), barWords(bar))
  return [reading, ...within].join('; ')
}
