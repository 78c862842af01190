import type { Clock, Timer } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import { sampleEveryMs } from './measure/measure.ts'
import type { Sample } from './measure/sample.ts'

export interface Sampler {
  /** Resolves after the first sample. */
  start(): Promise<void>
  stop(): Promise<void>
  /** The last sample, unless it is too old to say anything of now. */
  latest(): Sample | null
}

export interface SamplerDeps {
  clock: Clock
  log: Log
  measure(): Promise<Sample>
  onSample(sample: Sample): Promise<void>
}

/** What is older than twice its interval is no evidence; half an interval is for a machine that is busy. */
const holdsMs = 2.5 * sampleEveryMs

/** Takes a sample at each full ten seconds of the wall clock, never two at a time. */
export function createSampler({ clock, log, measure, onSample }: SamplerDeps): Sampler {
  let timer: Timer | null = null
  let running: Promise<void> | null = null
  let stopped = false
  let latest: Sample | null = null
  let fails = false

  const sample = async () => {
    try {
      latest = await measure()
      await onSample(latest)
      fails = false
    } catch (error) {
      // The next one may succeed; until then nothing is claimed, and it is not said each ten seconds.
      if (!fails) log.error('The machine could not be measured.', { error })
      fails = true
    }
  }
  const cycle = (): Promise<void> => {
    running = sample().then(() => {
      running = null
      if (!stopped) timer = clock.after(untilNext(clock.now()), () => void cycle())
    })
    return running
  }

  return {
    start: cycle,
    async stop() {
      stopped = true
      timer?.cancel()
      await running
    },
    latest: () => (latest !== null && clock.monotonic() - latest.mono <= holdsMs ? latest : null),
  }
}

/** A timer may fire a little early: the step that has just been measured is then not measured again. */
function untilNext(now: number): number {
  const rest = sampleEveryMs - (now % sampleEveryMs)
  return rest < sampleEveryMs / 10 ? rest + sampleEveryMs : rest
}
