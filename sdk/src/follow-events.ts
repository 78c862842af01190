import { createParser } from 'eventsource-parser'
import type { AgentEvent, Gap, ReadMessage } from './agent-event.ts'
import { AgentUnreachable, ApiError } from './api-error.ts'
import { pause, type Timers } from './timers.ts'

export interface FollowOptions<Event = AgentEvent> {
  /** Ends the following. */
  signal: AbortSignal
  /** Continue after this event. */
  lastEventId?: string | undefined
  /** Called in order; while its promise is open nothing more is read, so a slow consumer slows only itself. */
  onEvent(event: Event): void | Promise<void>
  /** Events are missing here: read again what must be complete. */
  onGap(gap: Gap): void | Promise<void>
  /** Connected, or waiting to try again and why. */
  onConnection?(state: ConnectionState): void
}

export type ConnectionState =
  | { state: 'open' }
  | { state: 'waiting'; error: ApiError | AgentUnreachable; retryInMs: number }

export interface StreamSource<Event = AgentEvent> {
  open(lastEventId: string | undefined, signal: AbortSignal): Promise<Response>
  timers: Timers
  address: string
  read: ReadMessage<Event>
  /** True for the event after which the agent ends the stream for good. */
  isLast?(event: Event): boolean
}

/** Three of the agent's heartbeats, which come every 15 s: with no byte for so long the connection is dead. */
const silenceLimitMs = 45_000
/** Why a connection ended that needs no other one. */
const ended = Symbol('ended')
const firstRetryMs = 500
const longestRetryMs = 30_000
/** The longest wait that the agent may ask for: a lockout lasts 5 minutes. */
const longestRetryAfterSeconds = 900
/** The agent bounds what it holds for a slow consumer to 256 KiB, so no event of it is larger. */
const longestEvent = 1024 * 1024

/** Follows the stream across dropped connections until the signal is aborted. */
export async function followStream<Event>(source: StreamSource<Event>, options: FollowOptions<Event>): Promise<void> {
  const { signal } = options
  let lastEventId = options.lastEventId
  let failures = 0
  const remember = (id: string) => {
    lastEventId = id
    failures = 0
  }
  while (!signal.aborted) {
    const error = await connectOnce(source, options, lastEventId, remember)
    if (signal.aborted || error === ended) return
    if (!mayPass(error)) throw error
    const retryInMs = waitFor(error, failures, source.timers)
    failures += 1
    options.onConnection?.({ state: 'waiting', error, retryInMs })
    await pause(source.timers, retryInMs, signal)
  }
}

/** One connection from open to end; gives back why it ended. */
async function connectOnce<Event>(
  source: StreamSource<Event>,
  options: FollowOptions<Event>,
  lastEventId: string | undefined,
  remember: (id: string) => void,
): Promise<unknown> {
  const connection = new AbortController()
  const signal = AbortSignal.any([options.signal, connection.signal])
  try {
    const response = await source.open(lastEventId, signal)
    options.onConnection?.({ state: 'open' })
    return await readUntilItEnds(source, options, response, remember)
  } catch (error) {
    return error
  } finally {
    connection.abort()
  }
}

async function readUntilItEnds<Event>(
  source: StreamSource<Event>,
  options: FollowOptions<Event>,
  response: Response,
  remember: (id: string) => void,
): Promise<AgentUnreachable | typeof ended> {
  const { timers, address } = source
  const messages = createMessages()
  const reader = response.body?.getReader()
  if (reader === undefined) return new AgentUnreachable('dropped', address)
  const decoder = new TextDecoder()
  const stop = () => void reader.cancel().catch(() => undefined)
  options.signal.addEventListener('abort', stop, { once: true })
  try {
    for (;;) {
      let silent = false
      const silence = timers.after(silenceLimitMs, () => {
        silent = true
        stop()
      })
      const { done, value } = await reader
        .read()
        .catch((cause: unknown) => {
          throw new AgentUnreachable('dropped', address, cause)
        })
        .finally(() => silence.cancel())
      if (done) return new AgentUnreachable(silent ? 'timeout' : 'dropped', address)
      for (const message of messages.read(decoder.decode(value, { stream: true }))) {
        const isLast = await deliver(message, source, options)
        if (isLast) return ended
        if (options.signal.aborted) return new AgentUnreachable('dropped', address)
        if (message.id !== null) remember(message.id)
      }
      if (messages.tooLong()) return new AgentUnreachable('dropped', address)
    }
  } finally {
    options.signal.removeEventListener('abort', stop)
    stop()
  }
}

interface Message {
  name: string
  id: string | null
  data: string
}

function createMessages() {
  let arrived: Message[] = []
  let failed = false
  const parser = createParser({
    maxBufferSize: longestEvent,
    onEvent: ({ event, id, data }) => arrived.push({ name: event ?? 'message', id: id ?? null, data }),
    onError: (error) => {
      failed ||= error.type === 'max-buffer-size-exceeded'
    },
  })
  return {
    read(chunk: string): Message[] {
      arrived = []
      parser.feed(chunk)
      return arrived
    },
    tooLong: () => failed,
  }
}

/** Gives the message to the consumer; true when it was the last one. */
async function deliver<Event>(
  { name, id, data }: Message,
  { read, isLast }: StreamSource<Event>,
  options: FollowOptions<Event>,
): Promise<boolean> {
  const message = read(name, id, data)
  if (message === null) return false
  if (isGap(message)) {
    await options.onGap(message)
    return false
  }
  await options.onEvent(message)
  return isLast?.(message) ?? false
}

function isGap<Event>(message: Event | Gap): message is Gap {
  return typeof message === 'object' && message !== null && 'missed' in message
}

/** What may be different the next time. A consumer's own error is not, so it ends the following. */
function mayPass(error: unknown): error is ApiError | AgentUnreachable {
  if (error instanceof AgentUnreachable) return true
  return error instanceof ApiError && (error.status >= 500 || error.status === 429) && error.status !== 501
}

function waitFor(error: ApiError | AgentUnreachable, failures: number, timers: Timers): number {
  if (error instanceof ApiError && error.retry_after_seconds !== undefined) {
    return Math.min(error.retry_after_seconds, longestRetryAfterSeconds) * 1000
  }
  const step = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(failures, 16))
  return step * (0.5 + timers.random() / 2)
}
