import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sayLines, serveLines } from './lines.ts'

/** The least that Node can do: each line is written to its follower at once. Nothing is redacted, kept or checked. */
let follower: ((response: ServerResponse) => void) | undefined
const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  response.write('retry: 2000\n\n')
  follower?.(response)
})
await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
const { port } = server.address() as AddressInfo

serveLines(async (plan, begin) => {
  const following = new Promise<ServerResponse>((done) => {
    follower = done
  })
  const write = async () => {
    const response = await following
    response.write('event: job\ndata: {}\n\n')
    await begin
    let id = 0
    await sayLines(plan, (line) => {
      id += 1
      response.write(`id: ${id}\nevent: log\ndata: ${JSON.stringify({ line })}\n\n`)
    })
    response.end()
  }
  void write()
  return { url: `http://127.0.0.1:${port}/` }
})
