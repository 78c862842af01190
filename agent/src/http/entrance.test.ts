import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createEntrance } from './entrance.ts'
import { createOriginGuard } from './origin-guard.ts'

const agent: RequestListener = (request, response) => response.writeHead(418).end(`the agent: ${request.url}`)

/** An entrance that listens, and what was asked of it. */
async function listening() {
  const entrance = createEntrance({
    guardOrigin: createOriginGuard('http', new Set()),
    health: () => ({ status: 'ok', time: '2026-11-23T02:07:00.000Z' }),
  })
  const server = createServer(entrance.answer).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers })
    return `${response.status} ${await response.text()}`
  }
  return { entrance, server, ask }
}

test('an agent that is still being put together says that it lives', async () => {
  const { ask } = await listening()
  expect(await ask('/health')).toBe('200 {"status":"ok","time":"2026-11-23T02:07:00.000Z"}')
})

test('everything else waits for the agent, also what the entrance would refuse', async () => {
  const { entrance, server, ask } = await listening()
  const asked = [ask('/system/info'), ask('/health', { origin: 'https://elsewhere.example' })]
  for (let heard = 0; heard < asked.length; heard++) await once(server, 'request')
  entrance.handOver(agent)
  expect(await Promise.all(asked)).toEqual(['418 the agent: /system/info', '418 the agent: /health'])
})

test('once the agent is there it answers /health too', async () => {
  const { entrance, ask } = await listening()
  entrance.handOver(agent)
  expect(await ask('/health')).toBe('418 the agent: /health')
})
