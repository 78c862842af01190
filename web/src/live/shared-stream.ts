import { createSignal, type Signal } from '../session/signal.ts'
import type { Link } from '../ui/LinkState.tsx'
import type { Source, SourceEvents } from './event-source.ts'

/** What the tabs of one browser say to each other. */
export type TabMessage =
  | { kind: 'event'; event: string; data: string; id: string }
  | { kind: 'link'; link: Link; id: string }
  | { kind: 'hello' }

export interface Channel {
  post(message: TabMessage): void
  listen(listener: (message: TabMessage) => void): void
}

export interface SharedStreamDeps {
  /** Runs `task` when this tab becomes the leader; the lead lasts until the promise settles or the tab is gone. */
  lead(task: (over: AbortSignal) => Promise<void>, signal: AbortSignal): void
  channel: Channel
  open(cursor: string, events: SourceEvents): Source
  /** Makes the cookie good again before a stream that was refused is opened anew. */
  renew(): Promise<unknown>
  now(): number
  after(ms: number, task: () => void): () => void
  onEvent(event: string, data: string): void
  /** Events may have been missed: read everything again. */
  onMissed(): void
}

export interface SharedStream {
  link: Signal<Link>
  /** An answer of the agent came by another way. */
  noteData(): void
  /** A request failed, so the stream may be dead without knowing it. */
  doubt(): void
  /** Begins to follow, or to listen to the tab that does. */
  start(): void
  /** There is no session any more. The stream may be started again. */
  stop(): void
}

const retryMs = [500, 1000, 2000, 4000, 8000]
const aliveEveryMs = 3000
/** A leader that says nothing for so long is frozen or gone. */
const leaderSilenceMs = 10_000
/** After so long without a connection the words change from reconnecting to offline. */
const offlineAfterMs = 30_000

/** One event stream for all tabs of a browser: HTTP/1.1 gives six connections to all of them together. */
export function createSharedStream(deps: SharedStreamDeps): SharedStream {
  const { channel, now, after } = deps
  const link = createSignal<Link>({ kind: 'connecting', lastDataAt: null })
  let running: AbortController | null = null
  let cursor = ''
  let leading = false
  let wasLive = false
  let troubleSince: number | null = null
  let source: Source | null = null
  let tries = 0
  let cancelRetry = () => {}
  let cancelWatch = () => {}

  const setLink = (kind: Link['kind'], lastDataAt = link.read().lastDataAt) => {
    const known = link.read()
    if (known.kind !== kind || known.lastDataAt !== lastDataAt) link.set({ kind, lastDataAt })
    if (kind === 'live') {
      troubleSince = null
      if (!wasLive && known.lastDataAt !== null) deps.onMissed()
    }
    wasLive = kind === 'live'
    if (leading) channel.post({ kind: 'link', link: link.read(), id: cursor })
  }

  const trouble = () => {
    troubleSince ??= now()
    setLink(now() - troubleSince >= offlineAfterMs ? 'offline' : 'reconnecting')
  }

  const take = (event: string, data: string, id: string) => {
    if (id !== '') cursor = id
    if (event === 'gap') deps.onMissed()
    else deps.onEvent(event, data)
  }

  const connect = () => {
    cancelRetry()
    source?.close()
    source = deps.open(cursor, {
      onOpen() {
        tries = 0
        setLink('live', now())
      },
      onEvent(event, data, id) {
        take(event, data, id)
        setLink('live', now())
        channel.post({ kind: 'event', event, data, id })
      },
      onTrouble(closed) {
        trouble()
        if (closed) retryLater()
      },
    })
  }

  const retryLater = () => {
    cancelRetry()
    const wait = retryMs[Math.min(tries, retryMs.length - 1)] ?? 8000
    tries += 1
    cancelRetry = after(wait, () => {
      // Whether it worked or not: opening shows it, and the next failure comes back here.
      const reopen = () => {
        if (leading) connect()
      }
      deps.renew().then(reopen, () => {
        if (!leading) return
        trouble()
        retryLater()
      })
    })
  }

  const lead = (over: AbortSignal) =>
    new Promise<void>((resolve) => {
      leading = true
      connect()
      const stopBeat = beat(after, aliveEveryMs, () => {
        if (link.read().kind !== 'live') trouble()
        channel.post({ kind: 'link', link: link.read(), id: cursor })
      })
      const end = () => {
        leading = false
        stopBeat()
        cancelRetry()
        source?.close()
        resolve()
      }
      if (over.aborted) end()
      else over.addEventListener('abort', end, { once: true })
    })

  const watchLeader = () => {
    cancelWatch()
    cancelWatch = after(leaderSilenceMs, () => {
      if (!leading) trouble()
      watchLeader()
    })
  }

  channel.listen((message) => {
    if (running === null) return
    if (message.kind === 'hello') {
      if (leading) channel.post({ kind: 'link', link: link.read(), id: cursor })
      return
    }
    if (leading) return
    watchLeader()
    if (message.kind === 'event') {
      take(message.event, message.data, message.id)
      setLink('live', now())
    } else {
      if (message.id !== '') cursor = message.id
      setLink(message.link.kind, message.link.lastDataAt)
    }
  })

  return {
    link,
    noteData() {
      if (link.read().kind === 'live') link.set({ kind: 'live', lastDataAt: now() })
    },
    doubt() {
      if (!leading || link.read().kind !== 'live') return
      trouble()
      connect()
    },
    start() {
      if (running !== null) return
      running = new AbortController()
      deps.lead(lead, running.signal)
      channel.post({ kind: 'hello' })
      watchLeader()
    },
    stop() {
      running?.abort()
      running = null
      cancelRetry()
      cancelWatch()
      troubleSince = null
      wasLive = false
      link.set({ kind: 'connecting', lastDataAt: null })
    },
  }
}

function beat(after: SharedStreamDeps['after'], ms: number, task: () => void): () => void {
  let cancel = () => {}
  const next = () => {
    cancel = after(ms, () => {
      task()
      next()
    })
  }
  next()
  return () => cancel()
}
