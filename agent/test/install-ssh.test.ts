import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { createPairedBrowser } from './paired-browser.ts'

let browser: Awaited<ReturnType<typeof createPairedBrowser>>

afterEach(async () => {
  await browser.stop()
  expect(browser.log.lines).toEqual([])
})

/** What the simulated hosts take. */
const auth = { type: 'password', password: 'simulated' }
const garage = { host: 'garage.example', username: 'op', auth, method: 'native' }

async function keyOf(host: string): Promise<string> {
  const { status, body } = await browser.ask('POST', '/install/ssh/probe', { host })
  expect({ status, body }).toMatchObject({ status: 200, body: { host_key: { known: 'unknown' }, facts: null } })
  return body.host_key.sha256
}

/** Lets the machine's time pass until the job has ended. */
async function ended(jobId: string) {
  for (let seconds = 0; seconds < 400; seconds += 1) {
    const { body } = await browser.ask('GET', `/jobs/${jobId}`)
    if (body.ended_at !== null) return body
    await browser.advance(1)
  }
  throw new Error('The job did not end.')
}

test('a host whose key was confirmed gets an agent and a MoltBot, and is known from then on', async () => {
  browser = await createPairedBrowser('not-installed')
  const request = { ...garage, host_key_sha256: await keyOf('garage.example') }
  const { body: proposal } = await browser.propose('installSsh', request)
  expect(proposal).toMatchObject({ risk: 'medium', summary: expect.stringContaining('garage.example over SSH') })
  expect(JSON.stringify(proposal.plan_input)).not.toContain(JSON.stringify(auth.password))

  const { confirmation_token } = await browser.approve(proposal)
  const headers = { 'x-confirmation-token': confirmation_token }
  const { status, body } = await browser.ask('POST', '/install/ssh', request, headers)
  expect({ status, body }).toMatchObject({ status: 202, body: { status: 'accepted' } })
  expect(await ended(body.job_id)).toMatchObject({ status: 'succeeded', result: { agent_id: 'agent_garage' } })

  expect((await browser.trail()).slice(-2)).toEqual(['installSsh intended', 'installSsh succeeded'])
  const { body: again } = await browser.ask('POST', '/install/ssh/probe', { host: 'garage.example' })
  expect(again.host_key).toMatchObject({ known: 'known' })
})

test('without a confirmed key nothing is proposed, and the key is shown', async () => {
  browser = await createPairedBrowser('not-installed')
  const sha256 = await keyOf('garage.example')
  const { status, body } = await browser.propose('installSsh', garage)
  expect({ status, body }).toMatchObject({ status: 409, body: { code: 'host_key_unknown' } })
  expect(body.details).toContainEqual({ path: '/host_key/sha256', message: sha256 })
})

test('a host whose key changes is refused loudly', async () => {
  browser = await createPairedBrowser('not-installed')
  const request = { ...garage, host: 'attic.example', host_key_sha256: await keyOf('attic.example') }
  const { status, body } = await browser.propose('installSsh', request)
  expect({ status, body }).toMatchObject({ status: 409, body: { code: 'host_key_changed' } })
  expect(body.message).toContain('Somebody may stand in between')
})

test('a password is in no answer and in no line of the audit log', async () => {
  browser = await createPairedBrowser('not-installed')
  const password = ['a', 'word', 'that', 'is', 'wrong'].join('-')
  const host_key_sha256 = await keyOf('garage.example')
  const { status, body } = await browser.propose('installSsh', {
    ...garage,
    auth: { ...auth, password },
    host_key_sha256,
  })
  expect({ status, body }).toMatchObject({ status: 422, body: { code: 'ssh_auth_failed' } })
  const audit = await readFile(join(browser.auditDir, '000001.jsonl'), 'utf8')
  expect(`${JSON.stringify(body)}${audit}`).not.toContain(password)
})
