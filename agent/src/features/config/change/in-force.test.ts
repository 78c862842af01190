import { expect, test } from 'vitest'
import { diffConfigs } from '../../../moltbot/config/changes/diff-configs.ts'
import { knownSecrets } from '../../../moltbot/config/secrets/secret-policy.ts'
import type { JsonObject } from '../../../moltbot/json.ts'
import { judgeInForce } from './in-force.ts'

const options = { policy: knownSecrets, version: null }
const nothing = diffConfigs({}, {}, options)
const judge = (file: JsonObject, runsWith: JsonObject, after: JsonObject) =>
  judgeInForce(
    diffConfigs(file, after, options),
    diffConfigs(runsWith, after, options),
    diffConfigs(runsWith, after, options),
  )

test('what MoltBot never took costs nothing to remove', () => {
  const { diff, comesIntoForce } = judge(
    { gateway: { port: 1, bad: 1 } },
    { gateway: { port: 1 } },
    { gateway: { port: 1 } },
  )
  expect(diff).toMatchObject({ effect: 'none', risk: 'low', changes: [{ effect: 'none', risk: 'low', why: null }] })
  expect(comesIntoForce).toEqual([])
})

test('what the file had besides comes into force, with its cost', () => {
  const after = { gateway: { port: 2 } }
  const { diff, comesIntoForce } = judge({ gateway: { port: 2, bad: 1 } }, { gateway: { port: 1 } }, after)
  expect(diff.effect).toBe('restart')
  expect(comesIntoForce).toMatchObject([{ path: ['gateway', 'port'], effect: 'restart' }])
})

test('a setting that is changed costs what it changes in what MoltBot runs with, also as a part of a section', () => {
  const file = { gateway: { port: 1, controlUi: { basePath: '/a', bad: 1 } } }
  const after = { gateway: { port: 1, controlUi: { basePath: '/b' } } }
  const { diff, comesIntoForce } = judge(file, { gateway: { port: 1 } }, after)
  expect(diff.changes).toMatchObject([{ effect: 'restart' }, { effect: 'restart' }])
  expect(comesIntoForce).toEqual([])
})

test('where it is not known what MoltBot runs with, a restart is expected', () => {
  const onDisk = diffConfigs({ logging: { level: 'a' } }, { logging: { level: 'b' } }, options)
  expect(judgeInForce(onDisk, null, nothing)).toMatchObject({ diff: { effect: 'restart' }, comesIntoForce: [] })
})
