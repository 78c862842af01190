import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { robin } from '../../host/simulated/test/open-machine.ts'
import { configPath, createWorld, startAgent, type World } from './test/config-at-work.ts'

let world: World
let agent: Awaited<ReturnType<typeof startAgent>>
beforeEach(async () => {
  world = createWorld()
  agent = await startAgent(world)
})
afterEach(async () => {
  await agent.stop()
  await world.close()
})

const file = async () => (await world.machine.read(configPath)) ?? ''
const place = { owner: robin, root: `${robin.home}/.openclaw`, mode: 0o600 }
const write = (text: string, path = configPath) =>
  world.machine.effects.folders.writeFile(path, Buffer.from(text), place)
const pass = async (seconds: number) => {
  for (let passed = 0; passed < seconds; passed++) {
    await world.machine.clock.advance(1000)
    await new Promise((done) => setImmediate(done))
  }
}
const withLevel = async (level: string) => {
  const { config } = await agent.call('getConfig')
  return { ...config, logging: { ...(config.logging as object), level } }
}
const history = async () => (await agent.call('listConfigHistory')).items

describe('a version that somebody else wrote is kept with its author', () => {
  test('a person', async () => {
    await write((await file()).replace("level: 'info'", "level: 'debug'"))
    await pass(10)
    expect(await history()).toMatchObject([
      {
        author: 'person',
        cause: 'Changed by hand in the file.',
        by: null,
        changed_paths: ['logging.level'],
        current: true,
        valid: true,
      },
      { author: 'unknown', current: false },
    ])
  })

  test('MoltBot itself', async () => {
    const before = await file()
    const { config } = await agent.call('getConfig')
    await write(before, `${configPath}.bak`)
    await write(`${JSON.stringify({ ...config, meta: { lastTouchedVersion: '2026.9.6' } }, null, 2)}\n`)
    await pass(10)
    expect((await history())[0]).toMatchObject({ author: 'moltbot', cause: 'Written by MoltBot 2026.9.6.' })
  })

  test('also one that MoltBot refuses', async () => {
    await write((await file()).replace("mode: 'local',", "mode: 'local', bogusKey: 1,"))
    await pass(10)
    expect((await history())[0]).toMatchObject({ author: 'person', valid: false, current: true })
    expect(await agent.call('getConfig')).toMatchObject({
      valid: false,
      pending_invalid_edit: true,
      issues: expect.arrayContaining([expect.objectContaining({ code: 'moltbot', severity: 'error' })]),
    })
  })
})

test('what a person had approved once is nobody’s act but the writer’s when it is written again', async () => {
  const before = await file()
  await agent.approve('applyConfig', { config: await withLevel('debug') })
  const approved = await file()
  expect((await history())[0]).toMatchObject({ author: 'moltbot_ops', reason: 'because' })
  await write(before)
  await pass(10)
  await write(approved)
  await pass(10)
  expect((await history())[0]).toMatchObject({ author: 'person', by: null, reason: null, audit_event_id: null })
})

test('whoever writes many versions pushes none out that was approved', async () => {
  const { result } = await agent.approve('applyConfig', { config: await withLevel('debug') })
  for (const level of ['warn', 'error']) await agent.approve('applyConfig', { config: await withLevel(level) })
  for (let size = 1; size <= 60; size++) {
    await write((await file()).replace(/maxFileBytes: \d+/, `maxFileBytes: ${size}`))
    await pass(3)
  }
  expect(await history()).toHaveLength(50)
  await agent.approve('revertConfig', { hash: result.hash ?? '' })
  expect((await history())[0]).toMatchObject({ hash: result.hash, author: 'moltbot_ops' })
})

test('the same file is one version, however often it is looked at', async () => {
  await pass(60)
  expect(await history()).toHaveLength(1)
})

test('the history comes in pages', async () => {
  for (const level of ['debug', 'warn', 'error']) {
    await write((await file()).replace(/level: '\w+'/, `level: '${level}'`))
    await pass(5)
  }
  const first = await agent.call('listConfigHistory', { query: { limit: 3 } })
  expect(first.items).toHaveLength(3)
  const second = await agent.call('listConfigHistory', { query: { limit: 3, cursor: first.next_cursor ?? '' } })
  expect(second).toMatchObject({ items: [{ author: 'unknown' }], next_cursor: null })
  await expect(agent.call('listConfigHistory', { query: { cursor: 'x' } })).rejects.toMatchObject({
    code: 'validation_failed',
  })
})

test('no copy and no row holds a secret where it could be shown', async () => {
  const token = /token: '(sim-[^']+)'/.exec(await file())?.[1] ?? ''
  await write((await file()).replace(token, 'another-token'))
  await pass(5)
  const rows = await world.database.selectFrom('config_versions').selectAll().execute()
  const trials = await world.database.selectFrom('config_trials').selectAll().execute()
  const jobs = await world.database.selectFrom('jobs').selectAll().execute()
  expect(JSON.stringify([rows, trials, jobs])).not.toMatch(/another-token|sim-/)
  expect(rows.at(-1)?.changed_paths_json).toBe('["gateway.auth.token"]')
})

describe('the difference between two versions', () => {
  const hashes = async () => (await history()).map(({ hash }) => hash)

  test('is told setting by setting, in the direction that was asked for', async () => {
    await write((await file()).replace("level: 'info'", "level: 'debug'"))
    await pass(10)
    const [now = '', before = ''] = await hashes()
    const there = await agent.call('diffConfigVersions', { query: { from: before, to: now } })
    expect(there).toMatchObject({ base_hash: before, hash: now })
    expect(there.changes).toMatchObject([{ path: 'logging.level', before: '"info"', after: '"debug"' }])
    const back = await agent.call('diffConfigVersions', { query: { to: before } })
    expect(back.changes).toMatchObject([{ path: 'logging.level', before: '"debug"', after: '"info"' }])
    expect(back.lines.filter(({ kind }) => kind !== 'same' && kind !== 'skipped')).toHaveLength(2)
  })

  test('shows no secret', async () => {
    const secret = ['sk', 'or', 'v1', '0'.repeat(40)].join('-')
    await write((await file()).replace('logging: {', `env: { OPENROUTER_API_KEY: '${secret}' }, logging: {`))
    await pass(10)
    const [now = '', before = ''] = await hashes()
    const diff = await agent.call('diffConfigVersions', { query: { from: before, to: now } })
    expect(diff.changes.map(({ path }) => path)).toContain('env')
    expect(JSON.stringify(diff)).not.toContain(secret)
  })

  test('is not told of a version of which no copy is kept, or that cannot be read', async () => {
    await pass(10)
    const [first = ''] = await hashes()
    const unknown = agent.call('diffConfigVersions', { query: { from: first, to: 'a'.repeat(64) } })
    await expect(unknown).rejects.toMatchObject({ code: 'not_found' })
    await write('{ broken')
    await pass(10)
    const [broken = ''] = await hashes()
    const unreadable = agent.call('diffConfigVersions', { query: { from: first, to: broken } })
    await expect(unreadable).rejects.toMatchObject({ code: 'config_unreadable' })
  })
})
