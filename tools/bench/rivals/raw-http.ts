import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readSetup, sayPort } from './recorded-answer.ts'

/** The least that Node can do: the recorded bytes, and not one check. */
const answers = new Map(readSetup().answers.map((answer) => [answer.path, answer]))

const server = createServer((request, response) => {
  const answer = answers.get(request.url ?? '')
  if (!answer) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) }).end(answer.body)
})
server.listen(0, '127.0.0.1', () => sayPort((server.address() as AddressInfo).port))
