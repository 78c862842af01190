import { HostError, type Network } from '../../host/host.ts'
import { booleanAt, type JsonObject, numberAt, objectAt, parseObject, textAt, textsAt } from '../json.ts'

export interface EventLoopFacts {
  degraded: boolean
  delayP99Ms: number | null
  utilization: number | null
  reasons: string[]
}

/** What the gateway answered. Anything but `answered` is no health, whatever the status was. */
export type Probe =
  | {
      kind: 'answered'
      ready: boolean
      failing: string[]
      latencyMs: number
      /** Milliseconds since the server inside the process started; it begins anew after an in-process restart. */
      uptimeMs: number | null
      eventLoop: EventLoopFacts | null
      status: number
    }
  /** HTML (as MoltBot answers unknown paths), another type, broken JSON, or more than any probe answers. */
  | { kind: 'html' | 'garbage' | 'huge'; status: number; latencyMs: number; quote: string }
  | { kind: 'timeout'; afterMs: number }
  | { kind: 'refused'; code: string }

export interface Startup {
  version: string | null
  pending: string | null
}

export const probeTimeoutMs = 1500
const maxBytes = 64 * 1024

/** Asks `/readyz`: unauthenticated, about 5 ms, not logged by MoltBot. */
export async function probe(network: Network, base: string): Promise<Probe> {
  const answer = await ask(network, `${base}/readyz`)
  if (!('json' in answer)) return answer
  const { json, status, latencyMs } = answer
  const ready = booleanAt(json, 'ready')
  if (ready === null) return { kind: 'garbage', status, latencyMs, quote: JSON.stringify(json).slice(0, 200) }
  return {
    kind: 'answered',
    ready: ready && status === 200,
    failing: textsAt(json, 'failing'),
    latencyMs,
    uptimeMs: numberAt(json, 'uptimeMs'),
    eventLoop: eventLoopOf(objectAt(json, 'eventLoop')),
    status,
  }
}

/** Asks `/startupz`, the only unauthenticated source of the version (2026.9.3 and later); null when it is not there. */
export async function askStartup(network: Network, base: string): Promise<Startup | null> {
  const answer = await ask(network, `${base}/startupz`)
  if (!('json' in answer) || booleanAt(answer.json, 'ok') === null) return null
  return { version: textAt(answer.json, 'version', 64), pending: textAt(answer.json, 'pendingReason', 64) }
}

/** Asks `/healthz`, which answers as soon as the server listens; for versions that have no `/readyz`. */
export async function askLive(network: Network, base: string): Promise<boolean> {
  const answer = await ask(network, `${base}/healthz`)
  return 'json' in answer && answer.status === 200 && booleanAt(answer.json, 'ok') === true
}

type Failure = Exclude<Probe, { kind: 'answered' }>

async function ask(
  network: Network,
  url: string,
): Promise<{ json: JsonObject; status: number; latencyMs: number } | Failure> {
  try {
    const { status, contentType, body, latencyMs } = await network.get(url, { timeoutMs: probeTimeoutMs, maxBytes })
    const wrong = (kind: 'html' | 'garbage' | 'huge') => ({ kind, status, latencyMs, quote: body.slice(0, 200) })
    if (Buffer.byteLength(body) >= maxBytes) return wrong('huge')
    if (/^text\/html\b/i.test(contentType)) return wrong('html')
    if (!/^application\/(?:[\w.-]+\+)?json\b/i.test(contentType)) return wrong('garbage')
    const json = parseObject(body)
    return json ? { json, status, latencyMs } : wrong('garbage')
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return error.reason === 'timeout'
      ? { kind: 'timeout', afterMs: probeTimeoutMs }
      : { kind: 'refused', code: error.message.slice(0, 100) }
  }
}

function eventLoopOf(loop: JsonObject | null): EventLoopFacts | null {
  const degraded = booleanAt(loop, 'degraded')
  if (degraded === null) return null
  return {
    degraded,
    delayP99Ms: numberAt(loop, 'delayP99Ms'),
    utilization: numberAt(loop, 'utilization'),
    reasons: textsAt(loop, 'reasons'),
  }
}
