import { stat } from 'node:fs/promises'
import { afterEach, expect, test } from 'vitest'
import { createPairedBrowser } from './paired-browser.ts'

type Browser = Awaited<ReturnType<typeof createPairedBrowser>>
let browser: Browser

afterEach(async () => {
  await browser.stop()
  expect(browser.log.lines).toEqual([])
})

/** Lets the machine's time pass until the job has ended. */
async function ended(jobId: string) {
  for (let seconds = 0; seconds < 400; seconds += 1) {
    const { body } = await browser.ask('GET', `/jobs/${jobId}`)
    if (body.ended_at !== null) return body
    await browser.advance(1)
  }
  throw new Error('The job did not end.')
}

async function install(scenario: string, request: object = { method: 'npm' }) {
  browser = await createPairedBrowser(scenario)
  const consent = await browser.consent('installLocal', request)
  const { status, body } = await browser.ask('POST', '/install/local', request, consent)
  expect({ status, body }).toMatchObject({ status: 202, body: { status: 'accepted' } })
  return ended(body.job_id)
}

test('a bare machine gets a MoltBot that runs and answers', async () => {
  const job = await install('not-installed')
  expect(job).toMatchObject({ status: 'succeeded', error: null, result: { version: '2026.9.6', port: 18789 } })
  const { body } = await browser.ask('GET', '/moltbot/status')
  expect(body).toMatchObject({
    state: 'running',
    version: '2026.9.6',
    service_manager: 'systemd',
    install: { managed_by: 'moltbot_ops' },
  })
  expect((await browser.trail()).slice(-2)).toEqual(['installLocal intended', 'installLocal succeeded'])
})

test('the first version of its configuration names the installation as its author', async () => {
  const job = await install('not-installed')
  const { body } = await browser.ask('GET', '/config/history')
  expect(body.items).toMatchObject([
    {
      author: 'moltbot_ops',
      cause: 'Written when MoltBot was installed through MoltBot Ops.',
      by: { subject: expect.stringMatching(/^user:/) },
      reason: 'A test',
      job_id: job.id,
      audit_event_id: job.audit_event_id,
    },
  ])
})

test('what is installed can be restarted, and survives a look at it from a new plan', async () => {
  await install('not-installed')
  const { body } = await browser.propose('runOpsAction', { action: 'restart' })
  expect(body).toMatchObject({ summary: expect.stringContaining('Restart MoltBot'), risk: 'low' })
})

test('the plan names the version, the account, the port and what is not run', async () => {
  browser = await createPairedBrowser('not-installed')
  const { body } = await browser.propose('installLocal', { method: 'npm' })
  expect(body.summary).toMatch(/^Install OpenClaw 2026\.9\.6 on .+ with npm\.$/)
  expect(body.affects.join('\n')).toMatch(/account moltbot is made[\s\S]*they are not run: .*openclaw@2026\.9\.6/)
  expect(body.plan.map(({ id }: { id: string }) => id)).toEqual([
    'account',
    'program',
    'config',
    'service',
    'start',
    'verify',
  ])
  expect(browser.effects.record()).toEqual([])
})

test('a registry that cannot be reached is said, and nothing is proposed', async () => {
  browser = await createPairedBrowser('install-registry-down')
  const { status, body } = await browser.propose('installLocal', { method: 'npm' })
  expect([status, body.code]).toEqual([503, 'registry_unavailable'])
})

test('a disk that fills up in the middle leaves nothing behind', async () => {
  const job = await install('install-disk-full')
  expect(job).toMatchObject({ status: 'failed', undo: { status: 'done', remains: [] } })
  expect(job.error.message).toContain('no space left')
  const { body } = await browser.ask('GET', '/moltbot/status')
  expect(body.state).toBe('not_installed')
  expect((await browser.trail()).at(-1)).toBe('installLocal rolled_back')
})

test('a way that does not work here names those that do', async () => {
  browser = await createPairedBrowser('not-installed')
  const { status, body } = await browser.propose('installLocal', { method: 'brew' })
  expect([status, body.code]).toEqual([422, 'method_unavailable'])
  expect(body.message).toContain('These work: npm')
})

test('the preflight recommends a way and says why', async () => {
  browser = await createPairedBrowser('not-installed')
  const { body } = await browser.ask('POST', '/install/preflight', {})
  expect(body).toMatchObject({ ready: true, method: 'npm', version: '2026.9.6', port: 18789, user: 'moltbot' })
  expect(body.checks.every(({ status }: { status: string }) => status !== 'blocking')).toBe(true)
})

/** Lets the machine's time pass until the answer is there. */
async function passing<Answer>(asked: Promise<Answer>): Promise<Answer> {
  let isThere = false
  const noted = asked.finally(() => {
    isThere = true
  })
  noted.catch(() => undefined)
  for (let ticks = 0; !isThere && ticks < 20_000; ticks += 1) {
    await browser.advance(0.1)
    await stat(browser.auditDir)
  }
  return noted
}

test('the configuration of a MoltBot in a container is read, changed, and in force after a restart', async () => {
  await install('docker-ready', { method: 'docker' })
  const { status, body } = await browser.ask('GET', '/config')
  expect([status, body.path]).toEqual([200, '/var/lib/moltbot/home/.openclaw/openclaw.json'])
  const config = { ...body.config, update: { checkOnStart: true } }
  const request = { config, base_hash: body.hash }
  const { body: plan } = await browser.propose('applyConfig', request)
  expect(plan.plan.map(({ id }: { id: string }) => id)).toContain('load')
  const { confirmation_token } = await browser.approve(plan)
  const headers = { 'x-confirmation-token': confirmation_token }
  const { body: applied } = await passing(browser.ask('POST', '/config/apply', request, headers))
  expect(applied).toMatchObject({ applied: true, status: 'verified', message: 'MoltBot runs with it.' })
  expect((await browser.ask('GET', '/config')).body.config.update).toEqual({ checkOnStart: true })
})

test('a MoltBot in a container is restarted, and seen to be another one', async () => {
  await install('docker-ready', { method: 'docker' })
  const before = (await browser.ask('GET', '/moltbot/status')).body.process
  const request = { action: 'restart' }
  const asked = browser.ask('POST', '/ops/action', request, await browser.consent('runOpsAction', request))
  expect(await passing(asked)).toMatchObject({ status: 200, body: { status: 'verified' } })
  expect((await browser.ask('GET', '/moltbot/status')).body.process.pid).not.toBe(before.pid)
})
