import { HostError, type Network } from '../../host.ts'
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

/** The loopback of the simulated machine. Answers come at once; only their latency is made up. */
export function createSimulatedNetwork(present: () => Machine): Network {
  const listening = (): Listening[] => {
    const machine = present()
    const gateways = [...machine.gateways.values()].flatMap(({ gateway }) => {
      if (!gateway.listening()) return []
      const { place, state } = gateway
      const { answerMs, http } = state.mood
      const { port, owner } = place
      const silent = http === 'silent'
      // The engine's proxy, of root, holds the port of a container.
      const holder = place.container ? { uid: 0, pid: null } : { uid: owner.uid, pid: state.pid }
      return [{ port, ...holder, answer: gateway.answer, answerMs, silent }]
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
      const installed = [...present().gateways.values()].find(
        ({ gateway }) => gateway.listening() && gateway.place.port === port,
      )
      const server = listening().find((one) => one.port === port)
      if (server === undefined) throw refused()
      if (server.silent) throw unanswered(timeoutMs)
      const socket = installed?.gateway.open() ?? null
      if (socket === null) throw new HostError('failed', 'HTTP 503 instead of a web socket')
      return socket
    },
  }
}
