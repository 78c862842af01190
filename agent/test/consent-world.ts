import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OperationId } from '@moltbot-ops/api/operations'
import type { Params } from '../src/core/consent.ts'
import { unflatten } from '../src/core/flat-params.ts'
import { createTestDevice } from '../src/features/auth/test/identity.ts'
import { readOperations } from '../src/http/operation-table.ts'
import { askAtHost } from './ask-at-host.ts'
import { createPairedBrowser } from './paired-browser.ts'
import type { Replace } from './whole-agent.ts'

export type Headers = Record<string, string>
type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What the audit log says of a refusal. */
export interface Refusal {
  action: string
  detail: string
  subject: string
}

export type ConsentWorld = Awaited<ReturnType<typeof createConsentWorld>>

/**
 * The whole agent with everybody who might hold a token that is not theirs: the browser of an owner, another owner's
 * browser of the same user, and a script token with the role owner. A fourth device is there to be changed.
 */
export async function createConsentWorld(scenario: string, replace?: Replace) {
  const browser = await createPairedBrowser(scenario, replace)

  async function pair(role: string, name: string) {
    const device = await createTestDevice()
    const { body: started } = await browser.ask('POST', '/pair/start', {
      device_public_key: device.jwk,
      device_name: name,
    })
    const { body: pending } = await browser.ask('GET', '/pair/pending')
    const { id, key_fingerprint } = pending.items.at(-1)
    const about = { aud: browser.agentId, pending_id: id, key_fingerprint, role, decision: 'approve' }
    const signature = await browser.device.sign({ ...about, issued_at: browser.now() })
    await browser.ask('POST', `/pair/pending/${id}/approve`, { role, signature })
    const { pairing_code } = started
    const { body } = await browser.ask('POST', '/pair/confirm', {
      pairing_code,
      device_name: name,
      device_proof: await device.sign({ aud: browser.agentId, pairing_code, issued_at: browser.now() }),
    })
    return { id: String(body.device_id), bearer: { authorization: `Bearer ${body.access_token}` } }
  }

  const other = await pair('owner', 'laptop')
  const target = await pair('admin', 'old phone')
  const made = await askAtHost(browser.served, 'POST', '/auth/tokens', { name: 'script', role: 'owner' })
  const script = { authorization: `Bearer ${JSON.parse(made.body).access_token}` }

  /** The operation as a request, in the places where the contract has its parameters. */
  function call(action: OperationId, params: Params, headers: Headers = {}) {
    const operation = readOperations().find(({ id }) => id === action)
    if (!operation) throw new Error(`${action} is not in the contract.`)
    const { path, query, body } = unflatten(action, params)
    const place = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(path[name])))
    const asked = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    const url = asked.length === 0 ? place : `${place}?${asked.join('&')}`
    if (operation.stream) return browser.begin(url, headers)
    return browser.ask(operation.method as Method, url, body, headers)
  }

  async function passing<Answer>(asked: Promise<Answer>): Promise<Answer> {
    let waits = true
    const answer = asked.finally(() => {
      waits = false
    })
    answer.catch(() => undefined)
    for (let ticks = 0; waits && ticks < 100_000; ticks += 1) {
      await browser.advance(0.02)
      // The folder of the agent is a real one: time of the machine passes far slower than a look at it.
      await readFile(join(browser.auditDir, '000001.jsonl'))
    }
    return answer
  }

  /** Until the job of an answer has ended. */
  async function ended(jobId: unknown): Promise<void> {
    if (typeof jobId !== 'string') return
    for (let seconds = 0; seconds < 400; seconds += 1) {
      const { body } = await browser.ask('GET', `/jobs/${jobId}`)
      if (body.ended_at !== null) return
      await browser.advance(1)
    }
    throw new Error('The job did not end.')
  }

  async function refusals(): Promise<Refusal[]> {
    const text = await readFile(join(browser.auditDir, '000001.jsonl'), 'utf8')
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
      .filter(({ outcome }) => outcome === 'refused')
      .map(({ action, detail, actor }) => ({ action, detail, subject: actor.subject }))
  }

  /** Until it is answered, and what it began has ended. */
  async function settle(asked: ReturnType<typeof browser.ask>) {
    const answer = await passing(asked)
    await ended(answer.body?.job_id)
    return answer
  }

  return {
    ...browser,
    call,
    passing,
    settle,
    refusals,
    /** The header of somebody else, and the device that may be changed. */
    ...{ other: other.bearer, script, target: target.id },
    /** Somebody else edits the configuration, without the agent. */
    async editConfig(edit: (text: string) => string) {
      const { body } = await browser.ask('GET', '/config')
      const path = String(body.path)
      const { uid = -1 } = (await browser.host.files.facts(path)) ?? {}
      const owner = await browser.effects.accounts.byUid(uid)
      const text = await browser.host.files.readText(path, { ownerUid: uid, maxBytes: 1024 * 1024 })
      if (owner === null || text === null) throw new Error('There is no configuration to edit.')
      const root = path.slice(0, path.lastIndexOf('/'))
      await browser.effects.folders.writeFile(path, Buffer.from(edit(text)), { owner, root, mode: 0o600 })
    },
    enter: (name: string) => passing(browser.ask('PUT', '/simulation', { scenario: name })),
    /** With a consent of its own, to the end. */
    carryOut: async (action: OperationId, params: Params) =>
      settle(call(action, params, await browser.consent(action, params))),
    /** Everything that a refused call may not have changed: what was done to the machine, who may come in, what ran. */
    async state() {
      const { body: devices } = await browser.ask('GET', '/devices')
      const { body: jobs } = await browser.ask('GET', '/jobs')
      const who = devices.items.map(({ id, name, role }: Record<string, unknown>) => ({ id, name, role }))
      return { done: [...browser.effects.record()], who, jobs: jobs.items.length }
    },
  }
}
