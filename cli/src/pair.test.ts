import { expect, test } from 'vitest'
import { example, problem, runCli } from '../test/run-cli.ts'

const approved = example('approvePairing.200')
const pending = { ...approved, id: 'pr_1', pairing_code: '482-119', status: 'pending', role: null }
const waiting = { 'GET /pair/pending': { json: { items: [pending] } } }
const approve = 'POST /pair/pending/pr_1/approve'
/** A person is asked only when there is one to type. */
const session = { 'GET /auth/session': { json: { ...example('getSession.200'), passphrase: 'set' } } }
const needed = problem('passphrase_required', 403, 'This needs the owner passphrase.')

test('the list shows the code, the device and its key', async () => {
  const { stdout, code } = await runCli(['pair', 'list'], { api: waiting })
  expect(code).toBe(0)
  expect(stdout.split('\n')[0]).toMatch(/^CODE +DEVICE +FROM +STARTED +ENDS +STATUS +KEY$/)
  expect(stdout).toMatch(/^482-119 /m)
})

test('the list with --json is the answer of the agent', async () => {
  const { stdout } = await runCli(['pair', 'list', '--json'], { api: waiting })
  expect(JSON.parse(stdout)).toEqual({ items: [pending] })
})

test.each(['482-119', '482119', '482 119'])(
  'code %s is found, and asks for nothing that is not needed',
  async (code) => {
    const { sent, stdout } = await runCli(['pair', 'approve', code], {
      api: { ...waiting, [approve]: { json: approved } },
    })
    expect(sent.at(-1)).toEqual({ call: approve, token: 'token-1', body: {} })
    expect(stdout).toMatch(/^Approved: /)
  },
)

test('a role is passed on', async () => {
  const api = { ...waiting, [approve]: { json: approved } }
  const { sent } = await runCli(['pair', 'approve', '482-119', '--role', 'admin'], { api })
  expect(sent.at(-1)?.body).toEqual({ role: 'admin' })
})

test('the passphrase is asked on the terminal, is not shown, and is sent once', async () => {
  const api = { ...waiting, ...session, [approve]: [needed, { json: approved }] }
  const { sent, stdout, stderr, code } = await runCli(['pair', 'approve', '482-119'], {
    api,
    typed: ['correct horse\r'],
  })
  expect(code).toBe(0)
  const bodies = sent.filter(({ call }) => call === approve).map(({ body }) => body)
  expect(bodies).toEqual([{}, { owner_passphrase: 'correct horse' }])
  expect(stdout + stderr).not.toContain('correct')
})

test('a wrong passphrase is refused and not asked again', async () => {
  const wrong = problem('passphrase_wrong', 403, 'The owner passphrase is wrong.')
  const api = { ...waiting, ...session, [approve]: [needed, wrong] }
  const outcome = await runCli(['pair', 'approve', '482-119'], { api, typed: ['guess\r', 'guess\r'] })
  expect(outcome.code).toBe(3)
  expect(outcome.stderr).toContain('The pairing was not approved.\nThe owner passphrase is wrong.')
  expect(outcome.sent.filter(({ call }) => call === approve)).toHaveLength(2)
})

test('without a terminal a passphrase cannot be given, not even through a pipe', async () => {
  const outcome = await runCli(['pair', 'approve', '482-119'], { api: { ...waiting, ...session, [approve]: needed } })
  expect(outcome.code).toBe(3)
  expect(outcome.stderr).toContain('only on a terminal')
  expect(outcome.sent.filter(({ call }) => call === approve)).toHaveLength(1)
})

test('a passphrase that is not set is not asked for', async () => {
  const unset = { 'GET /auth/session': { json: { ...example('getSession.200'), passphrase: 'unset' } } }
  const none = problem('passphrase_required', 403, 'None is set. Set one.')
  const api = { ...waiting, ...unset, [approve]: none }
  const outcome = await runCli(['pair', 'approve', '482-119'], { api, typed: ['guess\r'] })
  expect(outcome).toMatchObject({ code: 3, stderr: 'The pairing was not approved.\nNone is set. Set one.\n' })
})

test('Ctrl-C at the prompt approves nothing', async () => {
  const api = { ...waiting, ...session, [approve]: [needed, { json: approved }] }
  const outcome = await runCli(['pair', 'approve', '482-119'], { api, typed: ['half\u0003'] })
  expect(outcome).toMatchObject({ code: 1 })
  expect(outcome.sent.filter(({ call }) => call === approve)).toHaveLength(1)
})

test('an unknown code says where to look', async () => {
  const outcome = await runCli(['pair', 'deny', '000-000'], { api: waiting })
  expect(outcome.code).toBe(1)
  expect(outcome.stderr).toContain('No pairing waits under 000-000. See what waits: moltbot-ops pair list')
})

test('deny denies', async () => {
  const api = { ...waiting, 'POST /pair/pending/pr_1/deny': { json: { ...pending, status: 'denied' } } }
  const { code, stdout, sent } = await runCli(['pair', 'deny', '482-119'], { api })
  expect(code).toBe(0)
  expect(stdout).toMatch(/^Denied: /)
  expect(sent.at(-1)?.call).toBe('POST /pair/pending/pr_1/deny')
})
