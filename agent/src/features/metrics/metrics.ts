import type { components } from '@moltbot-ops/api/types'
import type { Bus } from '../../core/bus.ts'
import type { Clock } from '../../core/clock.ts'
import type { Database } from '../../core/database/open-database.ts'
import type { Feature } from '../../core/handler.ts'
import type { Log } from '../../core/log.ts'
import type { Host } from '../../host/host.ts'
import type { Moltbot } from '../moltbot/moltbot.ts'
import { answerForecast } from './forecast/answer-forecast.ts'
import { answerHistory, type HistoryQuery } from './history.ts'
import { createSampleKeeper } from './keep-samples.ts'
import { createMeasure } from './measure/measure.ts'
import { watchedGateways } from './measure/watched-gateway.ts'
import { expositionMedia, expositionOf } from './prometheus/exposition.ts'
import { familiesOf } from './prometheus/families.ts'
import { createSampler } from './sampler.ts'
import { emptySnapshot, snapshotOf } from './snapshot.ts'
import { createMetricStore } from './store/metric-store.ts'

type Schemas = components['schemas']
type MetricsSnapshot = Schemas['MetricsSnapshot']

export interface MetricsDeps {
  host: Host
  clock: Clock
  database: Database
  bus: Bus
  log: Log
  nodeId: string
  moltbot: Pick<Moltbot, 'statuses' | 'chosen'>
  /** The file systems that matter. */
  disks(): Promise<Schemas['Disk'][]>
  agentVersion: string
  /** Hides secrets in what the machine named. */
  redact(text: string): string
}

export interface Metrics {
  handlers: Feature<'getCurrentMetrics' | 'getMetricsHistory' | 'getMetricsForecast'>
  /** The last sample as a scraper takes it. */
  exposition(): { media: string; text: string }
  /** Resolves after the first sample. */
  start(): Promise<void>
  stop(): Promise<void>
  /** What was measured last about a gateway (null: the host alone). Where nothing is known, everything is in `unknown`. */
  latest(instanceId: string | null): MetricsSnapshot
  /** @throws Problem validation_failed */
  history(query: HistoryQuery): Promise<Schemas['MetricsHistory']>
  /** What is wrong with the measuring itself. */
  findings(): Schemas['Finding'][]
}

/** Measures the host, the agent and every gateway, and keeps what was measured for 90 days. */
export function createMetrics(deps: MetricsDeps): Metrics {
  const { host, clock, database, bus, log, nodeId, moltbot, disks } = deps
  const store = createMetricStore({ database, nodeId })
  const keeper = createSampleKeeper({ store, clock, log })
  const sampler = createSampler({
    clock,
    log,
    measure: createMeasure({ host, clock, disks, gateways: () => watchedGateways(moltbot) }),
    async onSample(sample) {
      await keeper.keep(sample)
      const ids = sample.instances.map(({ instanceId }) => instanceId)
      for (const id of ids.length > 0 ? ids : [null]) bus.publish('metrics', snapshotOf(sample, id))
    },
  })

  /** The instance that is meant, or the default one; null where nothing is installed. @throws Problem not_found */
  const chosenId = (instanceId: string | undefined): string | null =>
    instanceId === undefined ? (moltbot.statuses()[0]?.instance_id ?? null) : moltbot.chosen(instanceId).instanceId
  const latest = (instanceId: string | null): MetricsSnapshot => {
    const sample = sampler.latest()
    return sample === null ? emptySnapshot(clock.now(), instanceId) : snapshotOf(sample, instanceId)
  }
  const history = (query: HistoryQuery) => answerHistory({ database, store }, query, clock.now())

  return {
    handlers: {
      getCurrentMetrics: async ({ query }) => latest(chosenId(query.instance_id)),
      getMetricsHistory: ({ query }) =>
        history({
          series: query.series,
          from: query.from,
          to: query.to,
          step: query.step,
          instanceId: chosenId(query.instance_id),
        }),
      async getMetricsForecast({ query }) {
        // What runs out belongs to the host; an instance that is named must be there all the same.
        chosenId(query.instance_id)
        return answerForecast({ database, store }, clock.now())
      },
    },
    exposition: () => ({
      media: expositionMedia,
      text: expositionOf(
        familiesOf({ sample: sampler.latest(), agentVersion: deps.agentVersion, redact: deps.redact }),
      ),
    }),
    start: sampler.start,
    async stop() {
      await sampler.stop()
      host.meters.close()
    },
    latest,
    history,
    findings: keeper.findings,
  }
}
