import type { Client } from '@moltbot-ops/sdk'
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { checkQuery } from './config-queries.ts'

const wish = { config: { gateway: { port: 18_800 } }, base_hash: 'sha256:a' }

/** Watches the check of one draft, and reads everything again once it has an answer. */
async function readEverythingAgain(diffConfig: () => Promise<object>) {
  const client = { validateConfig: async () => ({}), diffConfig } as unknown as Client
  const queries = new QueryClient()
  const observer = new QueryObserver(queries, checkQuery(client, null, { wish, revision: 1 }))
  const { promise, resolve } = Promise.withResolvers<string>()
  const leave = observer.subscribe(({ fetchStatus, status }) => {
    if (fetchStatus === 'idle') resolve(status)
  })
  const before = await promise
  await queries.invalidateQueries()
  const after = observer.getCurrentResult().status
  leave()
  return [before, after]
}

test('a draft that was judged is not compared again with a file that is being written', async () => {
  let asked = 0
  expect(await readEverythingAgain(async () => ({ asked: ++asked }))).toEqual(['success', 'success'])
  expect(asked).toBe(1)
})

test('a check that failed is tried again with everything else', async () => {
  let asked = 0
  const diffConfig = async () => {
    asked += 1
    if (asked === 1) throw new Error('away')
    return {}
  }
  expect(await readEverythingAgain(diffConfig)).toEqual(['error', 'success'])
})
