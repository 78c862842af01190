import type { Redactor } from '@moltbot-ops/redact'
import type { Clock, Timer } from '../../../core/clock.ts'
import type { Log } from '../../../core/log.ts'
import type { FeedClient, SharedFeed } from '../../../core/shared-feed.ts'
import { readCursor } from '../cursor.ts'
import { createLineCleaner } from '../entry/clean-lines.ts'
import type { LogLevel } from '../entry/parsed-line.ts'
import { lookAtSources } from '../read/open-sources.ts'
import type { LogSource } from '../source/log-source.ts'
import { readEnd, tailBefore } from '../tail.ts'
import { type Channel, createChannel } from './channel.ts'
import { followMerged } from './follow-merged.ts'
import { createFraming } from './frames.ts'
import { type WatchedSources, watchSources } from './watch-sources.ts'

export interface LogFeedsDeps {
  clock: Clock
  machineNow(): number
  log: Log
  redactor: Pick<Redactor, 'lines' | 'text'>
  redact(text: string): string
  sourcesOf(instanceId: string): readonly LogSource[]
}

export interface LogFeedRequest {
  instanceId: string
  level: LogLevel | undefined
  sources: readonly string[] | undefined
  cursor: string | undefined
  /** Nothing is hidden. */
  isPlain: boolean
  /** When the stream ends, ms since 1970; null for never. */
  until: number | null
}

export interface LogFeeds {
  open(request: LogFeedRequest): SharedFeed
  close(): void
}

const linesAtBegin = 10
const unknownCursor = {
  lost: null,
  source: null,
  reason: 'cursor_unknown',
  message: 'The place to continue from is none of this agent. The last lines follow.',
}

interface Shared {
  channel: Channel
  watched: WatchedSources
}

/** Streams of lines: whoever asks for the same shares one reading of the logs. */
export function createLogFeeds(deps: LogFeedsDeps): LogFeeds {
  const { clock, machineNow, log, redactor, redact, sourcesOf } = deps
  const shared = new Map<string, Shared>()

  const lookAt = (instanceId: string) => lookAtSources(sourcesOf(instanceId), instanceId, redact)

  /** The channel of what can be read now. What cannot is waited for when there is nothing else. */
  async function share(key: string, { instanceId, level, sources: ids, isPlain }: LogFeedRequest): Promise<Channel> {
    const before = shared.get(key)
    const looked = before === undefined ? await lookAt(instanceId) : []
    const known = shared.get(key)
    if (known !== undefined) return known.channel
    const meant = looked.filter(({ source }) => ids === undefined || ids.includes(source.id))
    const readable = meant.filter(({ view }) => view.available)
    const sources = (readable.length > 0 ? readable : meant).map(({ source }) => source)
    const newCleaner = () => createLineCleaner(isPlain ? null : redactor)
    const reading = (signal: AbortSignal) => ({ sources, now: machineNow(), newCleaner, signal })
    const forget = () => {
      shared.get(key)?.watched.stop()
      shared.delete(key)
    }
    const channel = createChannel({
      clock,
      follow: (from, signal) => followMerged(sources, from, { clock, machineNow, newCleaner }, signal),
      framing: (from) => createFraming(from, { level }, redact),
      end: (signal) => readEnd(reading(signal)),
      async begin(signal) {
        const { entries, place } = await tailBefore({
          ...reading(signal),
          from: null,
          lines: linesAtBegin,
          filter: { level },
        })
        return { events: entries.map((entry) => ({ id: entry.cursor, name: 'line', data: entry })), place }
      },
      failed: (error) => log.error('The logs could not be followed.', { instance_id: instanceId, error }),
      emptied: forget,
    })
    const watched = watchSources({
      clock,
      known: looked,
      look: () => lookAt(instanceId),
      changed: (view) => channel.tell({ id: null, name: 'state', data: view }),
      replaced: () => channel.close(),
      failed: (error) => log.error('The sources of logs could not be looked at.', { instance_id: instanceId, error }),
    })
    shared.set(key, { channel, watched })
    return channel
  }

  async function serve(client: FeedClient, request: LogFeedRequest): Promise<void> {
    const { instanceId, level, sources, isPlain, cursor, until } = request
    const from = cursor === undefined ? null : readCursor(cursor)
    if (cursor !== undefined && from === null) {
      await client.put({ events: [{ id: null, name: 'gap', data: unknownCursor }] })
    }
    const key = JSON.stringify([instanceId, isPlain, level ?? null, sources?.toSorted() ?? null])
    const end: Timer | null = until === null ? null : clock.after(until - clock.now(), () => client.end())
    try {
      const channel = await share(key, request)
      await channel.serve(client, from)
    } finally {
      end?.cancel()
    }
  }

  return {
    open: (request) => ({
      gap: (lost) => ({
        lost,
        source: null,
        reason: 'slow_client',
        message: `${lost} lines were left out because this client read too slowly.`,
      }),
      async serve(client) {
        try {
          await serve(client, request)
        } catch (error) {
          // It comes back and goes on where it was; why it was ended stands in the log.
          if (!client.gone.aborted) log.error('The logs could not be read.', { error })
        } finally {
          client.end()
        }
      },
    }),
    close() {
      for (const { channel, watched } of [...shared.values()]) {
        watched.stop()
        channel.close()
      }
    },
  }
}
