import type { AgentEvents } from '@moltbot-ops/sdk'

/** The part of EventSource that the stream needs, so that a test can stand in for the network. */
export interface Source {
  close(): void
}

export interface SourceEvents {
  onOpen(): void
  onEvent(event: string, data: string, id: string): void
  /** `closed`: the browser has given up, for example because the answer was 401. */
  onTrouble(closed: boolean): void
}

/** All of them: an event that nobody listens for is lost without a trace. */
const streamedEvents: Record<keyof AgentEvents | 'gap', true> = {
  status: true,
  timeline: true,
  instances: true,
  pairing: true,
  devices: true,
  job: true,
  confirmation: true,
  config: true,
  simulation: true,
  gap: true,
}

/** EventSource sends the cookie by itself and asks again with the last id after a cut. */
export function openEventSource(url: string, events: SourceEvents): Source {
  const source = new EventSource(url)
  source.onopen = () => events.onOpen()
  source.onerror = () => events.onTrouble(source.readyState === EventSource.CLOSED)
  for (const name of Object.keys(streamedEvents)) {
    source.addEventListener(name, (message) => events.onEvent(name, String(message.data), message.lastEventId))
  }
  return source
}
