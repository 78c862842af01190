import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/** The way between browser and agent, which a test can cut. */
export interface CutWire {
  /** For the proxy settings of a browser context: loopback goes this way too. */
  proxy: { server: string; bypass: string }
  /** Ends every connection, and takes no other one until `mend`. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** Starts a forward proxy (RFC 9112, 3.2.2) on loopback. */
export async function createCutWire(): Promise<CutWire> {
  const sockets = new Set<Socket>()
  let whole = true
  const server = createServer((asked, answer) => {
    const { method, headers, url = '' } = asked
    const onward = request(url, { method, headers, agent: false }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.rawHeaders)
      given.pipe(answer)
      given.on('error', () => answer.destroy())
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    asked.pipe(onward)
  })
  server.on('connection', (socket) => {
    if (!whole) {
      socket.destroy()
      return
    }
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    proxy: { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, bypass: '<-loopback>' },
    cut() {
      whole = false
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      whole = true
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
