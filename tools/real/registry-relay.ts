import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

export interface RegistryRelay {
  /** What `registry` is set to on a host that can reach nothing but this machine. */
  url: string
  dispose(): Promise<void>
}

const attempts = 3

/** Registries have bad moments; what they say clearly is passed on as it is. */
async function ask(url: string, accept: string): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const found = await fetch(url, { headers: { accept } }).catch((error: unknown) => {
      if (attempt === attempts) throw error
      return null
    })
    if (found !== null && (found.status < 500 || attempt === attempts)) return found
    await found?.body?.cancel()
  }
}

/** Passes what npm asks for on to the registry that this machine is set up for. */
export async function startRegistryRelay(address: string): Promise<RegistryRelay> {
  const upstream = execFileSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).trim().replace(/\/$/, '')
  // A mirror may be signed by an authority that only this machine trusts.
  setDefaultCACertificates([...getCACertificates('default'), ...getCACertificates('system')])
  let url = ''
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { accept = '*/*' } = request.headers
    const found = await ask(`${upstream}${request.url ?? '/'}`, accept)
    const type = found.headers.get('content-type') ?? 'application/octet-stream'
    response.writeHead(found.status, { 'content-type': type })
    // Where a package is downloaded from stands in what is told of it.
    if (type.includes('json')) response.end((await found.text()).replaceAll(upstream, url))
    else if (found.body === null) response.end()
    else await pipeline(Readable.fromWeb(found.body as ReadableStream), response)
  }

  server.listen(0, address)
  await once(server, 'listening')
  const listening = server.address()
  if (listening === null || typeof listening === 'string') throw new Error('no port was given')
  url = `http://${address}:${listening.port}`
  return {
    url,
    async dispose() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
