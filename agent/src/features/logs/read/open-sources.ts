import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../../core/clock.ts'
import { HostError } from '../../../host/host.ts'
import type { LogSource, SourceFacts } from '../source/log-source.ts'

export type SourceView = components['schemas']['LogSource']

export interface OpenSource {
  source: LogSource
  view: SourceView
}

const unavailable = { sizeBytes: null, files: null, oldestAt: null, newestAt: null }

/** Looks at each source; one that the machine refuses is there and says why. */
export function lookAtSources(
  sources: readonly LogSource[],
  instanceId: string,
  redact: (text: string) => string,
): Promise<OpenSource[]> {
  return Promise.all(
    sources.map(async (source) => {
      const facts = await factsOf(source)
      return { source, view: viewOf(source, facts, instanceId, redact) }
    }),
  )
}

async function factsOf(source: LogSource): Promise<SourceFacts> {
  try {
    return await source.facts()
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return { available: false, reason: error.message, ...unavailable }
  }
}

function viewOf(
  { id, kind, title }: LogSource,
  { available, reason, sizeBytes, files, oldestAt, newestAt }: SourceFacts,
  instanceId: string,
  redact: (text: string) => string,
): SourceView {
  return {
    id,
    kind,
    title: redact(title),
    instance_id: instanceId,
    available,
    reason: reason === null ? null : redact(reason),
    size_bytes: sizeBytes,
    files,
    oldest_at: oldestAt === null ? null : isoTime(oldestAt),
    newest_at: newestAt === null ? null : isoTime(newestAt),
  }
}
