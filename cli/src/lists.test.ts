import { expect, test } from 'vitest'
import { example, runCli } from '../test/run-cli.ts'

const device = example('updateDevice.200')
const instance = example('updateInstance.200')

test.each([
  ['devices list', 'GET /devices', 'listDevices.200', /^ID +NAME +ROLE +PAIRED +LAST SEEN +KEY\n/],
  ['instances list', 'GET /instances', 'listInstances.200', /^ID +NAME +STATE +PORT +SEEN +STATE DIR\n/],
  ['info', 'GET /system/info', 'getSystemInfo.200', /^ +Memory +\d/m],
  ['capabilities', 'GET /capabilities', 'getCapabilities.200', /^Agent \S+ speaks contract 0\.4\.0/],
])('%s: aligned text for people, the answer of the agent for scripts', async (line, call, name, shape) => {
  const api = { [call]: { json: example(name) } }
  expect((await runCli(line.split(' '), { api })).stdout).toMatch(shape)
  expect(JSON.parse((await runCli([...line.split(' '), '--json'], { api })).stdout)).toEqual(example(name))
})

test.each([
  ['devices list', 'GET /devices', 'Pair the first one'],
  ['instances list', 'GET /instances', 'no MoltBot on this host yet'],
  ['token list', 'GET /auth/tokens', 'There are no tokens'],
  ['pair list', 'GET /pair/pending', 'Nothing waits'],
])('%s: an empty list says what would be there', async (line, call, says) => {
  expect((await runCli(line.split(' '), { api: { [call]: { json: { items: [] } } } })).stdout).toContain(says)
})

test.each([
  [['devices', 'rename', 'dev_1', 'phone'], 'PATCH /devices/dev_1', device, { name: 'phone' }],
  [['instances', 'rename', 'in_1', 'Home'], 'PATCH /instances/in_1', instance, { label: 'Home' }],
  [['instances', 'default', 'in_1'], 'PATCH /instances/in_1', instance, { is_default: true }],
])('%j', async (argv, call, json, body) => {
  const { sent, code, stdout } = await runCli(argv, { api: { [call]: { json } } })
  expect(sent).toEqual([{ call, token: 'token-1', body }])
  expect(code).toBe(0)
  expect(stdout).toMatch(/\.\n$/)
})

test('version needs no agent', async () => {
  const { stdout } = await runCli(['version', '--json'])
  expect(JSON.parse(stdout)).toMatchObject({ version: '0.3.0', contract_version: '0.4.0' })
})
