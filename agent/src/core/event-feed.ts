/** One event of a stream that is made for one client. */
export interface FeedEvent {
  /** What a client that comes back names as the last one it saw; null for an event that cannot be resumed after. */
  id: string | null
  name: string
  data: unknown
}

/**
 * The events of one client, made as it reads them: one that reads slowly makes its own feed wait and nobody else's. It
 * ends by itself or soon after `gone` is aborted, and never throws.
 */
export type EventFeed = (gone: AbortSignal) => AsyncIterable<FeedEvent>
