import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { runAtHost } from '../test/local-agent.ts'
import { type Api, example, problem, runCli } from '../test/run-cli.ts'

const config = example('getConfig.200')
const diff = example('diffConfig.200')
const plan: Record<string, unknown> = { ...example('createConfirmation.201'), action: 'applyConfig' }
const approve = `POST /confirmations/${plan.id}/approve`
const applied = {
  ...example('applyConfig.200'),
  status: 'verified',
  message: 'MoltBot runs with it.',
  hash: diff.hash,
  audit_event_id: '12',
  trial_id: null,
  job_id: 'jb_1',
}
const api: Api = {
  'GET /config': { json: config },
  'GET /config/schema?path=gateway.port': { json: example('getConfigSchema.200') },
  'POST /config/diff': { json: diff },
  'POST /confirmations': { json: plan },
  [approve]: { json: example('approveConfirmation.200') },
  'POST /config/apply': { json: applied },
}
const token = ['battery', 'staple', 'horse'].join('-')
const secretDiff = {
  ...diff,
  changes: [
    {
      ...{ path: 'gateway.auth.token', kind: 'changed', effect: 'hot', risk: 'medium', why: null },
      ...{ before: JSON.stringify(config.mask), after: JSON.stringify(config.mask) },
    },
  ],
}

async function file(text: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'moltbot-ops-test-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  await writeFile(join(dir, 'file'), text)
  return join(dir, 'file')
}

test('the whole configuration is printed as it is written, and nothing else on stdout', async () => {
  const { stdout, stderr, code } = await runCli(['config', 'get'], { api })
  expect({ stdout, code }).toEqual({ stdout: "{ gateway: { mode: 'local' } }\n", code: 0 })
  expect(stderr).toContain('1 secret is masked.')
})

test('one setting is printed alone, a secret never', async () => {
  expect((await runCli(['config', 'get', 'gateway.port'], { api })).stdout).toBe('18789\n')
  expect((await runCli(['config', 'get', 'gateway.bind'], { api })).stdout).toBe('loopback\n')
  expect((await runCli(['config', 'get', 'gateway.auth.token'], { api })).stdout).toBe('(a secret)\n')
  const { stdout } = await runCli(['config', 'get', 'gateway.port', '--json'], { api })
  expect(JSON.parse(stdout)).toEqual({ path: 'gateway.port', value: 18789, hash: config.hash })
})

test('a setting that is not set fails, with its default where the schema knows one', async () => {
  const json = { ...config, config: { gateway: {} } }
  const { code, stderr } = await runCli(['config', 'get', 'gateway.port'], { api: { ...api, 'GET /config': { json } } })
  expect(code).toBe(1)
  expect(stderr).toContain('gateway.port is not set in the file. Its default is 18789.')
})

test('settings are found by words', async () => {
  const found = { json: example('getConfigSchema.200') }
  const { stdout } = await runCli(['config', 'schema', 'gateway', 'port'], {
    api: { 'GET /config/schema?search=gateway%20port': found },
  })
  expect(stdout).toContain('gateway.port\n  Takes    integer\n  Default  18789\n  Change   needs a restart\n')
})

test('a change shows its values and its plan, asks, and says how it ended', async () => {
  const { code, stdout, stderr, sent } = await runAtHost(
    ['config', 'set', 'gateway.port', '18790', '--reason', 'the port is taken'],
    { api, answers: ['yes'] },
  )
  expect(code).toBe(0)
  expect(stderr).toContain('~ gateway.port: 18789 → 18790  (needs a restart)\n      Clients that know the old port')
  expect(stdout).toBe('MoltBot runs with it. Version 41d07ab36e58. Audit entry 12.\n')
  const wanted = {
    ...(config.config as object),
    gateway: { ...(config.config as { gateway: object }).gateway, port: 18790 },
  }
  const body = { config: wanted, base_hash: config.hash }
  expect(sent.filter(({ call }) => call.startsWith('POST')).map(({ call, body }) => [call, body])).toEqual([
    ['POST /config/diff', body],
    ['POST /confirmations', { action: 'applyConfig', params: body, reason: 'the port is taken' }],
    [approve, {}],
    ['POST /config/apply', body],
  ])
})

test('without a terminal nothing is proposed', async () => {
  for (const line of ['set gateway.port 18790', 'set gateway.port 18790 --yes', 'revert 9f2c']) {
    const { code, sent } = await runAtHost(['config', ...line.split(' ')], {
      api: { ...api, ...history('9f2c'), ...between('9f2c') },
    })
    expect([line, code]).toEqual([line, 3])
    expect(sent.filter(({ call }) => call.startsWith('POST /conf') && call !== 'POST /config/diff')).toEqual([])
  }
})

test('a secret on the command line is refused, and what to do instead is said', async () => {
  const { code, stderr, sent } = await runAtHost(['config', 'set', 'gateway.auth.token', token], {
    api: { ...api, 'POST /config/diff': { json: secretDiff } },
    answers: ['yes'],
  })
  expect(code).toBe(3)
  expect(stderr).toContain('Run `moltbot-ops config set gateway.auth.token --state-dir ')
  expect(stderr).not.toContain(token)
  expect(sent.map(({ call }) => call)).not.toContain('POST /confirmations')
})

test('a secret that is typed or stands in a file is set, and printed nowhere', async () => {
  const path = await file(`${token}\n`)
  for (const [more, answers] of [
    [[], [token, 'yes']],
    [['--file', path], ['yes']],
  ]) {
    const { code, stdout, stderr, sent } = await runAtHost(['config', 'set', 'gateway.auth.token', ...(more ?? [])], {
      api: { ...api, 'POST /config/diff': { json: secretDiff } },
      answers: answers ?? [],
    })
    expect(code).toBe(0)
    expect(stderr).toContain('~ gateway.auth.token: (a secret), another one than before')
    expect(stdout + stderr).not.toContain(token)
    expect(sent.at(-1)?.body).toMatchObject({ config: { gateway: { auth: { token } } } })
  }
})

test('a secret cannot be proposed, because nobody else could carry it out', async () => {
  const withSecret = { ...plan, plan_input: { params: { config: { a: { $secret: 'x' } } } } }
  const deny = `POST /confirmations/${plan.id}/deny`
  const { code, stderr, sent } = await runAtHost(
    ['config', 'set', 'gateway.auth.token', '--file', await file(token), '--propose'],
    {
      api: {
        ...api,
        'POST /config/diff': { json: secretDiff },
        'POST /confirmations': { json: withSecret },
        [deny]: { json: plan },
      },
    },
  )
  expect(code).toBe(3)
  expect(stderr).toContain('a secret is kept nowhere')
  expect(sent.at(-1)?.call).toBe(deny)
})

test('a trial says when it goes back and what keeps it', async () => {
  const trial = { ...example('confirmConfigTrial.200'), id: 'ct_1', ends_at: '2026-11-23T02:08:00Z' }
  const { stdout, sent } = await runAtHost(['config', 'set', 'gateway.port', '18790', '--trial', '60s'], {
    api: {
      ...api,
      'POST /config/apply': { json: { ...applied, trial_id: 'ct_1' } },
      'GET /config': [{ json: config }, { json: { ...config, trial } }],
    },
    answers: ['yes'],
  })
  expect(stdout).toContain('goes back by itself in 1 min, unless you run: moltbot-ops config confirm ct_1')
  expect(sent.find(({ call }) => call === 'POST /config/apply')?.body).toMatchObject({ confirm_within_seconds: 60 })
})

test.each(['29s', '2h', '1', 'soon'])('a trial of %s is a usage error', async (trial) => {
  const { code, sent } = await runAtHost(['config', 'set', 'gateway.port', '1', '--trial', trial], { api, answers: [] })
  expect({ code, sent }).toEqual({ code: 2, sent: [] })
})

test('where MoltBot shares the account, who keeps a trial types the owner passphrase', async () => {
  const trial = { ...example('confirmConfigTrial.200'), id: 'ct_1', status: 'confirmed' }
  const confirm = [problem('passphrase_required', 403, 'This needs the owner passphrase.'), { json: trial }]
  const session = { 'GET /auth/session': { json: { ...example('getSession.200'), passphrase: 'set' } } }
  const { code, sent } = await runAtHost(['config', 'confirm', 'ct_1'], {
    api: { ...session, 'POST /config/trials/ct_1/confirm': confirm },
    answers: ['open sesame'],
  })
  expect(code).toBe(0)
  expect(sent.at(-1)?.body).toEqual({ owner_passphrase: 'open sesame' })
})

test('a trial is confirmed, the open one where none is named', async () => {
  const trial = { ...example('confirmConfigTrial.200'), id: 'ct_1' }
  const confirm = { 'POST /config/trials/ct_1/confirm': { json: { ...trial, status: 'confirmed' } } }
  const trials = (items: object[]): Api => ({ 'GET /config/trials': { json: { items } } })
  const one = { ...trial, instance_id: 'in_1' }
  const { stdout } = await runCli(['config', 'confirm'], { api: { ...confirm, ...trials([one]) } })
  expect(stdout).toMatch(/^Kept: version [0-9a-f]{12} stays in force\.\n$/)
  expect(await runCli(['config', 'confirm', 'ct_1'], { api: confirm })).toMatchObject({ code: 0 })
  const other = { ...one, id: 'ct_2', instance_id: 'in_2' }
  const several = await runCli(['config', 'confirm'], { api: trials([one, other]) })
  expect(several).toMatchObject({ code: 1, stderr: expect.stringContaining('Name one: ct_1 (in_1), ct_2 (in_2)') })
  const meant = await runCli(['config', 'confirm', '--instance', 'in_1'], {
    api: { ...confirm, ...trials([other, one]) },
  })
  expect(meant.code).toBe(0)
  const none = await runCli(['config', 'confirm'], { api: trials([]) })
  expect(none).toMatchObject({ code: 1, stderr: expect.stringContaining('No configuration is on trial') })
})

test.each([
  ['rolled_back', 'The configuration before is back.'],
  ['failed', 'MoltBot would refuse it.'],
])('a change that ended %s is a failure in words', async (status, words) => {
  const json = { ...applied, applied: false, status, message: 'MoltBot would refuse it.' }
  const { code, stdout, stderr } = await runAtHost(['config', 'set', 'gateway.port', '18790'], {
    api: { ...api, 'POST /config/apply': { json } },
    answers: ['yes'],
  })
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain(words)
})

test('what is so already is not changed, which is no failure', async () => {
  const json = { ...diff, hash: diff.base_hash, changes: [] }
  const same = { ...api, 'POST /config/diff': { json } }
  const set = await runAtHost(['config', 'set', 'gateway.port', '18789'], { api: same })
  expect(set).toMatchObject({ code: 0, stdout: 'gateway.port is that already. Nothing was changed.\n' })
  const apply = await runAtHost(['config', 'apply', await file('{}')], { api: same })
  expect(apply).toMatchObject({ code: 0, stdout: expect.stringContaining('exactly that already') })
})

test('a file is applied with its comments, against the configuration that it was compared with', async () => {
  const text = '{\n  // mine\n  gateway: { port: 18790 },\n}\n'
  const { code, sent } = await runAtHost(['config', 'apply', await file(text), '--yes'], { api, answers: [] })
  expect(code).toBe(0)
  expect(sent.at(-1)).toMatchObject({
    call: 'POST /config/apply',
    body: { text, config: { gateway: { port: 18790 } }, base_hash: diff.base_hash },
  })
})

test('who only proposes a file sends no text, which may hold secrets', async () => {
  const { code, stdout, sent } = await runCli(['config', 'apply', await file('{ a: 1 /* mine */ }')], { api })
  expect(code).toBe(0)
  expect(stdout).toContain(`moltbot-ops approvals approve ${plan.id}`)
  expect(sent.at(-1)?.body).toMatchObject({ params: { config: { a: 1 }, base_hash: diff.base_hash } })
  expect(JSON.stringify(sent)).not.toContain('mine')
})

test('standard input carries the file, and the terminal itself the consent', async () => {
  const terminal = Object.assign(Readable.from(['yes\n']), { isTTY: true })
  const { code, sent } = await runAtHost(['config', 'apply', '-'], {
    api,
    stdin: Readable.from(['{ gateway: ', '{ port: 18790 } }']),
    surroundings: { openTerminal: () => terminal },
  })
  expect({ code, last: sent.at(-1)?.call }).toEqual({ code: 0, last: 'POST /config/apply' })
  expect(terminal.destroyed).toBe(true)
})

test('standard input that is no terminal consents to nothing', async () => {
  const { code, sent } = await runAtHost(['config', 'apply', '-'], { api, stdin: Readable.from(['{ a: 1 }']) })
  expect(code).toBe(3)
  expect(sent.map(({ call }) => call)).not.toContain('POST /confirmations')
})

test.each([
  ['{ a: ', 'is not JSON5'],
  [' \n', 'is empty'],
  ['[1]', 'holds no configuration'],
  ['x'.repeat(900_001), 'is larger than'],
])('a file that is no configuration is refused here', async (text, words) => {
  const { code, stderr, sent } = await runCli(['config', 'diff', await file(text)], { api })
  expect({ code, sent }).toEqual({ code: 1, sent: [] })
  expect(stderr).toContain(words)
})

test('a comparison shows settings, lines, risk and effect', async () => {
  const { stdout } = await runCli(['config', 'diff'], { api, stdin: Readable.from(['{}']) })
  expect(stdout).toContain('~ gateway.port: 18789 → 18790  (needs a restart)')
  expect(stdout).toContain('  -     port: 18789,\n  +     port: 18790,\n')
  expect(stdout).toContain('Risk medium. MoltBot restarts.')
})

test('what MoltBot would refuse ends with 1 and names each place', async () => {
  const errors = [{ path: 'gateway.port', message: 'must be a number', severity: 'error', line: 3, column: 9 }]
  const json = { valid: false, errors, warnings: [], checked_by: 'moltbot', version: '2026.9.6' }
  const { code, stdout } = await runCli(['config', 'validate'], { api: { ...api, 'POST /config/validate': { json } } })
  expect(code).toBe(1)
  expect(stdout).toBe(
    'MoltBot would refuse it, says MoltBot itself (2026.9.6).\n  ✗ gateway.port, line 3: must be a number\n',
  )
})

const version = (hash: string, more: object = {}) => ({
  ...(example('listConfigHistory.200').items as object[])[0],
  hash: `sha256:${hash.padEnd(64, '0')}`,
  current: false,
  ...more,
})
function history(...hashes: string[]): Api {
  const items = [version('cccc', { current: true }), ...hashes.map((hash) => version(hash))]
  return { 'GET /config/history?limit=200': { json: { items, next_cursor: null } } }
}

/** What leads from the present version to another one. */
function between(hash: string): Api {
  const to = encodeURIComponent(`sha256:${hash.padEnd(64, '0')}`)
  return { [`GET /config/history/diff?to=${to}`]: { json: diff } }
}

test('a version is put back by the beginning of its hash', async () => {
  const reverted = { ...plan, action: 'revertConfig' }
  const whole = `sha256:${'abcd1'.padEnd(64, '0')}`
  const { code, stderr, sent } = await runAtHost(['config', 'revert', 'ABCD', '--trial', '5m'], {
    api: {
      ...api,
      ...between('abcd1'),
      ...history('abcd1', 'abce'),
      'POST /confirmations': { json: reverted },
      'POST /config/revert': { json: applied },
    },
    answers: ['yes'],
  })
  expect(code).toBe(0)
  expect(stderr).toContain('~ gateway.port: 18789 → 18790')
  expect(sent.at(-1)).toMatchObject({
    call: 'POST /config/revert',
    body: {
      hash: whole,
      base_hash: `sha256:${'cccc'.padEnd(64, '0')}`,
      confirm_within_seconds: 300,
    },
  })
})

test('a version is shown by what putting it back would change', async () => {
  const { stdout } = await runCli(['config', 'show', 'abcd'], {
    api: { ...api, ...history('abcd1'), ...between('abcd1') },
  })
  expect(stdout).toContain('~ gateway.port: 18789 → 18790  (needs a restart)')
  expect(stdout).toContain('Risk medium. MoltBot restarts.')
})

test.each([
  ['abc0', 'No version begins with abc0'],
  ['abcd', '2 versions begin with abcd'],
])('%s names no single version', async (start, words) => {
  const { code, stderr } = await runAtHost(['config', 'revert', start], {
    api: { ...api, ...history('abcd1', 'abcd2') },
    answers: ['yes'],
  })
  expect(code).toBe(1)
  expect(stderr).toContain(words)
})

test('the history names versions as revert takes them', async () => {
  const json = { items: [version('abcd', { current: true, reason: 'the port is taken' })], next_cursor: null }
  const { stdout } = await runCli(['config', 'history'], { api: { 'GET /config/history?limit=20': { json } } })
  expect(stdout).toMatch(
    /^VERSION +WHEN +AUTHOR +STATE +WHAT +WHY\nabcd00000000 .* in use .*gateway\.port +Changed by.* “the port is taken”\n$/,
  )
})

test('a file that MoltBot refuses stands in the file and is not in use', async () => {
  const json = { items: [version('abcd', { current: true, valid: false })], next_cursor: null }
  const { stdout } = await runCli(['config', 'history'], { api: { 'GET /config/history?limit=20': { json } } })
  expect(stdout).toContain(' in the file, not valid ')
})

test('who may change nothing because of a trial is told what keeps it', async () => {
  const trial = { ...example('confirmConfigTrial.200'), id: 'ct_1', ends_at: '2026-11-23T02:08:00Z' }
  const { code, stderr } = await runAtHost(['config', 'set', 'gateway.port', '18790'], {
    api: {
      ...api,
      'GET /config': { json: { ...config, trial } },
      'POST /confirmations': problem('plan_impossible', 409, 'A configuration is on trial.'),
    },
    answers: [],
  })
  expect(code).toBe(1)
  expect(stderr).toContain('goes back by itself in 1 min, unless you run: moltbot-ops config confirm ct_1')
})

test('what MoltBot would refuse is told place by place', async () => {
  const json = {
    code: 'config_invalid',
    message: 'MoltBot would refuse it.',
    details: [{ path: 'a.b', message: 'is unknown' }],
  }
  const { code, stderr } = await runAtHost(['config', 'set', 'a.b', '1'], {
    api: { ...api, 'POST /config/diff': { status: 422, json } },
    answers: [],
  })
  expect(code).toBe(1)
  expect(stderr).toContain('The setting was not changed.\nMoltBot would refuse it.\n  a.b: is unknown\n')
})

test('a configuration that cannot be read can still be replaced', async () => {
  const unreadable = problem('config_unreadable', 409, 'Line 3 is not JSON5.')
  const { code } = await runAtHost(['config', 'apply', await file('{}')], {
    api: { ...api, 'GET /config': unreadable },
    answers: ['yes'],
  })
  expect(code).toBe(0)
})
