import type { FeedEvent } from '../../../core/event-feed.ts'
import type { FeedClient, SharedFeed } from '../../../core/shared-feed.ts'
import type { LogEntry } from '../entry/parsed-line.ts'

/** A client that reads at once, or not at all while it is stalled; it holds as many events as `room`. */
export function createMemoryClient(room = 1000) {
  const events: FeedEvent[] = []
  const gone = new AbortController()
  const waiting = new Set<() => void>()
  let stalled = false
  let unread = 0
  let lost = 0
  let feed: SharedFeed | null = null
  const tell = () => {
    for (const look of [...waiting]) look()
  }
  const take = (more: readonly FeedEvent[]) => {
    events.push(...more)
    if (stalled) unread += more.length
    tell()
  }
  const tellGap = () => {
    if (lost > 0 && feed !== null) take([{ id: null, name: 'gap', data: feed.gap(lost) }])
    lost = 0
  }
  const until = (isThere: () => boolean) =>
    new Promise<void>((done) => {
      const look = () => {
        if (!isThere()) return
        waiting.delete(look)
        done()
      }
      waiting.add(look)
      look()
    })
  const client: FeedClient = {
    gone: gone.signal,
    offer({ events: more }) {
      if (unread + more.length > room) {
        lost += more.length
        tell()
        return
      }
      tellGap()
      take(more)
    },
    async put({ events: more }) {
      take(more)
      await until(() => unread <= room || gone.signal.aborted)
    },
    isBehind: () => unread > room / 2,
    drained: () => until(() => unread === 0 || gone.signal.aborted),
    end() {
      gone.abort()
      tell()
    },
  }
  return {
    client,
    events,
    lines: () => events.filter(({ name }) => name === 'line').map(({ data }) => data as LogEntry),
    messages: () => events.filter(({ name }) => name === 'line').map(({ data }) => (data as LogEntry).message),
    gaps: () => events.filter(({ name }) => name === 'gap').map(({ data }) => data),
    lost: () => lost,
    until,
    /** Follows a feed until it is left. */
    follow(one: SharedFeed) {
      feed = one
      return one.serve(client)
    },
    stall() {
      stalled = true
    },
    read() {
      stalled = false
      unread = 0
      tell()
    },
    leave() {
      gone.abort()
      tell()
    },
  }
}
