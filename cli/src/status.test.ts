import { expect, test } from 'vitest'
import { example, runCli } from '../test/run-cli.ts'

const healthy = example('getMoltbotStatus.200')
const status = async (more: object, args: string[] = []) =>
  (await runCli(['status', ...args], { api: { 'GET /moltbot/status': { json: { ...healthy, ...more } } } })).stdout

test('a healthy MoltBot: verdict, cause, age, readings', async () => {
  expect(await status({ observed_at: '2026-11-23T02:06:58Z' })).toBe(`MoltBot is working.
It answers in 6 ms. Seen 2 s ago.

  Gateway   ready, answers in 6 ms (http://127.0.0.1:18789)
  Channels  Telegram connected, last message 5 min ago
  Version   OpenClaw 2026.9.5, npm, managed by its own installer, systemd
  Process   3941 of anna, 844 MB, 99 of 100 waits under 21 ms
  Config    valid, /home/anna/.openclaw/openclaw.json
  Restarts  none in 24 h, started 17 Nov, 01:12
`)
})

test('with --json it is what the agent answered', async () => {
  expect(JSON.parse(await status({}, ['--json']))).toEqual(healthy)
})

test('an observation older than twice its interval is unknown, with its age, and its readings are not shown', async () => {
  expect(await status({ observed_at: '2026-11-23T02:06:55Z' })).toBe(`It is not known how MoltBot is.
The agent answers, but it last looked at MoltBot 5 s ago. Seen 5 s ago.

  Last known  running, OpenClaw 2026.9.5
`)
})

test('age is told by the clock of the agent, which in a simulation is not ours', async () => {
  const api = {
    'GET /health': { json: { status: 'ok', time: '2031-01-01T00:00:01Z' } },
    'GET /moltbot/status': { json: { ...healthy, observed_at: '2031-01-01T00:00:00Z' } },
  }
  expect((await runCli(['status'], { api })).stdout).toContain('Seen 1 s ago.')
})

const exit = { at: '2026-11-23T01:52:00Z', clean: false, code: 1, message: null }
const silent = { ...(healthy.channels as object[])[0], connected: false, last_inbound_at: '2026-11-23T01:48:00Z' }
const reason = (message: string) => ({ reasons: [{ code: 'x', message, evidence: [] }] })

test.each([
  [{ state: 'stopped', running: false, last_exit: exit }, 'MoltBot is down since 01:52.\nIt ended with code 1.'],
  [
    { state: 'stopped', running: false, last_exit: { ...exit, clean: true } },
    'MoltBot is stopped since 01:52.\nIt ended cleanly.',
  ],
  [
    { state: 'degraded', channels: [silent] },
    'MoltBot answers, but Telegram is silent.\nIts last message came 19 min ago.',
  ],
  [
    { state: 'starting', startup: { elapsed_seconds: 12, budget_seconds: 300, usual_seconds: 9, pending: null } },
    'MoltBot is starting.\nIt usually takes 9 s; 12 s have passed, and up to 5 min is allowed.',
  ],
  [
    { state: 'wedged', since: '2026-11-22T23:00:00Z', ...reason('Nothing listens on port 18789.') },
    'MoltBot does not answer since 22 Nov, 23:00.\nNothing listens on port 18789.',
  ],
  [
    {
      state: 'crash_looping',
      since: '2026-11-23T01:52:00Z',
      restart_count_24h: 31,
      ...reason('It refuses the config.'),
    },
    'MoltBot is down since 01:52.\nIt refuses the config. 31 restarts in 24 h.',
  ],
  [
    { state: 'unknown', ...reason('Port 18789 is held by another process.') },
    'It is not known how MoltBot is.\nPort 18789 is held by another process.',
  ],
  [{ state: 'not_installed', installed: false }, 'There is no MoltBot on this host yet.'],
])('%o', async (more, says) => {
  expect(await status(more)).toContain(says)
})

test('an agent of contract 0.1.0 is understood', async () => {
  const json = { installed: true, running: false, service_manager: 'systemd', gateway_connected: false }
  const { stdout, code } = await runCli(['status'], { api: { 'GET /moltbot/status': { json } } })
  expect(code).toBe(0)
  expect(stdout).toContain('MoltBot is stopped.\nNo start of it was seen yet. The agent does not say when it looked.')
})

test('what will stop it comes first, and every other reason is said too', async () => {
  const config = { ...(healthy.config as object), pending_invalid_edit: true }
  const reasons = [
    { code: 'event_loop_busy', message: 'It is overloaded.', evidence: [] },
    { code: 'pending_invalid_edit', message: 'The config was edited.', evidence: [] },
  ]
  const text = await status({ state: 'degraded', config, reasons })
  expect(text).toContain('MoltBot works, but its next start will fail.\nThe config was edited. Seen')
  expect(text).toContain('\n\n  Also      It is overloaded.\n  Gateway')
  const finding = { id: 'disk_low', severity: 'critical', title: 'The disk is nearly full.', evidence: [] }
  expect(await status({ findings: [finding] })).toContain('MoltBot works, but not for long.\nThe disk is nearly full.')
})

test('a finding comes with its evidence and what to run', async () => {
  const finding = {
    id: 'config_invalid',
    severity: 'warning',
    title: 'The next start will fail.',
    evidence: [{ kind: 'file', statement: 'openclaw.json, line 4', quote: 'prot: 18789', at: '2026-11-23T02:00:00Z' }],
    fix_action: { title: 'Put it right.', command: 'openclaw doctor' },
  }
  expect(await status({ findings: [finding] })).toContain(`
Worth a look: The next start will fail.
    openclaw.json, line 4
      prot: 18789
    To do: Put it right.
      $ openclaw doctor
`)
})

test('a command of this program is told as it is started here', async () => {
  const fix_action = { title: 'Check the file.', command: 'moltbot-ops config validate' }
  const finding = { id: 'pending_invalid_edit', severity: 'warning', title: 'It is invalid.', evidence: [], fix_action }
  const api = { 'GET /moltbot/status': { json: { ...healthy, findings: [finding] } } }
  const { stdout } = await runCli(['status'], { api, surroundings: { startedAs: 'npx moltbot-ops' } })
  expect(stdout).toContain('$ npx moltbot-ops config validate')
})

test('another instance can be asked for', async () => {
  const api = { 'GET /moltbot/status?instance_id=in_2': { json: healthy } }
  expect(await runCli(['status', '--instance', 'in_2'], { api })).toMatchObject({ code: 0 })
})
