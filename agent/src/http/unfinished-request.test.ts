import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { expect, test } from 'vitest'
import { createHttpApp } from '../../test/http-app.ts'

test('a client that goes away in the middle of its body writes no line into the log', async () => {
  const { app, log } = await createHttpApp()
  await app.listen({ host: '127.0.0.1', port: 0 })
  const answered = new Promise((resolve) =>
    app.server.once('request', (_, response) => response.once('close', resolve)),
  )
  const client = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  const head =
    'POST /pair/start HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n'
  client.write(`${head}{`)
  await once(app.server, 'request')
  client.destroy()
  await answered
  await app.close()
  expect(log.lines).toEqual([])
})
