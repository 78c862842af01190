import type { components } from '@moltbot-ops/api/types'
import { type Clock, isoTime } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import type { Sample } from './measure/sample.ts'
import type { MetricStore } from './store/metric-store.ts'

type Finding = components['schemas']['Finding']

export interface SampleKeeper {
  /** Writes a sample down. One that cannot be kept is said once in the log, and as a finding for as long as it is so. */
  keep(sample: Sample): Promise<void>
  findings(): Finding[]
}

export interface SampleKeeperDeps {
  store: Pick<MetricStore, 'write'>
  clock: Pick<Clock, 'now'>
  log: Log
}

/** History may fail, on a full disk above all; what is measured now is told all the same. */
export function createSampleKeeper({ store, clock, log }: SampleKeeperDeps): SampleKeeper {
  let failure: { since: number; reason: string } | null = null
  return {
    async keep(sample) {
      try {
        await store.write(sample)
        if (failure !== null) log.info('Measurements are kept again.', { not_kept_since: isoTime(failure.since) })
        failure = null
      } catch (error) {
        if (failure === null) log.error('Measurements cannot be kept.', { error })
        failure ??= { since: clock.now(), reason: error instanceof Error ? error.message : String(error) }
      }
    },
    findings() {
      if (failure === null) return []
      const { since, reason } = failure
      return [
        {
          id: 'metrics_not_kept',
          severity: 'warning',
          title: 'Measurements are not kept.',
          detail: `What is measured now is shown, but the history has a gap since ${isoTime(since)}.`,
          evidence: [
            {
              kind: 'host',
              statement: 'The database could not be written.',
              quote: reason.slice(0, 300),
              at: isoTime(since),
            },
          ],
        },
      ]
    },
  }
}
