import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { runAtHost } from '../test/local-agent.ts'
import { type Api, example, problem, runCli } from '../test/run-cli.ts'

const plan = example('createConfirmation.201')
const approval = example('approveConfirmation.200')
const restarted = { ...example('runOpsAction.200'), status: 'verified' }
const propose = 'POST /confirmations'
const approve = `POST /confirmations/${plan.id}/approve`
const deny = `POST /confirmations/${plan.id}/deny`
const act = 'POST /ops/action'
const api: Api = {
  [propose]: { json: plan },
  [approve]: { json: approval },
  [deny]: { json: example('denyConfirmation.200') },
  [act]: { json: restarted },
}

/** A person at a terminal who types these lines. */
const typing = (...lines: string[]) => Object.assign(Readable.from(lines.map((line) => `${line}\n`)), { isTTY: true })

test('a restart shows its plan, asks, and says how it ended', async () => {
  const { code, stdout, stderr, sent } = await runAtHost(['restart', '--reason', 'Telegram is silent'], {
    api,
    stdin: typing('yes'),
  })
  expect(code).toBe(0)
  expect(stderr).toContain('Restart MoltBot on home-mini.')
  expect(stderr).toContain('1. Stop MoltBot  about 3 s  MoltBot is stopped')
  expect(stderr).toContain('Is lost    Nothing.')
  expect(stdout).toBe('MoltBot restarted and answers. Audit entry au_1.\n')
  expect(sent.map(({ call, body }) => [call, body])).toEqual([
    [propose, { action: 'runOpsAction', params: { action: 'restart' }, reason: 'Telegram is silent' }],
    [approve, {}],
    [act, { action: 'restart' }],
  ])
})

test.each(['no', '', 'y', 'YES please'])(
  'the answer %j approves nothing, and leaves nothing that waits',
  async (answer) => {
    const { code, sent, stderr } = await runAtHost(['restart'], { api, stdin: typing(answer) })
    expect(code).toBe(3)
    expect(stderr).toContain('Not approved. Nothing was changed.')
    expect(sent.map(({ call }) => call)).toEqual([propose, deny])
  },
)

test('a no that the agent does not hear of is a no all the same', async () => {
  const gone = { ...api, [deny]: problem('confirmation_expired', 410, 'The plan has ended.') }
  const { code, stderr } = await runAtHost(['restart'], { api: gone, stdin: typing('no') })
  expect(code).toBe(3)
  expect(stderr).toContain('Not approved. Nothing was changed.')
})

test('without a terminal nothing is even proposed, whatever the options say', async () => {
  for (const argv of [['restart'], ['restart', '--yes'], ['approvals', 'approve', 'cf_8sQ2', '--yes']]) {
    const { code, sent } = await runAtHost(argv, { api: { ...api, 'GET /confirmations/cf_8sQ2': { json: plan } } })
    expect([argv, code]).toEqual([argv, 3])
    expect(sent.filter(({ call }) => call === propose || call === approve)).toEqual([])
  }
})

test('a high risk is approved by typing the name, and --yes does not stand in for it', async () => {
  const risky = { ...plan, risk: 'high', typed_phrase: 'home-mini' }
  const run = (typed: string) =>
    runAtHost(['restart', '--yes'], { api: { ...api, [propose]: { json: risky } }, stdin: typing(typed) })
  const wrong = await run('home')
  expect([wrong.code, wrong.sent.map(({ call }) => call)]).toEqual([3, [propose, deny]])
  const right = await run('home-mini')
  expect(right.code).toBe(0)
  expect(right.sent[1]?.body).toEqual({ typed_phrase: 'home-mini' })
})

test('a token proposes and says who approves', async () => {
  const { code, stdout, sent } = await runCli(['restart'], { api })
  expect(code).toBe(0)
  expect(stdout).toContain('at the host: moltbot-ops approvals approve cf_8sQ2')
  expect(sent.map(({ call }) => call)).toEqual([propose])
})

test('a restart that failed says what is true now', async () => {
  const failed = {
    ...restarted,
    ok: false,
    status: 'failed',
    message: 'MoltBot does not answer. It ended with code 78.',
  }
  const { code, stderr } = await runAtHost(['restart', '--yes'], {
    api: { ...api, [act]: { json: failed } },
    stdin: typing(),
  })
  expect(code).toBe(1)
  expect(stderr).toContain('MoltBot was not restarted.\nMoltBot does not answer. It ended with code 78.')
})

test('an agent that goes away after the approval leaves open what was done', async () => {
  const { code, stderr } = await runAtHost(['restart', '--yes'], {
    api: { ...api, [act]: { isDropped: true } },
    stdin: typing(),
  })
  expect(stderr).toContain(
    'What was approved may be done or half done. Once the agent runs, see: moltbot-ops jobs list',
  )
  expect(stderr).not.toContain('MoltBot was not restarted.')
  expect(code).toBe(4)
})

test('a plan that changed meanwhile is refused in words', async () => {
  const changed = problem('plan_changed', 409, 'What would happen is no longer what was approved.')
  const { code, stderr } = await runAtHost(['restart', '--yes'], { api: { ...api, [act]: changed }, stdin: typing() })
  expect(code).toBe(1)
  expect(stderr).toContain('no longer what was approved')
})

test('an approval at the terminal carries the plan of somebody else out', async () => {
  const planned = { ...plan, plan_input: { params: { id: 'dev_9' } }, action: 'deleteDevice' }
  const { code, sent } = await runAtHost(['approvals', 'approve', 'cf_8sQ2'], {
    api: {
      [approve]: { json: approval },
      'GET /confirmations/cf_8sQ2': { json: planned },
      'DELETE /devices/dev_9': { status: 204 },
    },
    stdin: typing('yes'),
  })
  expect(code).toBe(0)
  expect(sent.map(({ call }) => call)).toContain('DELETE /devices/dev_9')
})

test('a plan with a secret is carried out only where the secret is', async () => {
  const planned = { ...plan, plan_input: { params: { auth: { $secret: 'x' } } }, action: 'installSsh' }
  const { code, sent } = await runAtHost(['approvals', 'approve', 'cf_8sQ2'], {
    api: { 'GET /confirmations/cf_8sQ2': { json: planned } },
    stdin: typing('yes'),
  })
  expect(code).toBe(1)
  expect(sent).toHaveLength(1)
})
