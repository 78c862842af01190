import { HostError, type Network } from '../../host.ts'
import type { Gateway } from '../gateway/gateway.ts'
import type { HttpReply } from '../gateway/http-answers.ts'
import type { Machine } from './machine.ts'

interface Listening {
  port: number
  uid: number
  pid: number | null
  answer(path: string): HttpReply
  answerMs: [number, number]
  silent: boolean
}

const addresses = ['127.0.0.1', '::1']

/**
 * The gateways that can be reached from the host. The proxy of an engine reaches one in a container only at the port that
 * it publishes, and only when the gateway does not keep to the container's own loopback.
 */
function reachable({ gateways }: Machine): Gateway[] {
  return [...gateways.values()].flatMap(({ gateway }) => {
    const { container, port } = gateway.place
    if (!gateway.listening()) return []
    if (container === undefined || container.hostNetwork) return [gateway]
    return container.publishedPort === port && gateway.state.applied.bind !== 'loopback' ? [gateway] : []
  })
}

/** The loopback of the simulated machine. Answers come at once; only their latency is made up. */
export function createSimulatedNetwork(present: () => Machine): Network {
  const listening = (): Listening[] => {
    const machine = present()
    const gateways = reachable(machine).map((gateway): Listening => {
      const { place, state } = gateway
      const { answerMs, http } = state.mood
      // The engine's proxy, of root, holds the port of a container.
      const isProxied = place.container?.hostNetwork === false
      const holder = isProxied ? { uid: 0, pid: null } : { uid: place.owner.uid, pid: state.pid }
      return { port: place.port, ...holder, answer: gateway.answer, answerMs, silent: http === 'silent' }
    })
    const strangers = machine.strangers().map(({ port, uid, process, visible, answer }) => {
      const latency: [number, number] = [1, 4]
      return { port, uid, pid: visible ? process.pid : null, answer: () => answer, answerMs: latency, silent: false }
    })
    return [...gateways, ...strangers]
  }
  const addressOf = (text: string) => {
    const url = URL.canParse(text) ? new URL(text) : null
    const literal = url && (url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname))
    if (!url || !literal) throw new HostError('denied', `${url?.hostname ?? 'That address'} is not a loopback address`)
    return { port: Number(url.port), path: url.pathname }
  }
  const refused = () => new HostError('failed', 'ECONNREFUSED')
  // At once, because simulated time may stand still while somebody waits for this.
  const unanswered = (timeoutMs: number) => new HostError('timeout', `No answer within ${timeoutMs} ms`)
  const stopIfAborted = (signal: AbortSignal | undefined) => {
    if (signal?.aborted) throw new HostError('failed', 'The request was given up.', signal.reason)
  }
  return {
    async listeners(ports) {
      const found = listening().filter(({ port }) => ports === undefined || ports.includes(port))
      return found.flatMap(({ port, uid, pid }) => addresses.map((address) => ({ port, address, uid, pid })))
    },
    peerUid: async () => null,
    async get(url, { timeoutMs, maxBytes, signal }) {
      stopIfAborted(signal)
      const { port, path } = addressOf(url)
      const server = listening().find((one) => one.port === port)
      if (server === undefined) throw refused()
      if (server.silent) throw unanswered(timeoutMs)
      const { noise, clock } = present()
      const { status, contentType, body } = server.answer(path)
      const [low, high] = server.answerMs
      const latencyMs = Number(noise.between(low, high, 'latency', port, path, clock.now()).toFixed(2))
      return { status, contentType, body: Buffer.from(body).subarray(0, maxBytes).toString('utf8'), latencyMs }
    },
    async open(url, { timeoutMs, signal }) {
      stopIfAborted(signal)
      const { port } = addressOf(url)
      const gateway = reachable(present()).find(({ place }) => place.port === port)
      const server = listening().find((one) => one.port === port)
      if (server === undefined) throw refused()
      if (server.silent) throw unanswered(timeoutMs)
      const socket = gateway?.open() ?? null
      if (socket === null) throw new HostError('failed', 'HTTP 503 instead of a web socket')
      return socket
    },
  }
}
