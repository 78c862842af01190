import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyReply } from 'fastify'

/**
 * Answers with bytes as they come, at the pace of the client. When they end early the connection is broken off, so that
 * the client never takes a part for the whole.
 */
export async function serveBytes(
  bytes: AsyncIterable<Uint8Array>,
  reply: FastifyReply,
  { media, failed }: { media: string; failed(error: unknown): void },
): Promise<void> {
  reply.hijack()
  const response = reply.raw
  response.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), 'content-type': media })
  try {
    await pipeline(Readable.from(bytes, { objectMode: false }), response)
  } catch (error) {
    response.destroy()
    // The head is sent, so nobody can be answered any more; a client that went away is no fault.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') failed(error)
  }
}
