import type { Clock } from '../../../core/clock.ts'
import type { FeedEvent } from '../../../core/event-feed.ts'
import type { FeedClient } from '../../../core/shared-feed.ts'
import { type LogPlace, placesKey } from '../cursor.ts'
import type { Followed } from './followed.ts'
import { type createFraming, eventsOf, partsOf } from './frames.ts'
import { letThemRead } from './let-them-read.ts'
import { createRecentFrames, type RecentFrames } from './recent-frames.ts'

export interface ChannelDeps {
  clock: Pick<Clock, 'after'>
  /** Everything after a place until aborted. */
  follow(from: LogPlace, signal: AbortSignal): AsyncIterable<Followed[]>
  framing(from: LogPlace): ReturnType<typeof createFraming>
  /** The place after the last line. */
  end(signal: AbortSignal): Promise<LogPlace>
  /** The last lines, and the place after them. */
  begin(signal: AbortSignal): Promise<{ events: FeedEvent[]; place: LogPlace }>
  /** Following broke; every client was ended. */
  failed(error: unknown): void
  /** The last client is gone. */
  emptied(): void
}

/** One reading of the logs that all clients with the same filter share. It runs while somebody listens. */
export interface Channel {
  /** Serves a client until it is gone. Null begins with the last lines. @throws what a source throws */
  serve(client: FeedClient, from: LogPlace | null): Promise<void>
  /** Tells every client something that is no line. */
  tell(event: FeedEvent): void
  /** Ends every client. */
  close(): void
}

interface Running {
  stop: AbortController
  /** Where it has read to. */
  key: string
  recent: RecentFrames
}

export function createChannel(deps: ChannelDeps): Channel {
  const { clock, follow, framing } = deps
  /** Everybody who is served, those who get what is read now, and those who catch up on their own. */
  const all = new Set<FeedClient>()
  const current = new Set<FeedClient>()
  const behind = new Set<() => void>()
  const stalled = new WeakSet<FeedClient>()
  let running: Running | null = null

  function start(from: LogPlace): Running {
    const key = placesKey(from.places)
    const now: Running = { stop: new AbortController(), key, recent: createRecentFrames(key) }
    running = now
    run(from, now).catch((error: unknown) => {
      if (now.stop.signal.aborted) return
      close()
      deps.failed(error)
    })
    return now
  }

  async function run(from: LogPlace, now: Running): Promise<void> {
    const { frame } = framing(from)
    for await (const seen of follow(from, now.stop.signal)) {
      for (const part of partsOf(seen.map(frame))) {
        if (now.stop.signal.aborted) return
        // Nothing is awaited until everybody has it, so who joins in between neither misses nor repeats a line.
        for (const one of part) now.recent.add(one)
        now.key = part.at(-1)?.key ?? now.key
        const events = eventsOf(part)
        const batch = { events }
        if (events.length > 0) for (const client of current) client.offer(batch)
        for (const check of behind) check()
        await letThemRead(current, stalled, clock)
      }
    }
  }

  function close(): void {
    for (const client of all) client.end()
    running?.stop.abort()
    running = null
  }

  /** Reads for one client alone, at its own pace, until it has come to where the others are or were a moment ago. */
  async function catchUp(client: FeedClient, from: LogPlace): Promise<LogPlace> {
    const met = new AbortController()
    const { frame } = framing(from)
    let place = from
    let busy = false
    const check = () => {
      if (!busy && running?.recent.knows(placesKey(place.places))) met.abort()
    }
    behind.add(check)
    try {
      for await (const seen of follow(from, AbortSignal.any([client.gone, met.signal]))) {
        busy = true
        for (const part of partsOf(seen.map(frame))) {
          const events = eventsOf(part)
          if (events.length > 0) await client.put({ events })
          place = part.at(-1)?.place ?? place
        }
        busy = false
        check()
        if (met.signal.aborted || client.gone.aborted) break
      }
      return place
    } finally {
      behind.delete(check)
    }
  }

  async function attend(client: FeedClient, from: LogPlace | null): Promise<void> {
    let place = from
    if (place === null) {
      const first = await deps.begin(client.gone)
      place = first.place
      if (first.events.length > 0) await client.put({ events: first.events })
    }
    while (!client.gone.aborted) {
      // The end is read for everybody, also when the first who comes is far behind it.
      if (running === null) {
        const end = from === null ? place : await deps.end(client.gone)
        running ??= start(end)
      }
      const now: Running = running
      const key = placesKey(place.places)
      if (now.key === key) {
        current.add(client)
        await goneOf(client)
      } else if (now.recent.knows(key)) {
        const missed = now.recent.after(key)
        for (const part of partsOf(missed)) await client.put({ events: eventsOf(part) })
        place = missed.at(-1)?.place ?? place
      } else place = await catchUp(client, place)
    }
  }

  return {
    async serve(client, from) {
      all.add(client)
      try {
        await attend(client, from)
      } finally {
        all.delete(client)
        current.delete(client)
        if (all.size === 0) {
          close()
          deps.emptied()
        }
      }
    },
    tell(event) {
      for (const client of all) client.offer({ events: [event] })
    },
    close,
  }
}

function goneOf({ gone }: FeedClient): Promise<void> {
  if (gone.aborted) return Promise.resolve()
  return new Promise((done) => gone.addEventListener('abort', () => done(), { once: true }))
}
