import { ApiError, type Client, type ConnectionState } from '@moltbot-ops/sdk'
import { failureWords } from '../../session/failure-words.ts'
import { createSignal, type Signal } from '../../session/signal.ts'
import type { LogSource } from '../../wire.ts'
import { type LogItem, lineItem } from './log-item.ts'

export interface LogState {
  /** `none`: there is no MoltBot whose log it could be. */
  phase: 'reading' | 'live' | 'waiting' | 'failed' | 'none'
  items: readonly LogItem[]
  sources: readonly LogSource[]
  /** There are lines before the first one. */
  older: boolean
  readingOlder: boolean
  /** Lines were let go of, so that memory stays bounded. */
  trimmed: boolean
  /** Why nothing new comes, or why nothing could be read. */
  failure: string | null
}

export interface LogFeed {
  state: Signal<LogState>
  /** Reads the newest lines and follows from there until `stop`. */
  start(): void
  stop(): void
  readOlder(): Promise<void>
}

interface LogFeedDeps {
  client: Client
  instance: string | null
  /** Runs once, soon; lines that come meanwhile are shown together. */
  soon(run: () => void): void
}

const firstLines = 1000
const olderLines = 2000
/** Some hundred bytes each: a tab stays far below what a browser gives it. */
export const mostItems = 100_000

const nothing: LogState = {
  phase: 'reading',
  items: [],
  sources: [],
  older: false,
  readingOlder: false,
  trimmed: false,
  failure: null,
}

/** The log of one gateway as this page has it: the newest lines, those that were asked for before, and what comes. */
export function createLogFeed({ client, instance, soon }: LogFeedDeps): LogFeed {
  const state = createSignal<LogState>(nothing)
  const query = instance === null ? {} : { instance_id: instance }
  let life: AbortController | null = null
  let arrived: LogItem[] = []
  let gaps = 0

  const set = (change: Partial<LogState>) => state.set({ ...state.read(), ...change })

  const show = () => {
    if (arrived.length === 0) return
    const { items, trimmed, older } = state.read()
    const all = items.concat(arrived)
    arrived = []
    const cut = all.length > mostItems
    set({ items: cut ? all.slice(-mostItems) : all, trimmed: trimmed || cut, older: older || cut })
  }
  const take = (item: LogItem) => {
    arrived.push(item)
    if (arrived.length > mostItems) arrived = arrived.slice(-mostItems)
    if (arrived.length === 1) soon(show)
  }
  const connected = (connection: ConnectionState) => {
    if (connection.state === 'open') set({ phase: 'live', failure: null })
    else set({ phase: 'waiting', failure: failureWords(connection.error) })
  }

  const run = async (signal: AbortSignal) => {
    const tail = await client.tailLogs({ query: { ...query, lines: firstLines }, signal })
    set({
      items: (tail.entries ?? []).map(lineItem),
      sources: tail.sources ?? [],
      older: tail.older ?? false,
      trimmed: false,
    })
    await client.followLogLines(query, {
      signal,
      lastEventId: tail.cursor ?? undefined,
      onConnection: connected,
      onEvent(event) {
        if (event.event === 'line') take(lineItem(event.data))
        else set({ sources: withSource(state.read().sources, event.data) })
      },
      onGap({ missed, message = '' }) {
        gaps += 1
        take({ kind: 'gap', key: `gap-${gaps}`, lost: missed, message })
      },
    })
  }

  return {
    state,
    start() {
      life?.abort()
      const started = new AbortController()
      const { signal } = started
      life = started
      arrived = []
      state.set(nothing)
      run(signal).catch((error: unknown) => {
        if (signal.aborted) return
        const none = error instanceof ApiError && error.code === 'not_installed'
        set({ phase: none ? 'none' : 'failed', failure: failureWords(error) })
      })
    },
    stop() {
      life?.abort()
      life = null
    },
    async readOlder() {
      const { items, readingOlder } = state.read()
      const first = items.find((item) => item.kind === 'line')
      const signal = life?.signal
      if (readingOlder || first === undefined || signal === undefined) return
      set({ readingOlder: true })
      try {
        const before = await client.tailLogs({
          query: { ...query, cursor: first.key, direction: 'before', lines: olderLines },
          signal,
        })
        // The line itself ends at the place that its cursor names.
        const lines = (before.entries ?? []).map(lineItem).filter(({ key }) => key !== first.key)
        set({ items: lines.concat(state.read().items), older: before.older ?? false, trimmed: false })
      } catch (error) {
        if (!signal.aborted) set({ failure: failureWords(error) })
      } finally {
        set({ readingOlder: false })
      }
    },
  }
}

function withSource(sources: readonly LogSource[], changed: LogSource): LogSource[] {
  const known = sources.some(({ id }) => id === changed.id)
  return known ? sources.map((source) => (source.id === changed.id ? changed : source)) : [...sources, changed]
}
