import { expect, onTestFinished, test } from 'vitest'
import { startServer, stream } from '../test/test-server.ts'
import { createTestTimers } from '../test/test-timers.ts'
import { createClient } from './client.ts'

const line = (cursor: string) => `id: ${cursor}\nevent: line\ndata: {"cursor":"${cursor}","message":"x"}\n\n`
const gap = 'id: f.9\nevent: gap\ndata: {"lost":4,"reason":"slow_client","message":"The client was too slow."}\n\n'

test('lines of the logs arrive with what is missing between them, and go on after the last one', async () => {
  const server = await startServer(stream(line('f.1'), 'ends'), stream(`${gap}${line('f.10')}`, 'stays'))
  const timers = createTestTimers()
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const heard: string[] = []
  const enough = Promise.withResolvers<void>()
  const ended = createClient({ baseUrl: server.url, timers }).followLogLines(
    { source: ['file', 'docker'], level: 'warn' },
    {
      signal: stop.signal,
      onEvent(event) {
        heard.push(`${event.event} ${event.id}`)
        if (event.id === 'f.10') enough.resolve()
      },
      onGap: ({ missed, message }) => void heard.push(`gap ${missed}: ${message}`),
    },
  )
  await timers.fire(500)
  await enough.promise
  stop.abort()
  await ended
  expect(heard).toEqual(['line f.1', 'gap 4: The client was too slow.', 'line f.10'])
  expect(server.requests.map(({ url, headers }) => [url, headers['last-event-id']])).toEqual([
    ['/logs/stream?source=file&source=docker&level=warn', undefined],
    ['/logs/stream?source=file&source=docker&level=warn', 'f.1'],
  ])
})
