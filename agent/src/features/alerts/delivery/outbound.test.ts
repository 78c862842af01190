import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { createOutbound } from './outbound.ts'

let server: Server | null = null
afterEach(async () => {
  server?.closeAllConnections()
  await new Promise<void>((done) => (server === null ? done() : server.close(() => done())))
  server = null
})

/** A receiver on loopback; gives its port and what it was sent. */
async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const seen: { method: string | undefined; host: string | undefined; body: string }[] = []
  server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    seen.push({ method: request.method, host: request.headers.host, body })
    answer(request, response)
  })
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done))
  return { port: (server.address() as AddressInfo).port, seen }
}

const call = { method: 'POST' as const, headers: {}, body: '{"a":1}', allowPrivate: true }
const ok = (_: IncomingMessage, response: ServerResponse) => void response.end('thanks')

describe('a call that leaves this host', () => {
  test('arrives with its body, and its answer is given', async () => {
    const { port, seen } = await listen(ok)
    const answer = await createOutbound()({ ...call, url: `http://127.0.0.1:${port}/hook` })
    expect(answer).toEqual({ status: 200, text: 'thanks' })
    expect(seen).toEqual([{ method: 'POST', host: `127.0.0.1:${port}`, body: '{"a":1}' }])
  })

  test('goes to the address that was checked, under the name that was meant', async () => {
    const { port, seen } = await listen(ok)
    const asked: string[] = []
    const resolve = async (name: string) => {
      asked.push(name)
      return ['127.0.0.1']
    }
    await createOutbound({ resolve })({ ...call, url: `http://hooks.example:${port}/` })
    expect(asked).toEqual(['hooks.example'])
    expect(seen[0]?.host).toBe(`hooks.example:${port}`)
  })

  test.each([
    ['a literal loopback address', 'http://127.0.0.1/', []],
    ['one written as a number', 'http://2130706433/', []],
    ['one written in octal', 'http://0177.0.0.1/', []],
    ['one of IPv6', 'http://[::1]/', []],
    ['one of IPv4 in IPv6', 'http://[::ffff:127.0.0.1]/', []],
    ['the metadata of a cloud', 'http://169.254.169.254/latest/meta-data/', []],
    ['a name of this host', 'http://localhost/', ['127.0.0.1']],
    ['a name that leads to a private network', 'https://hooks.example/', ['10.0.0.5']],
    ['a name with one private address among public ones', 'https://hooks.example/', ['93.184.216.34', '10.0.0.5']],
  ])('is refused to %s', async (_, url, addresses) => {
    const send = createOutbound({ resolve: async () => addresses })({ ...call, url, allowPrivate: false })
    await expect(send).rejects.toThrow('It lies in a private network')
  })

  test.each([
    ['nowhere', 'http://0.0.0.0/', 'It leads to no machine.'],
    ['a group of machines', 'http://224.0.0.1/', 'It leads to no machine.'],
    ['a file', 'file:///etc/passwd', 'This address cannot be used.'],
    ['an address with a password', `http://${['me', 'hush'].join(':')}@127.0.0.1/`, 'It carries a password.'],
  ])('is refused to %s, whatever is allowed', async (_, url, message) => {
    await expect(createOutbound()({ ...call, url })).rejects.toThrow(message)
  })

  test('follows no redirect', async () => {
    const { port, seen } = await listen((_, response) => void response.writeHead(302, { location: '/other' }).end())
    const send = createOutbound()({ ...call, url: `http://127.0.0.1:${port}/` })
    await expect(send).rejects.toThrow('It answered 302: it redirects elsewhere, which is not followed.')
    expect(seen).toHaveLength(1)
  })

  test('ends when it takes too long', async () => {
    const { port } = await listen(() => undefined)
    const send = createOutbound({ timeoutMs: 60 })({ ...call, url: `http://127.0.0.1:${port}/` })
    await expect(send).rejects.toThrow('It did not answer within 0.06 seconds.')
  })

  test('ends when a name takes too long to be resolved', async () => {
    const resolve = () => new Promise<string[]>(() => undefined)
    const send = createOutbound({ timeoutMs: 60, resolve })({ ...call, url: 'https://hooks.example/' })
    await expect(send).rejects.toThrow('It did not answer within')
  })

  test('reads so much of an answer and no more', async () => {
    const { port } = await listen((_, response) => {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
      }
      response.on('drain', more)
      more()
    })
    const answer = await createOutbound({ timeoutMs: 5000 })({ ...call, url: `http://127.0.0.1:${port}/` })
    expect(answer.text).toBe('x'.repeat(4096))
  })

  test('is final where the other side wants no more', async () => {
    const { port } = await listen((_, response) => void response.writeHead(410).end())
    const send = createOutbound()({ ...call, url: `http://127.0.0.1:${port}/` })
    await expect(send).rejects.toMatchObject({ message: 'It answered 410.', isFinal: true })
  })

  test('says that it was refused, without the address', async () => {
    const { port } = await listen(ok)
    await new Promise((done) => server?.close(done))
    const send = createOutbound()({ ...call, url: `http://127.0.0.1:${port}/` })
    await expect(send).rejects.toThrow(/^It refused the connection\.$/)
  })

  test('breaks off when it is stopped', async () => {
    const { port } = await listen(() => undefined)
    const stop = new AbortController()
    const send = createOutbound()({ ...call, url: `http://127.0.0.1:${port}/`, signal: stop.signal })
    stop.abort()
    await expect(send).rejects.toThrow('The agent was stopped.')
  })
})
