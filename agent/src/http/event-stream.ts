import type { FastifyReply } from 'fastify'
import { type Actor, type Role, roleCovers } from '../core/actor.ts'
import type { Bus, BusEventName } from '../core/bus.ts'
import type { Clock, Timer } from '../core/clock.ts'
import type { EventFeed } from '../core/event-feed.ts'
import { Problem } from '../core/problem.ts'
import type { FeedClient, SharedFeed } from '../core/shared-feed.ts'
import { createFrame, createFrameHistory, eventFrame, type Frame } from './event-frames.ts'
import { type Outlet, openSseOutlet } from './outlet.ts'
import { serveFeed } from './serve-feed.ts'

export interface EventStreamDeps {
  bus: Bus
  /** Real time, also where the machine is simulated: connections are real there too. */
  clock: Clock
  /** Names this run of the agent: ids of another run cannot be resumed, which a client is told by a gap. */
  epoch: string
  /** Hides secrets; the last thing that happens to an event before it leaves. */
  redact<Payload>(payload: Payload): Payload
  /** What a new client needs to begin with. */
  snapshot(): { name: BusEventName; data: unknown }[]
}

export interface EventStream {
  open(input: { actor: Actor; query: { cursor?: string } }, reply: FastifyReply): void
  /** A stream of one client's own events, such as those of a job, under the same bounds and rights. */
  openFeed(feed: EventFeed, actor: Actor, reply: FastifyReply): void
  /** A stream that many clients share, over whatever way `open` makes. @throws Problem unavailable, before it is made */
  openShared(feed: SharedFeed, actor: Actor, open: () => Outlet): void
  /** Ends the streams of a session, or of a subject such as `token:<id>`, that has no rights any more. */
  closeRevoked(id: string): void
  close(): void
}

interface Client {
  actor: Actor
  out: Outlet
  /** Events that were dropped because this client reads too slowly. */
  dropped: number
  /** What it is told of them. */
  gap(lost: number): unknown
  /** False where it follows a feed of its own and not what happens in general. */
  listens: boolean
  expiry: Timer | null
}

/** Roles below these do not get the event. */
const needs: Partial<Record<BusEventName, Role>> = { pairing: 'owner', devices: 'admin' }
const heartbeatMs = 15_000
const clientBoundBytes = 256 * 1024
const behindBytes = clientBoundBytes / 2
// Two minutes of one gateway that changes all the time; a status is a few KiB.
const mostRemembered = 128
const mostClients = 256
const mostPerSubject = 32

/**
 * One stream of events for all clients. Every event is encoded once and the same bytes go to everybody. A client that
 * reads too slowly loses events and is told how many; nobody else notices.
 */
export function createEventStream({ bus, clock, epoch, redact, snapshot }: EventStreamDeps): EventStream {
  const clients = new Set<Client>()
  const history = createFrameHistory(mostRemembered)
  let sequence = 0

  const unsubscribe = bus.subscribe((name, payload) => {
    sequence += 1
    const id = `${epoch}-${sequence}`
    const frame = createFrame(sequence, name, () => {
      const encoded = eventFrame(id, name, redact(payload))
      // No client could take it; it is told that one is missing, and nobody keeps it.
      return encoded.length > clientBoundBytes ? eventFrame(id, 'gap', { lost: 1 }) : encoded
    })
    // What is proposed may be as large as a request; remembered as bytes, it is bounded.
    if (name === 'confirmation') frame.bytes()
    history.add(frame)
    for (const client of clients) if (client.listens) deliver(client, frame)
  })
  const heartbeat = clock.every(heartbeatMs, () => {
    for (const client of clients) {
      if (client.out.writableLength > 0) continue
      tellGap(client)
      client.out.write(client.out.heartbeat)
    }
  })

  function allowed(client: Client, name: string): boolean {
    const role = needs[name as BusEventName]
    return role === undefined || roleCovers(client.actor.role, role)
  }

  function deliver(client: Client, frame: Frame): void {
    if (allowed(client, frame.name)) send(client, frame.bytes(), 1)
  }

  /** Never waits: what does not fit is dropped and counted. */
  function send(client: Client, bytes: Buffer, count: number): void {
    if (client.out.writableLength + bytes.length > clientBoundBytes) {
      client.dropped += count
      return
    }
    tellGap(client)
    client.out.write(bytes)
  }

  function tellGap(client: Client): void {
    if (client.dropped === 0) return
    client.out.write(client.out.frame(null, 'gap', client.gap(client.dropped)))
    client.dropped = 0
  }

  function resume(client: Client, cursor: string): void {
    const [run, number] = splitCursor(cursor)
    if (run !== epoch || number > history.last()) {
      client.out.write(eventFrame(null, 'gap', { lost: null }))
      return
    }
    const { frames, lost } = history.after(number)
    if (lost > 0) client.out.write(eventFrame(null, 'gap', { lost }))
    for (const frame of frames) deliver(client, frame)
  }

  function remove(client: Client): void {
    client.expiry?.cancel()
    clients.delete(client)
  }

  /** Begins a stream. @throws Problem unavailable when there are too many */
  function connect(actor: Actor, open: () => Outlet, more: Partial<Pick<Client, 'listens' | 'gap'>> = {}): Client {
    const ofSubject = [...clients].filter((client) => client.actor.subject === actor.subject).length
    if (clients.size >= mostClients || ofSubject >= mostPerSubject) {
      throw new Problem('unavailable', 'Too many event streams are open. Close some and try again.', {
        retryAfterSeconds: 30,
      })
    }
    const out = open()
    const client: Client = { actor, out, dropped: 0, gap: (lost) => ({ lost }), listens: false, expiry: null, ...more }
    // A script token has no renewal: its stream ends with it. A session's stream lives as long as the session.
    if (actor.via === 'script' && actor.expiresAt !== null) {
      client.expiry = clock.after(Math.min(actor.expiresAt - clock.now(), 2 ** 31 - 1), () => out.end())
    }
    out.onClose(() => remove(client))
    clients.add(client)
    return client
  }

  /** A client as a feed sees it that many share. */
  function sharing(client: Client): FeedClient {
    const { out } = client
    const gone = new AbortController()
    out.onClose(() => gone.abort())
    const isBehind = () => out.writableLength > behindBytes
    return {
      gone: gone.signal,
      offer: (batch) => send(client, out.bytes(batch), batch.events.length),
      async put(batch) {
        if (gone.signal.aborted) return
        tellGap(client)
        out.write(out.bytes(batch))
        if (isBehind()) await out.drained()
      },
      isBehind,
      drained: () => out.drained(),
      end: () => out.end(),
    }
  }

  return {
    open({ actor, query }, reply) {
      const client = connect(actor, () => openSseOutlet(reply), { listens: true })
      if (query.cursor !== undefined) resume(client, query.cursor)
      for (const { name, data } of snapshot()) {
        if (allowed(client, name)) client.out.write(eventFrame(`${epoch}-${sequence}`, name, redact(data)))
      }
    },
    openFeed(feed, actor, reply) {
      const { out } = connect(actor, () => openSseOutlet(reply))
      // A feed never throws; whatever else is wrong, the client sees a stream that ends.
      serveFeed(feed, reply.raw, { boundBytes: clientBoundBytes, redact }).catch(() => out.destroy())
    },
    openShared(feed, actor, open) {
      const client = connect(actor, open, { gap: feed.gap })
      feed.serve(sharing(client)).catch(() => client.out.destroy())
    },
    closeRevoked(id) {
      for (const { actor, out } of clients) if (actor.sessionId === id || actor.subject === id) out.end()
    },
    close() {
      unsubscribe()
      heartbeat.cancel()
      for (const client of clients) client.out.end()
    },
  }
}

function splitCursor(cursor: string): [run: string, number: number] {
  const at = cursor.lastIndexOf('-')
  const number = Number(cursor.slice(at + 1))
  return [cursor.slice(0, at), Number.isSafeInteger(number) && number >= 0 ? number : Number.POSITIVE_INFINITY]
}
