import { expect, test } from 'vitest'
import { runAtHost } from '../test/local-agent.ts'
import { example, problem, runCli } from '../test/run-cli.ts'

const plan: Record<string, unknown> = example('createConfirmation.201')
const show = `GET /confirmations/${plan.id}`
const approve = `POST /confirmations/${plan.id}/approve`
const granted = { json: example('approveConfirmation.200') }
const changing = { ...plan, action: 'applyConfig', plan_input: { params: { config: { gateway: { port: 18790 } } } } }
const values = {
  'POST /config/diff': { json: example('diffConfig.200') },
  'GET /config': { json: example('getConfig.200') },
}

test('what waits is listed with who proposed it and when it ends', async () => {
  const json = { items: [{ ...plan, proposed_at: '2026-11-23T02:06:00Z', expires_at: '2026-11-23T02:11:00Z' }] }
  const { stdout } = await runCli(['approvals', 'list'], { api: { 'GET /confirmations?status=pending': { json } } })
  expect(stdout).toMatch(/^ID +STATUS +RISK +WHAT +BY +PROPOSED +ENDS\ncf_8sQ2 .* 1 min ago +in 4 min\n$/)
  const none = { 'GET /confirmations?status=pending': { json: { items: [] } } }
  expect((await runCli(['approvals', 'list'], { api: none })).stdout).toBe('Nothing waits for an approval.\n')
})

test('a change of the configuration shows its values before it is approved', async () => {
  const { stdout } = await runCli(['approvals', 'show', 'cf_8sQ2'], { api: { [show]: { json: changing }, ...values } })
  expect(stdout).toContain('Status     pending\n\nSettings:\n  ~ gateway.port: 18789 → 18790')
  const applied = { applied: true, next_steps: [], status: 'verified', trial_id: 'ct_1' }
  const {
    code,
    stderr,
    stdout: end,
  } = await runAtHost(['approvals', 'approve', 'cf_8sQ2'], {
    api: { [show]: { json: changing }, [approve]: granted, 'POST /config/apply': { json: applied }, ...values },
    answers: ['yes'],
  })
  expect(code).toBe(0)
  expect(stderr).toContain('~ gateway.port: 18789 → 18790')
  expect(end).toContain('It goes back by itself, unless you run: moltbot-ops config confirm ct_1')
})

test('the passphrase is asked after the yes, where the agent needs it', async () => {
  const passphrase = ['correct', 'horse', 'battery'].join(' ')
  const { code, sent, stdout, stderr } = await runAtHost(['approvals', 'approve', 'cf_8sQ2'], {
    api: {
      [show]: { json: { ...plan, plan_input: { params: { action: 'restart' } } } },
      [approve]: [problem('passphrase_required', 403, 'This needs the owner passphrase.'), granted],
      'GET /auth/session': { json: { ...example('getSession.200'), passphrase: 'set' } },
      'POST /ops/action': { json: { ...example('runOpsAction.200'), status: 'verified', job_id: null } },
    },
    answers: ['yes', passphrase],
  })
  expect(code).toBe(0)
  expect(sent.filter(({ call }) => call === approve).map(({ body }) => body)).toEqual([
    {},
    { owner_passphrase: passphrase },
  ])
  expect(stdout + stderr).not.toContain(passphrase)
})

test('who hangs up at the question has approved nothing', async () => {
  const { code, stderr, sent } = await runAtHost(['approvals', 'approve', 'cf_8sQ2'], {
    api: { [show]: { json: plan } },
    answers: [],
  })
  expect(code).toBe(1)
  expect(stderr).toContain('Interrupted. Nothing was done.')
  expect(sent.map(({ call }) => call)).toEqual([show])
})

test('what is decided already is not asked again', async () => {
  const { code, stderr } = await runAtHost(['approvals', 'approve', 'cf_8sQ2'], {
    api: { [show]: { json: { ...plan, status: 'expired' } } },
    answers: ['yes'],
  })
  expect(code).toBe(1)
  expect(stderr).toContain('This proposal is expired already.')
})

test('a refusal goes into the record with its reason', async () => {
  const deny = `POST /confirmations/${plan.id}/deny`
  const { stdout, sent } = await runCli(['approvals', 'deny', 'cf_8sQ2', '--reason', 'not tonight'], {
    api: { [deny]: { json: plan } },
  })
  expect(stdout).toBe('Denied: Restart MoltBot on home-mini. Nothing was changed.\n')
  expect(sent[0]?.body).toEqual({ reason: 'not tonight' })
})
