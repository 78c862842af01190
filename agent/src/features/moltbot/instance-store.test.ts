import { expect, test } from 'vitest'
import { openDatabase } from '../../core/database/open-database.ts'
import type { Installation } from '../../moltbot/locate/installation.ts'
import { createInstanceStore } from './instance-store.ts'

function installation(name: string): Installation {
  return {
    identity: `/home/anna/${name}`,
    product: 'openclaw',
    profile: null,
    stateDir: `/home/anna/${name}`,
    configPath: `/home/anna/${name}/openclaw.json`,
    ownerUid: 1000,
    foundBy: ['state_dir'],
    portHint: null,
    service: null,
    container: null,
    managed: null,
    candidatePid: null,
  }
}

test('a flood of folders that come and go neither fills the database nor drives out what stays', async () => {
  let count = 0
  const ids = { id: (prefix: string) => `${prefix}_${++count}`, secret: () => 's', below: () => 0 }
  const database = openDatabase(':memory:')
  const store = createInstanceStore({ database, ids, nodeId: 'n', firstLabel: async () => 'here' })
  const minute = 60_000
  for (const name of ['.openclaw', '.openclaw-work']) await store.adopt(installation(name), 0)
  const { row } = await store.adopt(installation('.openclaw-work'), 5 * minute)
  for (let i = 0; i < 300; i++) await store.adopt(installation(`.openclaw-${i}`), 5 * minute + i)
  const all = await store.all()
  expect(all).toHaveLength(200)
  expect(all.map(({ label }) => label)).toEqual(expect.arrayContaining(['here', '.openclaw-work'.slice(1)]))
  expect((await store.adopt(installation('.openclaw-work'), 6 * minute)).row.id).toBe(row.id)
})
