import { expect, test } from 'vitest'
import { runAtHost } from '../test/local-agent.ts'
import { type Api, example, runCli } from '../test/run-cli.ts'

const preflight = example('preflightInstall.200')
const plan: Record<string, unknown> = { ...example('createConfirmation.201'), action: 'installLocal' }
const job = {
  ...example('getJob.200'),
  ...{ id: 'jb_1', status: 'succeeded', ended_at: '2026-11-23T02:09:00Z', error: null },
  result: {
    message: 'OpenClaw 2026.9.6 runs.',
    next_steps: ['Pair a phone.', 'Keep the agent running: moltbot-ops service install'],
  },
}
const api: Api = {
  'POST /install/preflight': { json: preflight },
  'POST /confirmations': { json: plan },
  [`POST /confirmations/${plan.id}/approve`]: { json: example('approveConfirmation.200') },
  'POST /install/local': { status: 202, json: { job_id: 'jb_1', status: 'accepted', audit_event_id: '7' } },
  'GET /jobs/jb_1/events': { text: `event: job\nid: 1\ndata: ${JSON.stringify(job)}\n\n` },
}

test('the check says whether and how, with what stands in the way first', async () => {
  const { stdout } = await runCli(['install', 'check'], { api })
  expect(stdout).toContain('OpenClaw 2026.9.6 can be installed here with npm.\n  ✓ There is room enough')
  expect(stdout).toContain('npm     recommended  The registry answers')
  const check = (status: string, title: string) => ({ id: title, status, finding: { title, evidence: [] } })
  const json = { ...preflight, ready: false, checks: [check('ok', 'Good.'), check('blocking', 'Port taken.')] }
  const blocked = await runCli(['install', 'check'], { api: { 'POST /install/preflight': { json } } })
  expect(blocked.stdout).toMatch(/^One thing stands in the way\.\n {2}✗ Port taken\.\n {2}✓ Good\.\n/)
})

test('the recommended method is proposed as the plan for it, carried out and followed', async () => {
  const { code, stdout, sent } = await runAtHost(['install', 'local', '--port', '18800'], { api, answers: ['yes'] })
  expect(code).toBe(0)
  const next = 'Next:\n  - Pair a phone.\n  - Keep the agent running: moltbot-ops service install --state-dir '
  expect(stdout).toMatch(new RegExp(`^OpenClaw 2026\\.9\\.6 runs\\.\n${next}\\S+\n$`))
  const body = { channel: 'stable', port: 18800, method: 'npm' }
  expect(sent.find(({ call }) => call === 'POST /confirmations')?.body).toMatchObject({
    action: 'installLocal',
    params: body,
  })
  expect(sent.find(({ call }) => call === 'POST /install/local')?.body).toEqual(body)
})

test('without a terminal nothing is proposed', async () => {
  const { code, sent } = await runAtHost(['install', 'local', '--yes'], { api })
  expect(code).toBe(3)
  expect(sent.map(({ call }) => call)).not.toContain('POST /confirmations')
})

test.each(['0', '80', '70000', 'x'])('port %s is a usage error', async (port) => {
  expect(await runAtHost(['install', 'local', '--port', port], { api })).toMatchObject({ code: 2, sent: [] })
})

test('versions name what each channel means here', async () => {
  const { stdout } = await runCli(['install', 'versions'], {
    api: { 'GET /versions': { json: example('listVersions.200') } },
  })
  expect(stdout).toContain('Installed: 2026.9.5\n  stable   2026.9.6\n  beta     2026.9.6  There is no tag beta')
  expect(stdout).toContain('2026.9.6  2026-11-22  >=24.16.0 <25 || >=26.1.0')
})
