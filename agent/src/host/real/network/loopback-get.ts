import { Agent, get, type IncomingMessage } from 'node:http'
import { HostError, type HttpAnswer, type Network } from '../../host.ts'
import { codeOf } from '../system-error.ts'
import { loopbackUrl } from './loopback-url.ts'

type Options = Parameters<Network['get']>[1]

/** The server closed a kept connection in the instant in which it was used again, which says nothing about the server. */
class StaleConnection extends Error {}

/** GET to loopback over connections that are kept: a probe every two seconds then costs one write and one read. */
export function createLoopbackGet(monotonic: () => number): { get: Network['get']; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 8, maxFreeSockets: 4 })

  const attempt = (url: URL, { timeoutMs, maxBytes, signal }: Options): Promise<HttpAnswer> =>
    new Promise((resolve, reject) => {
      const startedAt = monotonic()
      const request = get(url, { agent, ...(signal && { signal }), headers: { accept: 'application/json' } })
      const end = (settle: () => void) => {
        clearTimeout(timer)
        settle()
      }
      const timer = setTimeout(() => {
        reject(new HostError('timeout', `No answer within ${timeoutMs} ms`))
        request.destroy()
      }, timeoutMs)
      request.once('error', (error) => {
        const stale = request.reusedSocket && codeOf(error) === 'ECONNRESET'
        const failed = new HostError('failed', codeOf(error) || error.message, error)
        end(() => reject(stale ? new StaleConnection(undefined, { cause: failed }) : failed))
      })
      request.once('response', (response) => {
        const { statusCode: status = 0, headers } = response
        const answer = (body: string) =>
          resolve({ status, contentType: headers['content-type'] ?? '', body, latencyMs: monotonic() - startedAt })
        readBody(response, maxBytes).then(
          (body) => end(() => answer(body)),
          (error: unknown) =>
            end(() => reject(new HostError('failed', codeOf(error) || 'The answer broke off', error))),
        )
      })
    })

  return {
    async get(text, options) {
      const url = loopbackUrl(text, ['http:'])
      try {
        return await attempt(url, options)
      } catch (error) {
        if (!(error instanceof StaleConnection)) throw error
        return attempt(url, options).catch((again: unknown) => {
          throw again instanceof StaleConnection ? again.cause : again
        })
      }
    },
    close: () => agent.destroy(),
  }
}

/** Leaving the loop early destroys the response, so the rest of an endless body is never received. */
async function readBody(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let total = 0
  for await (const chunk of response) {
    chunks.push(chunk)
    total += chunk.length
    if (total >= maxBytes) break
  }
  return Buffer.concat(chunks).subarray(0, maxBytes).toString('utf8')
}
