import { existsSync } from 'node:fs'
import { afterEach, expect, test } from 'vitest'
import { type RealMoltbot, startMoltbot } from './real-moltbot.ts'

const started: RealMoltbot[] = []
afterEach(async () => {
  for (const moltbot of started.splice(0)) await moltbot.dispose()
})

async function start(options: Parameters<typeof startMoltbot>[0]) {
  const moltbot = await startMoltbot(options)
  started.push(moltbot)
  return moltbot
}

test.each(['2026.9.4', '2026.9.6'])(
  'MoltBot %s gets ready in a folder of its own and stops cleanly',
  async (version) => {
    const moltbot = await start({ version })
    const startup = await fetch(`${moltbot.url}/startupz`)
    expect(await startup.json()).toMatchObject({ ok: true, version })
    expect(existsSync(moltbot.logFile)).toBe(true)
    expect(await moltbot.stop()).toEqual({ code: 0, signal: null })
    await expect(fetch(`${moltbot.url}/healthz`)).rejects.toThrow()
  },
)

test('after a kill the same folder starts again', async () => {
  const first = await start({ version: '2026.9.4' })
  expect(await first.kill9()).toEqual({ code: null, signal: 'SIGKILL' })
  const { folder, port, token } = first
  const second = await start({ version: '2026.9.4', folder, port, token })
  expect(second.pid).not.toBe(first.pid)
  const health = await fetch(`${second.url}/healthz`)
  expect(await health.json()).toMatchObject({ ok: true })
})

test('a start that fails says why', async () => {
  const config = { gateway: { mode: 'local', bogusKey: true } }
  await expect(startMoltbot({ version: '2026.9.4', config })).rejects.toThrow(/ended with 78[\s\S]*bogusKey/)
})
