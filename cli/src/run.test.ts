import { describe, expect, test } from 'vitest'
import { example, type Options, problem, runBare, runCli } from '../test/run-cli.ts'
import { createProgram } from './program.ts'
import type { Surroundings } from './surroundings.ts'

test('with nothing to do it tells how to begin', async () => {
  const { code, stdout } = await runBare([])
  expect(code).toBe(0)
  expect(stdout).toContain('moltbot-ops status')
})

describe('exit codes', () => {
  const status = (status: number, code: string): Options => ({
    api: { 'GET /devices': problem(code, status, 'Because.') },
  })
  test.each([
    ['bad request', status(400, 'validation_failed'), 1],
    ['no session', status(401, 'session_revoked'), 3],
    ['role', status(403, 'role_insufficient'), 3],
    ['missing', status(404, 'not_found'), 1],
    ['consent', status(428, 'confirmation_required'), 3],
    ['locked out', status(429, 'locked_out'), 1],
    ['not built', status(501, 'not_available_yet'), 1],
    ['fault', status(500, 'internal'), 1],
    ['no agent', { surroundings: { fetch: () => Promise.reject(new TypeError('fetch failed')) } }, 4],
    ['a page of something else', { api: { 'GET /devices': { text: '<h1>It works</h1>' } } }, 1],
  ] satisfies [string, Options, number][])('%s', async (_what, options, expected) => {
    expect(await runCli(['devices', 'list'], options)).toMatchObject({ code: expected, stdout: '' })
  })

  test.each([
    ['unknown verb', ['statsu'], 'Did you mean status?', ''],
    ['unknown verb of a noun', ['pair', 'aprove'], 'Did you mean approve?', 'pair '],
    ['unknown option', ['status', '--jsn'], 'Did you mean --json?', 'status '],
    ['missing argument', ['pair', 'approve'], "Missing required argument 'code'.", 'pair approve '],
    ['too many arguments', ['pair', 'list', 'more'], 'Too many arguments', 'pair list '],
    [
      'missing option',
      ['token', 'create', '--name', 'x'],
      "Required option '--role <role>' not specified.",
      'token create ',
    ],
    ['unknown choice', ['devices', 'role', 'dev_1', 'king'], 'viewer, admin, owner', 'devices role '],
    ['not a duration', ['simulation', 'advance', 'soon'], '90s, 15m, 1h or 30d', 'simulation advance '],
    ['not a port', ['serve', '--port', '70000'], 'from 0 to 65535', 'serve '],
  ])('usage: %s', async (_what, argv, says, path) => {
    const { code, stderr, stdout } = await runBare(argv)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(says)
    expect(stderr.endsWith(`moltbot-ops ${path}--help\n`)).toBe(true)
  })

  test('a noun alone shows its verbs and is a usage error', async () => {
    const { code, stderr } = await runBare(['pair'])
    expect(code).toBe(2)
    expect(stderr).toContain('approve')
  })
})

test('an error says what could not be done, why, and its details', async () => {
  const details = [{ path: '/name', message: 'is too long' }]
  const json = { code: 'validation_failed', message: 'One field does not fit.', request_id: 'rq_1', details }
  const api = { 'PATCH /devices/dev_1': { status: 400, json } }
  const { stderr } = await runCli(['devices', 'rename', 'dev_1', 'x'], { api })
  expect(stderr).toBe('The device was not renamed.\nOne field does not fit.\n  /name: is too long\nRequest rq_1.\n')
})

test('with --json errors are the envelope on stderr and nothing else', async () => {
  const json = { code: 'rate_limited', message: 'Wait.', request_id: 'rq_1', retry_after_seconds: 3 }
  const refused = await runCli(['devices', 'list', '--json'], { api: { 'GET /devices': { status: 429, json } } })
  expect(JSON.parse(refused.stderr)).toEqual(json)
  const usage = await runBare(['--json', 'pair'])
  expect(JSON.parse(usage.stderr)).toMatchObject({ code: 'usage' })
  const nobody = await runBare(['status', '--json', '--state-dir', '/nonexistent'])
  expect(nobody.code).toBe(4)
  expect(JSON.parse(nobody.stderr)).toMatchObject({ code: 'agent_unreachable' })
})

test('an answer or an error as JSON cannot control the terminal either, and says the same', async () => {
  const name = 'my\u009b2Jphone\u202E'
  const devices = { items: [{ ...example('updateDevice.200'), name }], next_cursor: null }
  const { stdout } = await runCli(['devices', 'list', '--json'], { api: { 'GET /devices': { json: devices } } })
  const refused = { api: { 'GET /devices': problem('not_found', 404, `There is no ${name}.`) } }
  const { stderr } = await runCli(['devices', 'list', '--json'], refused)
  for (const text of [stdout, stderr]) expect(text).toMatch(/^[\x20-\x7e\n]+$/)
  expect(JSON.parse(stdout)).toEqual(devices)
  expect(JSON.parse(stderr)).toMatchObject({ message: `There is no ${name}.` })
})

test('what MoltBot names itself cannot move the cursor or turn the text', async () => {
  const item = { ...example('updateDevice.200'), name: '\u001b[2J\u202Eevil\nsecond line' }
  const { stdout } = await runCli(['devices', 'list'], { api: { 'GET /devices': { json: { items: [item] } } } })
  expect(stdout).toContain('\uFFFD[2J\uFFFDevil second line')
})

test('colours are for terminals that want them', async () => {
  const api = { 'GET /moltbot/status': { json: example('getMoltbotStatus.200') } }
  const sequence = '\u001b['
  expect((await runCli(['status'], { api, terminal: true })).stdout).toContain(sequence)
  expect((await runCli(['status'], { api })).stdout).not.toContain(sequence)
  expect((await runCli(['status'], { api, terminal: true, env: { NO_COLOR: '1' } })).stdout).not.toContain(sequence)
  expect((await runCli(['status'], { api, terminal: true, env: { TERM: 'dumb' } })).stdout).not.toContain(sequence)
})

test('a token goes only to its own agent, and never over the network in the clear', async () => {
  const env = { MOLTBOT_OPS_TOKEN: 'token-2' }
  const api = { 'GET /devices': { json: { items: [] } } }
  const ok = await runBare(['devices', 'list', '--agent', 'https://ops.example:7337/'], { env, api })
  expect(ok).toMatchObject({ code: 0, sent: [{ token: 'token-2' }] })
  for (const agent of [
    'http://ops.example',
    'ftp://ops.example',
    'ops.example',
    'https://a:b@ops.example',
    'https://o/x',
  ]) {
    expect(await runBare(['devices', 'list', '--agent', agent], { env, api })).toMatchObject({ code: 2, sent: [] })
  }
  expect(await runBare(['devices', 'list', '--agent', 'https://ops.example'], { api })).toMatchObject({ code: 2 })
  const both = ['devices', 'list', '--agent', 'https://ops.example', '--state-dir', '/tmp']
  expect(await runBare(both, { env, api })).toMatchObject({ code: 2, sent: [] })
})

test('every verb has help with an example that it understands', async () => {
  const surroundings = { stdout: process.stdout, stderr: process.stderr } as unknown as Surroundings
  const { program } = await createProgram(surroundings, [])
  const verbs = program.commands.flatMap((noun) => (noun.commands.length > 0 ? noun.commands : [noun]))
  expect(verbs.length).toBeGreaterThan(25)
  for (const verb of verbs) {
    const path = verb.parent === program ? [verb.name()] : [verb.parent?.name() ?? '', verb.name()]
    const { code, stdout } = await runBare([...path, '--help'])
    expect(code).toBe(0)
    expect(stdout).toContain(`Example:\n  $ moltbot-ops ${path.join(' ')}`)
  }
})

test('serve is the same verb whether it is loaded alone or with all the others', async () => {
  const all = await runBare(['--json', 'serve', '--help'])
  const alone = await runBare(['serve', '--json', '--help'])
  expect(alone).toEqual(all)
  expect(alone.stdout).toContain('--simulate')
})
