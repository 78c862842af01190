import type { TapeEnding, TapeProps } from '../../ui/Tape.tsx'
import type { TapeBar } from '../../ui/tape-layout.ts'
import type { Timeline } from '../../wire.ts'
import { onOurClock } from './freshness.ts'
import type { OverviewView } from './overview-model.ts'
import { overviewWords } from './overview-words.ts'

type Ending = Pick<OverviewView, 'downForMs' | 'verdict'>

/**
 * The tape's drawing from the contract's bars: always a full day, with what is missing marked as not measured. Only the
 * status knows how it ends: a bar of five minutes is still red when MoltBot is long up again.
 */
export function tapeOf(timeline: Timeline, agentOffset: number, view?: Ending): TapeProps {
  const step = timeline.step_seconds * 1000
  const to = Date.parse(timeline.to)
  const from = Date.parse(timeline.from)
  const known = new Map(timeline.bars.map((bar) => [Math.floor(Date.parse(bar.at) / step), bar]))
  const bars: TapeBar[] = []
  for (let slot = Math.floor(from / step); slot <= Math.floor((to - 1) / step); slot += 1) {
    const bar = known.get(slot)
    bars.push({
      at: onOurClock(slot * step, agentOffset),
      state: bar?.state ?? 'not_measured',
      tookMs: bar?.slowest_ms ?? bar?.median_ms ?? null,
    })
  }
  return {
    bars,
    changes: timeline.changes.map((change) => ({
      id: change.id,
      at: onOurClock(Date.parse(change.at), agentOffset),
      name: change.by === 'observed' ? change.title : `${change.title}, ${change.by}`,
    })),
    from: onOurClock(from, agentOffset),
    to: onOurClock(to, agentOffset),
    medianMs: timeline.median_ms,
    slowestMs: timeline.slowest_ms,
    ending: view && endingOf(view),
  }
}

/** Stopped as it was told to is no outage, and has not its colour. */
function endingOf({ downForMs, verdict }: Ending): TapeEnding | undefined {
  if (downForMs === null) return undefined
  const words = overviewWords.tape
  return verdict.tone === 'bad'
    ? { words: words.down(downForMs), tone: 'bad' }
    : { words: words.stopped(downForMs), tone: 'warn' }
}
