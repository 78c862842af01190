import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** What a webhook was called with. */
export interface Received {
  headers: IncomingHttpHeaders
  body: string
}

/** A receiver of webhooks on loopback. `status` says what it answers from now on. */
export async function createWebhookReceiver() {
  const received: Received[] = []
  let status = 200
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    received.push({ headers: request.headers, body })
    response.writeHead(status).end('seen')
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    received,
    url: (path: string) => `http://127.0.0.1:${port}${path}`,
    answer(next: number) {
      status = next
    },
    async close() {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

/** A mail server on loopback that wants a user and a password. */
export async function createMailbox(user: string, password: string) {
  const mails: string[] = []
  const server = new SMTPServer({
    ...{ authMethods: ['PLAIN'], allowInsecureAuth: true, disabledCommands: ['STARTTLS'], logger: false },
    onAuth: (auth, _session, done) =>
      auth.username === user && auth.password === password ? done(null, { user }) : done(new Error('Refused')),
    onData(stream, _session, done) {
      let mail = ''
      stream.setEncoding('utf8').on('data', (text: string) => {
        mail += text
      })
      stream.on('end', () => {
        mails.push(mail)
        done(null, 'queued as 1')
      })
    },
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    mails,
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((done) => server.close(done)),
  }
}
