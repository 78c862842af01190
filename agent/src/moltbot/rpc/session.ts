import type { Clock } from '../../core/clock.ts'
import type { Network } from '../../host/host.ts'
import type { JsonObject } from '../json.ts'
import { numberAt, objectAt, textAt } from '../json.ts'
import { connectParams, parseFrame, type RpcError, request } from './frame.ts'

export interface Hello {
  version: string | null
  /** Changes at every start, also at one inside the process. */
  bootId: string | null
  uptimeMs: number | null
  /** `snapshot.health` of the greeting: the same as the event `health`. */
  health: JsonObject | null
}

/** Why a session could not be opened or ended. */
export type Ending =
  | { kind: 'refused_token'; message: string }
  | { kind: 'refused_protocol'; message: string }
  /** MoltBot is starting or restarting and says when to come again. */
  | { kind: 'not_yet'; retryAfterMs: number | null; message: string }
  /** An orderly end that was announced; a number says when it expects to be back. */
  | { kind: 'shutdown'; restartExpectedMs: number | null; message: string }
  | { kind: 'lost'; message: string }
  /** It sent more than anybody has to say. */
  | { kind: 'flooded'; message: string }

export interface SessionEvents {
  event(name: string, payload: JsonObject): void
  /** Called once, whatever ended it. */
  end(ending: Ending): void
}

export type Answer = { payload: JsonObject } | { error: RpcError }

export interface Session {
  hello: Hello
  /** Null when there is no answer in time or the session ends first. */
  call(method: string, params: JsonObject): Promise<Answer | null>
  close(): void
}

const openTimeoutMs = 3000
const helloTimeoutMs = 5000
const callTimeoutMs = 10_000
/** The largest answer that is asked for is a config six times over; a frame over this is refused unread. */
const maxFrameBytes = 4 * 1024 * 1024
const maxPending = 8
/** What a busy gateway says stays far below; reading more would cost a whole core. Counted anew each minute. */
const floodWindowMs = 60_000
const maxMessages = 60_000
const maxCharacters = 64 * 1024 * 1024

export interface OpenSession {
  network: Network
  clock: Clock
  /** `ws://127.0.0.1:18789` */
  url: string
  credential: { token: string } | { password: string }
  platform: string
  events: SessionEvents
}

/** Opens one session and greets. Resolves to null when that fails; `events.end` has been told why. Never rejects. */
export async function openSession({
  network,
  clock,
  url,
  credential,
  platform,
  events,
}: OpenSession): Promise<Session | null> {
  let ended = false
  let announced: Ending | null = null
  let calls = 0
  const pending = new Map<string, (answer: Answer | null) => void>()
  const end = (ending: Ending) => {
    if (ended) return
    ended = true
    for (const settle of [...pending.values()]) settle(null)
    events.end(ending)
  }

  const socket = await network.open(url, { timeoutMs: openTimeoutMs, maxFrameBytes }).catch((error: unknown) => {
    end({ kind: 'lost', message: error instanceof Error ? error.message : 'no web socket' })
    return null
  })
  if (!socket) return null

  /** `settle` is called within the arrival of the answer, before a close that came with it is heard. */
  const ask = (method: string, params: JsonObject, settle: (answer: Answer | null) => void) => {
    const id = String(++calls)
    const done = (answer: Answer | null) => {
      timer.cancel()
      pending.delete(id)
      settle(answer)
    }
    const timer = clock.after(callTimeoutMs, () => done(null))
    pending.set(id, done)
    socket.send(request(id, method, params))
  }
  const call: Session['call'] = (method, params) =>
    ended || pending.size >= maxPending ? Promise.resolve(null) : new Promise((resolve) => ask(method, params, resolve))

  return new Promise((resolve) => {
    const giveUp = (ending: Ending) => {
      greeting.cancel()
      end(ending)
      resolve(null)
    }
    const greeting = clock.after(helloTimeoutMs, () => {
      giveUp({ kind: 'lost', message: `no greeting within ${helloTimeoutMs / 1000} s` })
      socket.close()
    })
    const greet = () =>
      ask('connect', connectParams(credential, platform), (answer) => {
        if (!answer) return
        if ('error' in answer) {
          giveUp(refusal(answer.error))
          socket.close()
          return
        }
        greeting.cancel()
        resolve({ hello: helloOf(answer.payload), call, close: () => socket.close() })
      })
    let greeted = false
    socket.onClose((code, reason) =>
      giveUp(
        announced ?? { kind: 'lost', message: `closed with ${code}${reason === '' ? '' : ` ${reason.slice(0, 100)}`}` },
      ),
    )
    let heard = { since: clock.monotonic(), messages: 0, characters: 0 }
    const isFlood = (text: string) => {
      if (clock.monotonic() - heard.since >= floodWindowMs) {
        heard = { since: clock.monotonic(), messages: 0, characters: 0 }
      }
      heard.messages += 1
      heard.characters += text.length
      return heard.messages > maxMessages || heard.characters > maxCharacters
    }
    socket.onMessage((text) => {
      if (!ended && isFlood(text)) {
        giveUp({ kind: 'flooded', message: 'it sent too many messages in a minute' })
        socket.close()
      }
      const frame = ended ? null : parseFrame(text)
      if (!frame) return
      if (frame.type === 'answer') {
        pending.get(frame.id)?.(frame.ok ? { payload: frame.payload } : { error: frame.error })
      } else if (frame.event === 'connect.challenge') {
        if (!greeted) greet()
        greeted = true
      } else {
        // Each announcement makes the agent look at once, so one counts for a session.
        if (frame.event === 'shutdown' && announced) return
        if (frame.event === 'shutdown') announced = shutdownOf(frame.payload)
        events.event(frame.event, frame.payload)
      }
    })
  })
}

function helloOf(payload: JsonObject): Hello {
  const server = objectAt(payload, 'server')
  const snapshot = objectAt(payload, 'snapshot')
  return {
    version: textAt(server, 'version', 64),
    bootId: textAt(server, 'bootId', 64),
    uptimeMs: numberAt(snapshot, 'uptimeMs'),
    health: objectAt(snapshot, 'health'),
  }
}

function shutdownOf(payload: JsonObject): Ending {
  return {
    kind: 'shutdown',
    restartExpectedMs: numberAt(payload, 'restartExpectedMs'),
    message: textAt(payload, 'reason') ?? '',
  }
}

/** Codes as the real gateway sends them: AUTH_TOKEN_MISMATCH and its kin, PROTOCOL_MISMATCH, UNAVAILABLE with a time to wait. */
function refusal({ code, message, detail, retryAfterMs }: RpcError): Ending {
  if (code === 'PROTOCOL_MISMATCH' || detail === 'PROTOCOL_MISMATCH') return { kind: 'refused_protocol', message }
  if (code === 'UNAVAILABLE') return { kind: 'not_yet', retryAfterMs, message }
  if (detail?.startsWith('AUTH_') || code === 'NOT_PAIRED' || /unauthorized|token|password/i.test(message)) {
    return { kind: 'refused_token', message }
  }
  return { kind: 'lost', message: `${code} ${message}` }
}
