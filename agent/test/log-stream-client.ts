import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { components } from '@moltbot-ops/api/types'
import type { Agent } from '../src/agent.ts'
import { asksForSocket, createUpgradeAnswer } from '../src/http/answer-upgrade.ts'

export type LogEntry = components['schemas']['LogEntry']

export interface StreamEvent {
  id: string | null
  event: string
  data: unknown
}

/** An agent that listens, for streams that go on. */
export async function listenFor(agent: Pick<Agent, 'answer'>) {
  const server = createServer({ shouldUpgradeCallback: asksForSocket }, agent.answer)
  server.on('upgrade', createUpgradeAnswer(agent.answer))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    port,
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** A client of a stream of server-sent events, which can wait for what it wants to see. */
export async function openStream(port: number, path: string, headers: Record<string, string>) {
  const answer = await new Promise<IncomingMessage>((done, failed) => {
    request({ host: '127.0.0.1', port, path, agent: false, headers: { accept: 'text/event-stream', ...headers } }, done)
      .on('error', failed)
      .end()
  })
  const events: StreamEvent[] = []
  const waiting = new Set<() => void>()
  let text = ''
  let ended = false
  const tell = () => {
    for (const look of waiting) look()
  }
  answer.setEncoding('utf8')
  answer.on('data', (chunk: string) => {
    text += chunk
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const event = eventOf(text.slice(0, end))
      if (event !== null) events.push(event)
      text = text.slice(end + 2)
    }
    tell()
  })
  answer.on('close', () => {
    ended = true
    tell()
  })
  // A connection that is cut also closes.
  answer.on('error', () => undefined)
  return {
    status: answer.statusCode,
    headers: answer.headers,
    events,
    lines: () => events.filter(({ event }) => event === 'line').map(({ data }) => data as LogEntry),
    lastId: () => events.findLast(({ id }) => id !== null)?.id ?? '',
    text: () => text,
    /** Resolves as soon as it is true of what came; rejects when the stream ended before. */
    until: (isThere: () => boolean) =>
      new Promise<void>((done, failed) => {
        const look = () => {
          if (!isThere() && !ended) return
          waiting.delete(look)
          if (isThere()) done()
          else failed(new Error(`The stream ended after ${events.length} events: ${text}`))
        }
        waiting.add(look)
        look()
      }),
    ended: () =>
      new Promise<void>((done) => {
        const look = () => {
          if (!ended) return
          waiting.delete(look)
          done()
        }
        waiting.add(look)
        look()
      }),
    pause: () => answer.pause(),
    resume: () => answer.resume(),
    cut: () => answer.destroy(),
  }
}

function eventOf(text: string): StreamEvent | null {
  const fields = new Map(
    text.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)] as const),
  )
  const data = fields.get('data')
  return data === undefined
    ? null
    : { id: fields.get('id') ?? null, event: fields.get('event') ?? '', data: JSON.parse(data) }
}
