import { ApiError, type Client, type JobEvent } from '@moltbot-ops/sdk'
import { describe, expect, it } from 'vitest'
import { jobOf, proposalOf } from '../../test/consent-fixtures.ts'
import { fakeKey, signedBy } from '../../test/fake-key.ts'
import { iso, now } from '../../test/fixtures.ts'
import type { Confirmation, Job } from '../wire.ts'
import type { ConsentRequest } from './consent-context.ts'
import { createConsentRun } from './consent-run.ts'

interface Sent {
  proposed: { reason: string }[]
  approved: { id: string; signature: string | undefined; typed_phrase?: string }[]
  denied: { id: string; signature: string | undefined }[]
  acted: Record<string, string>[]
  ended: (Job | null)[]
}

/** An agent that gives these proposals, one after the other. */
function world(proposals: Confirmation[], changes: { act?: ConsentRequest['act']; job?: Job } = {}) {
  const sent: Sent = { proposed: [], approved: [], denied: [], acted: [], ended: [] }
  const client = {
    async createConfirmation({ body }: { body: { reason: string } }) {
      const proposal = proposals[sent.proposed.length]
      sent.proposed.push({ reason: body.reason })
      if (proposal === undefined) throw new ApiError({ status: 422, code: 'not_managed', message: 'Not managed.' })
      return { ...proposal, id: `cf_${sent.proposed.length}`, reason: body.reason }
    },
    async approveConfirmation({ path, body }: { path: { id: string }; body: { signature?: string } }) {
      sent.approved.push({ id: path.id, signature: undefined, ...body })
      return { confirmation_token: 'once' }
    },
    async denyConfirmation({ path, body }: { path: { id: string }; body: { signature?: string } }) {
      sent.denied.push({ id: path.id, signature: body.signature })
    },
    async followJob(_id: string, { onEvent }: { onEvent(event: JobEvent): void }) {
      onEvent({ id: null, event: 'job', data: changes.job ?? jobOf() })
    },
  } as unknown as Client
  const request: ConsentRequest = {
    action: 'runOpsAction',
    params: { action: 'restart' },
    suggestedReason: 'Telegram is silent.',
    async act(headers) {
      sent.acted.push(headers)
      return changes.act === undefined ? { job_id: 'job_1' } : changes.act(headers)
    },
    onEnd: (job) => sent.ended.push(job),
  }
  const run = createConsentRun({ client, agentId: 'ag_1', key: fakeKey, now: () => now }, { request })
  return { run, sent }
}

const answers = { reason: 'Telegram is silent.', phrase: '' }

describe('a plan', () => {
  it('that is not what its hash says is refused, and nothing is signed', async () => {
    const honest = await proposalOf()
    const { run, sent } = world([{ ...honest, plan_input: { ...honest.plan_input, summary: 'Do nothing much.' } }])
    await run.begin()
    expect(run.state.read()).toMatchObject({ kind: 'stopped', why: expect.stringContaining('does not match its hash') })
    await run.sign(answers)
    expect(sent).toMatchObject({ approved: [], acted: [] })
  })

  it('for another agent is refused', async () => {
    const { run } = world([await proposalOf({ input: { agent_id: 'ag_other' } })])
    await run.begin()
    expect(run.state.read()).toMatchObject({ kind: 'stopped', why: expect.stringContaining('another agent') })
  })

  it('shows what was hashed, not what stands beside it', async () => {
    const { run } = world([await proposalOf({ wire: { summary: 'Restart nothing.', risk: 'low', losses: ['x'] } })])
    await run.begin()
    expect(run.state.read()).toMatchObject({ plan: { summary: 'Restart MoltBot on home-mini.', losses: [] } })
  })

  it('is signed with agent, proposal, hash, decision and time, then carried out and followed to its end', async () => {
    const proposal = await proposalOf()
    const { run, sent } = world([proposal])
    await run.begin()
    await run.sign(answers)
    expect(signedBy(sent.approved[0]?.signature)).toEqual({
      aud: 'ag_1',
      confirmation_id: 'cf_1',
      plan_hash: proposal.plan_hash,
      decision: 'approve',
      issued_at: iso(now),
    })
    expect(sent.acted).toEqual([{ 'x-confirmation-token': 'once' }])
    expect(run.state.read()).toMatchObject({ kind: 'ended', progress: { job: { status: 'succeeded' } } })
    expect(sent.ended).toEqual([jobOf()])
  })

  it('with another reason is proposed again, and the one it replaces is denied', async () => {
    const proposal = await proposalOf()
    const { run, sent } = world([proposal, proposal])
    await run.begin()
    await run.sign({ ...answers, reason: 'It hangs.' })
    expect(sent.proposed.map(({ reason }) => reason)).toEqual(['Telegram is silent.', 'It hangs.'])
    expect(sent.denied.map(({ id }) => id)).toEqual(['cf_1'])
    expect(sent.approved.map(({ id }) => id)).toEqual(['cf_2'])
  })

  it('that another job keeps from beginning names that job', async () => {
    const message = '“Install it.” (jb_9fLc-eB0) runs. Wait until it has ended, or cancel it.'
    const act = () => Promise.reject(new ApiError({ status: 409, code: 'busy', message }))
    const { run } = world([await proposalOf()], { act })
    await run.begin()
    await run.sign(answers)
    expect(run.state.read()).toMatchObject({ kind: 'stopped', title: 'Another job runs', jobId: 'jb_9fLc-eB0' })
  })

  it('that became another one meanwhile is shown again and not signed', async () => {
    const { run, sent } = world([await proposalOf(), await proposalOf({ input: { basis: { version: '2026.9.6' } } })])
    await run.begin()
    await run.sign({ ...answers, reason: 'It hangs.' })
    expect(sent.approved).toEqual([])
    expect(run.state.read()).toMatchObject({ kind: 'plan', notice: expect.stringContaining('has changed') })
  })

  it('that changed between signature and call is made again, with the news', async () => {
    const proposal = await proposalOf()
    const refuse = async () => {
      throw new ApiError({ status: 409, code: 'plan_changed', message: 'Read the new plan.' })
    }
    const { run, sent } = world([proposal, proposal], { act: refuse })
    await run.begin()
    await run.sign(answers)
    expect(run.state.read()).toMatchObject({ kind: 'plan', notice: expect.stringContaining('has changed') })
    expect(sent.ended).toEqual([])
  })

  it('that is closed while it is being signed is not carried out', async () => {
    const { run, sent } = world([await proposalOf()])
    await run.begin()
    const signing = run.sign(answers)
    run.close()
    await signing
    expect(sent).toMatchObject({ acted: [], ended: [] })
  })

  it('that cannot be made says so in the agent’s words', async () => {
    const { run } = world([])
    await run.begin()
    expect(run.state.read()).toMatchObject({ kind: 'stopped', why: 'Not managed.', again: true })
  })

  it('is denied with a signature, and the dialog closes', async () => {
    const { run, sent } = world([await proposalOf()])
    await run.begin()
    await run.deny()
    expect(signedBy(sent.denied[0]?.signature)).toMatchObject({ decision: 'deny', confirmation_id: 'cf_1' })
    expect(run.state.read()).toEqual({ kind: 'closed' })
  })
})
