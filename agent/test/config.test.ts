import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPairedBrowser } from './paired-browser.ts'

let browser: Awaited<ReturnType<typeof createPairedBrowser>>
beforeEach(async () => {
  browser = await createPairedBrowser('healthy')
})
afterEach(async () => {
  await browser.stop()
  expect(browser.log.lines).toEqual([])
})

/**
 * Lets the machine's time pass until the answer is there. The folder of the agent is a real one, so each step
 * of the machine takes as long as a look at it.
 */
async function passing<Answer>(asked: Promise<Answer>): Promise<Answer> {
  let isThere = false
  const noted = asked.finally(() => {
    isThere = true
  })
  noted.catch(() => undefined)
  for (let ticks = 0; !isThere && ticks < 100_000; ticks++) {
    await browser.advance(0.02)
    await stat(browser.auditDir)
  }
  return noted
}

/** Asks again and again, while time passes, until the answer is the one that is waited for. */
async function until(isIt: () => Promise<boolean>): Promise<void> {
  for (let ticks = 0; ticks < 100_000; ticks++) {
    if (ticks % 50 === 0 && (await isIt())) return
    await browser.advance(0.02)
    await stat(browser.auditDir)
  }
  throw new Error('It did not come.')
}

async function read() {
  const { status, body } = await browser.ask('GET', '/config')
  expect(status).toBe(200)
  return body
}

test('every answer about the configuration fits the contract', async () => {
  const { config, text, hash } = await read()
  const body = { config: { ...config, logging: { ...config.logging, level: 'debug' } } }
  const asked = [
    browser.ask('GET', '/config/schema'),
    browser.ask('GET', '/config/schema?path=gateway.auth'),
    browser.ask('GET', '/config/schema?search=telegram'),
    browser.ask('GET', '/config/schema?all=true'),
    browser.ask('POST', '/config/validate', body),
    browser.ask('POST', '/config/validate', { config, text, thorough: false }),
    browser.ask('POST', '/config/diff', { ...body, base_hash: hash }),
    browser.ask('GET', '/config/history?limit=1'),
  ]
  for (const answer of asked) expect(await passing(answer)).toMatchObject({ status: 200 })
  const unknown = await browser.ask('POST', '/config/trials/ct_none/confirm')
  expect(unknown).toMatchObject({ status: 404 })
  const stale = await browser.ask('POST', '/config/diff', { config, base_hash: 'a'.repeat(64) })
  expect(stale).toMatchObject({ status: 409, body: { code: 'config_stale' } })
})

test('a change goes from proposal to record, and its secret is in none of them', async () => {
  const { config, text } = await read()
  const secret = ['battery', 'staple', 'horse'].join('-')
  const wanted = { ...config, gateway: { ...config.gateway, auth: { ...config.gateway.auth, token: secret } } }
  const request = { config: wanted, text: text.replace(/token: '[^']*'/, `token: '${secret}'`) }
  const { status, body: proposal } = await browser.propose('applyConfig', request)
  expect({ status, proposal }).toMatchObject({ status: 201, proposal: { risk: 'medium' } })
  expect(proposal.affects).toEqual(['gateway.auth.token is changed. Clients that know the old secret lose access.'])
  const { confirmation_token } = await browser.approve(proposal)
  const call = browser.ask('POST', '/config/apply', request, { 'x-confirmation-token': confirmation_token })
  const { body: result } = await passing(call)
  expect(result).toMatchObject({ applied: true, status: 'verified', audit_event_id: expect.any(String) })

  const { body: history } = await browser.ask('GET', '/config/history')
  expect(history.items[0]).toMatchObject({
    hash: result.hash,
    author: 'moltbot_ops',
    changed_paths: ['gateway.auth.token'],
  })
  const { body: job } = await browser.ask('GET', `/jobs/${result.job_id}`)
  const audit = await readFile(join(browser.auditDir, '000001.jsonl'), 'utf8')
  expect(JSON.stringify([proposal, result, history, job, await read()]) + audit).not.toContain(secret)
  expect((await browser.trail()).slice(-2)).toEqual(['applyConfig intended', 'applyConfig succeeded'])
})

test('what a proposal keeps secret it keeps as a mask, so that another person can carry it out', async () => {
  const { config } = await read()
  const request = { config: { ...config, logging: { ...config.logging, level: 'debug' } } }
  const { body: proposal } = await browser.propose('applyConfig', request)
  expect(proposal.plan_input.params.config).toEqual(request.config)
  const { confirmation_token } = await browser.approve(proposal)
  const headers = { 'x-confirmation-token': confirmation_token }
  const call = browser.ask('POST', '/config/apply', proposal.plan_input.params, headers)
  expect((await passing(call)).body).toMatchObject({ applied: true, status: 'verified' })
})

test('the file that was planned for must still be there', async () => {
  const { config } = await read()
  const request = (level: string) => ({ config: { ...config, logging: { ...config.logging, level } } })
  const headers = await browser.consent('applyConfig', request('debug'))
  const other = await browser.consent('applyConfig', request('warn'))
  await passing(browser.ask('POST', '/config/apply', request('warn'), other))
  const late = await browser.ask('POST', '/config/apply', request('debug'), headers)
  expect(late).toMatchObject({ status: 409, body: { code: 'plan_changed' } })
})

test('a trial that nobody confirms goes back, and both are in the record', async () => {
  const { config, hash } = await read()
  const request = { config: { ...config, logging: { ...config.logging, level: 'debug' } }, confirm_within_seconds: 30 }
  const headers = await browser.consent('applyConfig', request)
  const { body } = await passing(browser.ask('POST', '/config/apply', request, headers))
  expect(body).toMatchObject({ status: 'verified', trial_id: expect.any(String) })
  await until(async () => (await read()).hash === hash)
  await until(async () => (await read()).trial === null)
  await until(async () => (await browser.trail()).filter((entry) => entry === 'applyConfig succeeded').length === 2)
  expect((await browser.trail()).slice(-4)).toEqual([
    'applyConfig intended',
    'applyConfig succeeded',
    'applyConfig intended',
    'applyConfig succeeded',
  ])
})
