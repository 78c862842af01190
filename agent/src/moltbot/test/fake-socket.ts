import type { TextSocket } from '../../host/host.ts'

/** The gateway's end of a web socket, played by a test. */
export interface FakeSocket {
  socket: TextSocket
  /** Requests that the agent sent, parsed. */
  sent: { id: string; method: string; params: Record<string, unknown> }[]
  say(frame: unknown): void
  sayRaw(text: string): void
  answer(method: string, payload: unknown): void
  refuse(method: string, error: unknown): void
  close(code: number, reason?: string): void
  closedByAgent: boolean
}

export function createFakeSocket(): FakeSocket {
  let onMessage = (_: string) => {}
  let onClose = (_code: number, _reason: string) => {}
  const idOf = (method: string) => fake.sent.findLast((request) => request.method === method)?.id
  const fake: FakeSocket = {
    sent: [],
    closedByAgent: false,
    socket: {
      send: (text) => void fake.sent.push(JSON.parse(text)),
      close() {
        fake.closedByAgent = true
      },
      onMessage: (listener) => {
        onMessage = listener
      },
      onClose: (listener) => {
        onClose = listener
      },
    },
    say: (frame) => onMessage(JSON.stringify(frame)),
    sayRaw: (text) => onMessage(text),
    answer: (method, payload) => fake.say({ type: 'res', id: idOf(method), ok: true, payload }),
    refuse: (method, error) => fake.say({ type: 'res', id: idOf(method), ok: false, error }),
    close: (code, reason = '') => onClose(code, reason),
  }
  return fake
}

export const challenge = { type: 'event', event: 'connect.challenge', payload: { nonce: 'n' } }

export const hello = {
  type: 'hello-ok',
  protocol: 4,
  server: { version: '2026.9.6', bootId: 'boot-1' },
  snapshot: { uptimeMs: 32_726, health: { channels: {} } },
}
