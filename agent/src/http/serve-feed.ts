import type { ServerResponse } from 'node:http'
import type { EventFeed } from '../core/event-feed.ts'
import { eventFrame } from './event-frames.ts'

/**
 * Writes a feed to one client until either of them ends. The next event is made only when the client has read enough that
 * at most `boundBytes` wait for it.
 */
export async function serveFeed(
  feed: EventFeed,
  response: ServerResponse,
  { boundBytes, redact }: { boundBytes: number; redact(payload: unknown): unknown },
): Promise<void> {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  for await (const { id, name, data } of feed(gone.signal)) {
    if (gone.signal.aborted || response.writableEnded) return
    response.write(eventFrame(id, name, redact(data)))
    if (response.writableLength > boundBytes) await drained(response)
  }
  response.end()
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      response.off('drain', end)
      response.off('close', end)
      done()
    }
    response.on('drain', end)
    response.on('close', end)
  })
}
