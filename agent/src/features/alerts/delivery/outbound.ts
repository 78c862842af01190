import { lookup } from 'node:dns/promises'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { Problem } from '../../../core/problem.ts'
import { demandReach, hostOf, readTarget } from './target.ts'

/** A message that did not arrive. The text is for people and names no address. */
export class DeliveryError extends Error {
  /** The other side wants no more of it. */
  readonly isFinal: boolean

  constructor(message: string, options: { isFinal?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'DeliveryError'
    this.isFinal = options.isFinal ?? false
  }
}

export interface Call {
  url: string
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body: string
  allowPrivate: boolean
  signal?: AbortSignal
}

/** Calls an address outside this host. Gives what was answered, bounded. @throws DeliveryError */
export type Outbound = (call: Call) => Promise<{ status: number; text: string }>

export interface OutboundDeps {
  /** Every address of a name. */
  resolve?: (name: string) => Promise<string[]>
  /** For the whole call, from the name to the answer. */
  timeoutMs?: number
}

const mostAnswerBytes = 4096

/**
 * Calls what an operator named, and nothing else: every address of the name has to be allowed, the connection goes to
 * one that was checked and not to what the name means a moment later, and a redirect is not followed.
 */
export function createOutbound({ resolve = resolveName, timeoutMs = 10_000 }: OutboundDeps = {}): Outbound {
  return async ({ url: text, method, headers, body, allowPrivate, signal }) => {
    const late = AbortSignal.timeout(timeoutMs)
    const ends = signal === undefined ? late : AbortSignal.any([late, signal])
    try {
      const url = readTarget(text, { allowPrivate, at: '/url' })
      const address = await unlessEnded(checkedAddress(hostOf(url), allowPrivate, resolve), ends)
      const answer = await exchange(url, { address, method, headers, body, signal: ends })
      return judged(answer)
    } catch (error) {
      if (error instanceof DeliveryError) throw error
      if (error instanceof Problem) throw new DeliveryError(error.message, { cause: error })
      if (late.aborted)
        throw new DeliveryError(`It did not answer within ${timeoutMs / 1000} seconds.`, { cause: error })
      throw new DeliveryError(wordsFor(error), { cause: error })
    }
  }
}

/** One address of the host, after all of them were checked: which of them is used later is nothing to rely on. */
async function checkedAddress(
  host: string,
  allowPrivate: boolean,
  resolve: (name: string) => Promise<string[]>,
): Promise<string> {
  const addresses = isIP(host) === 0 ? await resolve(host) : [host]
  for (const address of addresses) demandReach(address, allowPrivate)
  const [first] = addresses
  if (first === undefined) throw new DeliveryError('Its name leads nowhere.')
  return first
}

async function resolveName(name: string): Promise<string[]> {
  const found = await lookup(name, { all: true, verbatim: true })
  return found.map(({ address }) => address)
}

interface Exchange {
  address: string
  method: string
  headers: Record<string, string>
  body: string
  signal: AbortSignal
}

function exchange(url: URL, { address, method, headers, body, signal }: Exchange) {
  const family = isIP(address)
  const options = {
    ...{ method, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) }, signal, agent: false },
    // Whatever the name means by now, this is the address that was checked.
    lookup: (_name: string, asked: { all?: boolean }, done: (...answer: unknown[]) => void) =>
      asked.all ? done(null, [{ address, family }]) : done(null, address, family),
  }
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request: ClientRequest = send(url, options as never, (answer: IncomingMessage) => {
      readBounded(answer, mostAnswerBytes).then((text) => {
        request.destroy()
        resolve({ status: answer.statusCode ?? 0, text })
      }, reject)
    })
    request.on('error', reject).end(body)
  })
}

async function readBounded(answer: IncomingMessage, most: number): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer) {
    parts.push(part)
    size += part.length
    if (size >= most) break
  }
  return Buffer.concat(parts).subarray(0, most).toString('utf8')
}

function judged(answer: { status: number; text: string }) {
  const { status } = answer
  if (status >= 200 && status < 300) return answer
  if (status >= 300 && status < 400)
    throw new DeliveryError(`It answered ${status}: it redirects elsewhere, which is not followed.`)
  throw new DeliveryError(`It answered ${status}.`, { isFinal: status === 410 })
}

function unlessEnded<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const ended = Promise.withResolvers<never>()
  const end = () => ended.reject(signal.reason)
  signal.addEventListener('abort', end, { once: true })
  return Promise.race([work, ended.promise]).finally(() => signal.removeEventListener('abort', end))
}

function wordsFor(error: unknown): string {
  const code = String((error as { code?: unknown }).code ?? '')
  if (code === 'ENOTFOUND' || code.startsWith('EAI_')) return 'Its name could not be resolved.'
  if (code === 'ECONNREFUSED') return 'It refused the connection.'
  if (code === 'ABORT_ERR') return 'The agent was stopped.'
  if (code.includes('CERT') || code.includes('SIGNATURE') || code.startsWith('ERR_TLS'))
    return 'Its certificate is not valid.'
  return `The connection broke off${/^[A-Z_]{3,40}$/.test(code) ? ` (${code})` : ''}.`
}
