import type { FeedEvent } from './event-feed.ts'

/** Events that go to many clients; each is encoded once for all of them. */
export interface EventBatch {
  readonly events: readonly FeedEvent[]
}

/** One client of a feed that many share. */
export interface FeedClient {
  /** Aborted when the client is gone. */
  readonly gone: AbortSignal
  /** Sends a batch now. A client that reads too slowly loses it instead, and is told how much it lost. */
  offer(batch: EventBatch): void
  /** Sends a batch and waits until the client has read enough of it: nothing is lost. */
  put(batch: EventBatch): Promise<void>
  /** Whether so much waits to be read that it may soon lose something. */
  isBehind(): boolean
  /** Resolves once it has read everything, or is gone. */
  drained(): Promise<void>
  end(): void
}

/** What many clients follow at once. One that reads slowly costs the others nothing. */
export interface SharedFeed {
  /** Serves one client until it is gone or ended; never throws. */
  serve(client: FeedClient): Promise<void>
  /** What a client is told that lost so many events. */
  gap(lost: number): unknown
}
