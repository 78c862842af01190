import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { type Actor, type Role, roleCovers } from '../core/actor.ts'
import type { Bus, BusEventName } from '../core/bus.ts'
import type { Clock, Timer } from '../core/clock.ts'
import type { EventFeed } from '../core/event-feed.ts'
import { Problem } from '../core/problem.ts'
import { createFrame, createFrameHistory, eventFrame, type Frame, heartbeatFrame } from './event-frames.ts'
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
  /** Ends the streams of a session, or of a subject such as `token:<id>`, that has no rights any more. */
  closeRevoked(id: string): void
  close(): void
}

interface Client {
  actor: Actor
  response: ServerResponse
  /** Frames that were dropped because this client reads too slowly. */
  dropped: number
  /** False where it follows a feed of its own and not what happens in general. */
  listens: boolean
  expiry: Timer | null
}

/** Roles below these do not get the event. */
const needs: Partial<Record<BusEventName, Role>> = { pairing: 'owner', devices: 'admin' }
const heartbeatMs = 15_000
const clientBoundBytes = 256 * 1024
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
      if (client.response.writableLength > 0) continue
      tellGap(client)
      client.response.write(heartbeatFrame)
    }
  })

  function allowed(client: Client, name: string): boolean {
    const role = needs[name as BusEventName]
    return role === undefined || roleCovers(client.actor.role, role)
  }

  function deliver(client: Client, frame: Frame): void {
    if (!allowed(client, frame.name)) return
    if (client.response.writableLength + frame.bytes().length > clientBoundBytes) {
      client.dropped += 1
      return
    }
    tellGap(client)
    client.response.write(frame.bytes())
  }

  function tellGap(client: Client): void {
    if (client.dropped === 0) return
    client.response.write(eventFrame(null, 'gap', { lost: client.dropped }))
    client.dropped = 0
  }

  function resume(client: Client, cursor: string): void {
    const [run, number] = splitCursor(cursor)
    if (run !== epoch || number > history.last()) {
      client.response.write(eventFrame(null, 'gap', { lost: null }))
      return
    }
    const { frames, lost } = history.after(number)
    if (lost > 0) client.response.write(eventFrame(null, 'gap', { lost }))
    for (const frame of frames) deliver(client, frame)
  }

  function remove(client: Client): void {
    client.expiry?.cancel()
    clients.delete(client)
  }

  /** Begins a stream. @throws Problem unavailable when there are too many */
  function connect(actor: Actor, reply: FastifyReply, listens: boolean): Client {
    const ofSubject = [...clients].filter((client) => client.actor.subject === actor.subject).length
    if (clients.size >= mostClients || ofSubject >= mostPerSubject) {
      throw new Problem('unavailable', 'Too many event streams are open. Close some and try again.', {
        retryAfterSeconds: 30,
      })
    }
    reply.hijack()
    const response = reply.raw
    response.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    const client: Client = { actor, response, dropped: 0, listens, expiry: null }
    // A script token has no renewal: its stream ends with it. A session's stream lives as long as the session.
    if (actor.via === 'script' && actor.expiresAt !== null) {
      client.expiry = clock.after(Math.min(actor.expiresAt - clock.now(), 2 ** 31 - 1), () => response.end())
    }
    response.on('close', () => remove(client))
    // A connection that breaks while writing also closes; the error has nothing to add.
    response.on('error', () => remove(client))
    clients.add(client)
    response.write('retry: 2000\n\n')
    return client
  }

  return {
    open({ actor, query }, reply) {
      const client = connect(actor, reply, true)
      if (query.cursor !== undefined) resume(client, query.cursor)
      for (const { name, data } of snapshot()) {
        if (allowed(client, name)) client.response.write(eventFrame(`${epoch}-${sequence}`, name, redact(data)))
      }
    },
    openFeed(feed, actor, reply) {
      const { response } = connect(actor, reply, false)
      // A feed never throws; whatever else is wrong, the client sees a stream that ends.
      serveFeed(feed, response, { boundBytes: clientBoundBytes, redact }).catch(() => response.destroy())
    },
    closeRevoked(id) {
      for (const { actor, response } of clients) if (actor.sessionId === id || actor.subject === id) response.end()
    },
    close() {
      unsubscribe()
      heartbeat.cancel()
      for (const client of clients) client.response.end()
    },
  }
}

function splitCursor(cursor: string): [run: string, number: number] {
  const at = cursor.lastIndexOf('-')
  const number = Number(cursor.slice(at + 1))
  return [cursor.slice(0, at), Number.isSafeInteger(number) && number >= 0 ? number : Number.POSITIVE_INFINITY]
}
