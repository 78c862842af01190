import { expect, test } from 'vitest'
import { example, runCli } from '../test/run-cli.ts'

const created = example('createToken.201')
const api = { 'POST /auth/tokens': { status: 201, json: created } }
const create = ['token', 'create', '--name', 'backup', '--role', 'viewer']

test('stdout is the token alone, so that a script can take it', async () => {
  const { stdout, stderr, sent } = await runCli(create, { api })
  expect(stdout).toBe(`${created.access_token}\n`)
  expect(stderr).toContain('ends in 1 h')
  expect(sent[0]?.body).toEqual({ name: 'backup', role: 'viewer' })
})

test('with --json it is what the agent answered', async () => {
  const { stdout, stderr } = await runCli([...create, '--json'], { api })
  expect(JSON.parse(stdout)).toEqual(created)
  expect(stderr).toBe('')
})

test.each([
  ['90s', 90],
  ['600', 600],
  ['15m', 900],
  ['1h', 3600],
  ['30d', 2_592_000],
])('--ttl %s is %i seconds', async (ttl, seconds) => {
  const { sent } = await runCli([...create, '--ttl', ttl], { api })
  expect(sent[0]?.body).toMatchObject({ ttl_seconds: seconds })
})

test.each(['0', '59s', '366d', '1w', '-1h', '1.5h', ''])('--ttl %j is a usage error', async (ttl) => {
  expect(await runCli([...create, `--ttl=${ttl}`], { api })).toMatchObject({ code: 2, sent: [] })
})

test('list and revoke', async () => {
  const list = example('listTokens.200')
  const { stdout } = await runCli(['token', 'list'], { api: { 'GET /auth/tokens': { json: list } } })
  expect(stdout).toMatch(/^ID +NAME +ROLE +SCOPE +ENDS +LAST USED\n/)
  const revoked = await runCli(['token', 'revoke', 'tok_1'], { api: { 'DELETE /auth/tokens/tok_1': { status: 204 } } })
  expect(revoked).toMatchObject({ code: 0, stdout: '' })
})
