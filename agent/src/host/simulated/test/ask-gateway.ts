import type { SimulatedHost } from '../simulated-host.ts'

const client = { id: 'gateway-client', version: '0.3.0', platform: 'linux', mode: 'backend' }

/** Status of a probe, or why there was no answer. */
export async function probe({ host }: SimulatedHost, path = '/readyz', port = 18_789): Promise<string> {
  const asking = host.network.get(`http://127.0.0.1:${port}${path}`, { timeoutMs: 100, maxBytes: 9000 })
  const reply = await asking.catch((error: Error) => error)
  return reply instanceof Error ? reply.message : String(reply.status)
}

/** Connects with a token and asks one method; the answer of `connect` where it was refused. */
export async function call(
  { host, clock }: SimulatedHost,
  token: string,
  method: string,
): Promise<Record<string, unknown>> {
  const socket = await host.network.open('ws://127.0.0.1:18789', { timeoutMs: 100, maxFrameBytes: 1_000_000 })
  const frames: Record<string, unknown>[] = []
  socket.onMessage((text) => frames.push(JSON.parse(text)))
  const request = (id: string, name: string, params: object) =>
    socket.send(JSON.stringify({ type: 'req', id, method: name, params }))
  request('1', 'connect', { minProtocol: 4, maxProtocol: 4, client, auth: { token } })
  await clock.advance(1)
  request('2', method, {})
  await clock.advance(1)
  socket.close()
  const answers = frames.filter(({ type }) => type === 'res')
  return answers.at(-1) ?? {}
}
