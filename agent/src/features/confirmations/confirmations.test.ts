import { beforeEach, expect, test } from 'vitest'
import type { Actor } from '../../core/actor.ts'
import { isoTime } from '../../core/clock.ts'
import type { ConsentCall, Params, Plan } from '../../core/consent.ts'
import { Problem } from '../../core/problem.ts'
import { hostActor } from '../auth/authenticate.ts'
import {
  call,
  codeOf,
  createIdentity,
  createTestDevice,
  type Identity,
  pairByLink,
  type TestDevice,
} from '../auth/test/identity.ts'
import type { ConfirmationRow } from './confirmation-rows.ts'
import { type Confirmations, createConfirmations } from './confirmations.ts'
import type { AuditNote } from './context.ts'
import { createMade } from './make-room.ts'

interface World {
  identity: Identity
  confirmations: Confirmations
  device: TestDevice
  anna: Actor
  trail: (AuditNote & { outcome: string })[]
  effects: string[]
  plan: Plan
  /** Happens while a plan is made. */
  onPlan(): void | Promise<void>
}

const plan: Plan = {
  instanceId: null,
  target: { kind: 'device', id: 'dev_9', name: 'old phone' },
  summary: 'Revoke old phone.',
  steps: [{ id: 'revoke', title: 'Revoke it', detail: null, seconds: 1, moltbotStopped: false }],
  affects: ['Its sessions end.'],
  undo: null,
  losses: [],
  downtimeSeconds: null,
  risk: 'low',
  basis: { role: 'viewer' },
}

const script: Actor = { ...hostActor(), subject: 'token:st_1', via: 'script' }

async function createWorld(options: { passphraseNeeded?: boolean } = {}): Promise<World> {
  const identity = await createIdentity(options)
  const device = await createTestDevice()
  const { deviceId } = await pairByLink(identity, { device })
  const anna: Actor = { ...hostActor(), subject: 'user:anna', deviceId, sessionId: 'ses_1', via: 'browser' }
  const world = {
    identity,
    device,
    anna,
    trail: [],
    effects: [],
    plan: structuredClone(plan),
    onPlan: () => undefined,
  } as unknown as World
  world.confirmations = createConfirmations({
    ...identity,
    nodeId: identity.keys.agentId,
    audit: {
      append: async (entry) => ({ seq: world.trail.push(entry) }),
      async intend(entry) {
        const seq = world.trail.push({ ...entry, outcome: 'intended' })
        return { seq, close: async (outcome, more) => world.trail.push({ ...entry, ...more, outcome }) }
      },
      refused: (entry) => void world.trail.push({ ...entry, outcome: 'refused' }),
    },
    planners: {
      deleteDevice: async () => {
        const made = structuredClone(world.plan)
        await world.onPlan()
        return made
      },
    },
    normalise: async (_action, params) => params,
    isSecretSetting: () => false,
  })
  return world
}

const propose = ({ confirmations, anna }: World, actor = anna, params: Params = { id: 'dev_9' }) =>
  call(confirmations.handlers.createConfirmation, {
    actor,
    body: { action: 'deleteDevice', params, reason: 'It was lost.' },
  })

type Proposal = Awaited<ReturnType<typeof propose>>

const signature = ({ identity, device }: World, { id, plan_hash }: Proposal, decision = 'approve', by = device) =>
  by.sign({
    aud: identity.keys.agentId,
    confirmation_id: id,
    plan_hash,
    decision,
    issued_at: isoTime(identity.clock.now()),
  })

async function approve(world: World, proposal: Proposal, body: object = {}) {
  return call(world.confirmations.handlers.approveConfirmation, {
    actor: world.anna,
    path: { id: proposal.id },
    body: { signature: await signature(world, proposal), ...body },
  })
}

function act(world: World, token: string | undefined, changed: Partial<ConsentCall> = {}) {
  return world.confirmations.gate.carryOut(
    {
      action: 'deleteDevice',
      params: { id: 'dev_9' },
      token,
      actor: world.anna,
      demandFree: () => undefined,
      ...changed,
    },
    async () => {
      world.effects.push('revoked')
      return 'done'
    },
  )
}

let world: World
beforeEach(async () => {
  world = await createWorld()
})

test('a plan that a device signed is carried out once, with a record before and after it', async () => {
  const proposal = await propose(world)
  expect(proposal).toMatchObject({ status: 'pending', risk: 'low', reversible: false, typed_phrase: null })
  const { confirmation_token, confirmation } = await approve(world, proposal)
  expect(confirmation).toMatchObject({ status: 'approved', decided_by: { subject: 'user:anna' } })

  expect(await act(world, confirmation_token)).toBe('done')
  expect(await codeOf(act(world, confirmation_token))).toBe('confirmation_invalid')

  expect(world.effects).toEqual(['revoked'])
  expect(world.trail.map(({ outcome }) => outcome)).toEqual([
    'proposed',
    'approved',
    'intended',
    'succeeded',
    'refused',
  ])
  expect(world.trail[2]).toMatchObject({
    planHash: proposal.plan_hash,
    confirmationId: proposal.id,
    reason: 'It was lost.',
  })
})

test('the same plan has the same hash, and an estimate does not change it', async () => {
  const one = await propose(world)
  world.plan.downtimeSeconds = 40
  const [step] = world.plan.steps
  if (step) step.seconds = 9
  expect((await propose(world)).plan_hash).toBe(one.plan_hash)
  world.plan.losses = ['3 messages']
  expect((await propose(world)).plan_hash).not.toBe(one.plan_hash)
})

test.each<[string, string, (world: World, token: string) => Promise<unknown>]>([
  ['no token', 'confirmation_required', (w) => act(w, undefined)],
  ['an empty token', 'confirmation_required', (w) => act(w, '')],
  ['an invented token', 'confirmation_invalid', (w) => act(w, 'moc_invented')],
  ['a very long token', 'confirmation_invalid', (w, token) => act(w, token.repeat(100))],
  ['other parameters', 'confirmation_invalid', (w, token) => act(w, token, { params: { id: 'dev_8' } })],
  ['one parameter more', 'confirmation_invalid', (w, token) => act(w, token, { params: { id: 'dev_9', x: 1 } })],
  ['another operation', 'confirmation_invalid', (w, token) => act(w, token, { action: 'installLocal' })],
  ['another device', 'confirmation_invalid', (w, token) => act(w, token, { actor: { ...w.anna, deviceId: 'dev_2' } })],
  [
    'another subject',
    'confirmation_invalid',
    (w, token) => act(w, token, { actor: { ...w.anna, subject: 'user:eve' } }),
  ],
  ['the host with the token of a browser', 'confirmation_invalid', (w, token) => act(w, token, { actor: hostActor() })],
])('%s changes nothing and is recorded', async (_name, code, attempt) => {
  const { confirmation_token } = await approve(world, await propose(world))
  expect(await codeOf(attempt(world, confirmation_token))).toBe(code)
  expect(world.effects).toEqual([])
  expect(world.trail.at(-1)).toMatchObject({ outcome: 'refused', detail: code })
  // The right call still works: a refusal uses nothing up.
  expect(await act(world, confirmation_token)).toBe('done')
})

test('a plan that changed after the approval is refused, and nothing happens', async () => {
  const { confirmation_token } = await approve(world, await propose(world))
  world.plan.basis = { role: 'owner' }
  expect(await codeOf(act(world, confirmation_token))).toBe('plan_changed')
  expect(world.effects).toEqual([])
})

test('a token ends after two minutes', async () => {
  const { confirmation_token } = await approve(world, await propose(world))
  world.identity.clock.advance(120_000)
  expect(await codeOf(act(world, confirmation_token))).toBe('confirmation_invalid')
})

test('a token that is used by two calls at once works for one', async () => {
  const { confirmation_token } = await approve(world, await propose(world))
  const results = await Promise.all([1, 2, 3].map(() => codeOf(act(world, confirmation_token))))
  expect(results.toSorted()).toEqual(['confirmation_invalid', 'confirmation_invalid', 'ok'])
  expect(world.effects).toEqual(['revoked'])
})

test('a clock that was set back revives neither a token nor a proposal', async () => {
  const proposal = await propose(world)
  const { confirmation_token } = await approve(world, await propose(world))
  world.identity.clock.setWall(world.identity.clock.now() - 3_600_000)
  expect(await codeOf(act(world, confirmation_token))).toBe('confirmation_invalid')
  expect(await codeOf(approve(world, proposal))).toBe('confirmation_decided')
  const list = await call(world.confirmations.handlers.listConfirmations, { query: { status: 'expired' } })
  expect(list.items.map(({ status }) => status)).toEqual(['expired', 'expired'])
  expect(world.effects).toEqual([])
})

test('a clock that is put right by a second disturbs nobody', async () => {
  const { confirmation_token } = await approve(world, await propose(world))
  world.identity.clock.setWall(world.identity.clock.now() - 1000)
  expect(await act(world, confirmation_token)).toBe('done')
})

test('two approvals of one plan that are used at once: the second sees what the first changed', async () => {
  const tokens: string[] = []
  for (const proposal of [await propose(world), await propose(world)]) {
    tokens.push((await approve(world, proposal)).confirmation_token)
    world.identity.clock.advance(1000)
  }
  const revoke = (token: string | undefined) =>
    world.confirmations.gate.carryOut(
      { action: 'deleteDevice', params: { id: 'dev_9' }, token, actor: world.anna, demandFree: () => undefined },
      async () => {
        world.plan.basis = { role: 'revoked' }
        world.effects.push('revoked')
      },
    )
  const codes = await Promise.all(tokens.map((token) => codeOf(revoke(token))))
  expect(codes).toEqual(['ok', 'plan_changed'])
  expect(world.effects).toEqual(['revoked'])
})

test('what planned while a job changed the machine plans again', async () => {
  const { confirmation_token } = await approve(world, await propose(world))
  let runs = true
  const planned = world.plan
  const demandFree = () => {
    if (runs) throw new Problem('busy', 'A job runs.')
  }
  // The job ends while the plan is made, which still saw the machine as it was.
  world.onPlan = () => {
    world.plan = { ...planned, basis: { role: 'changed by the job' } }
    runs = false
  }
  expect(await codeOf(act(world, confirmation_token, { demandFree }))).toBe('plan_changed')
  expect(world.effects).toEqual([])
})

test('an act that fails, or hands over to a job, lets the next one in', async () => {
  const [one, two, three] = [await propose(world), await propose(world), await propose(world)]
  const tokens = [await approve(world, one), await approve(world, two), await approve(world, three)]
  const [first, second, third] = tokens.map(({ confirmation_token }) => confirmation_token)
  const about = { params: { id: 'dev_9' }, actor: world.anna, demandFree: () => undefined }
  const carryOut = world.confirmations.gate.carryOut
  const failing = carryOut({ action: 'deleteDevice', token: first, ...about }, () => Promise.reject(new Error('disk')))
  await expect(failing).rejects.toThrow('disk')
  const job = Promise.withResolvers<void>()
  const long = carryOut({ action: 'deleteDevice', token: second, ...about }, async ({ intent }) => {
    intent.handOver('jb_1')
    await job.promise
  })
  expect(await act(world, third)).toBe('done')
  job.resolve()
  await long
})

test('a proposal names the job that it led to, at once and to everybody who watches', async () => {
  const proposal = await propose(world)
  const { confirmation_token: token } = await approve(world, proposal)
  const about = { action: 'deleteDevice' as const, params: { id: 'dev_9' }, actor: world.anna, token }
  const told: unknown[] = []
  const heard = Promise.withResolvers<void>()
  world.identity.bus.subscribe((name, payload) => {
    if (name !== 'confirmation') return
    const { id, status, job_id: jobId } = payload as Record<string, unknown>
    told.push([id, status, jobId])
    if (jobId !== null) heard.resolve()
  })
  const ends = Promise.withResolvers<void>()
  const call = world.confirmations.gate.carryOut({ ...about, demandFree: () => undefined }, async ({ intent }) => {
    intent.handOver('jb_1')
    await ends.promise
  })
  await heard.promise
  expect(told).toEqual([
    [proposal.id, 'used', null],
    [proposal.id, 'used', 'jb_1'],
  ])
  ends.resolve()
  await call
})

test('approving again replaces a token that nobody used', async () => {
  const proposal = await propose(world)
  const first = await approve(world, proposal)
  world.identity.clock.advance(1000)
  const second = await approve(world, proposal)
  expect(await codeOf(act(world, first.confirmation_token))).toBe('confirmation_invalid')
  expect(await act(world, second.confirmation_token)).toBe('done')
  expect(await codeOf(approve(world, proposal))).toBe('confirmation_decided')
})

test('while something else changes the host, the approval is kept', async () => {
  const { confirmation_token } = await approve(world, await propose(world))
  const busy = () => {
    throw new Problem('busy', 'A job runs.')
  }
  expect(await codeOf(act(world, confirmation_token, { demandFree: busy }))).toBe('busy')
  expect(await act(world, confirmation_token)).toBe('done')
})

test('nothing happens where the record cannot be written', async () => {
  const { confirmation_token } = await approve(world, await propose(world))
  world.trail.push = () => {
    throw new Error('no space left')
  }
  await expect(act(world, confirmation_token)).rejects.toThrow('no space left')
  expect(world.effects).toEqual([])
})

test('work that fails is recorded as failed', async () => {
  const { confirmation_token } = await approve(world, await propose(world))
  const failing = world.confirmations.gate.carryOut(
    {
      action: 'deleteDevice',
      params: { id: 'dev_9' },
      token: confirmation_token,
      actor: world.anna,
      demandFree: () => undefined,
    },
    () => Promise.reject(new Error('disk')),
  )
  await expect(failing).rejects.toThrow('disk')
  expect(world.trail.at(-1)).toMatchObject({ outcome: 'failed', detail: 'internal' })
})

const attempts: [string, string, (world: World, proposal: Proposal) => Promise<unknown>][] = [
  ['a script token', 'approval_not_allowed', (w, p) => decide(w, p, { actor: script })],
  [
    'a session without a device',
    'approval_not_allowed',
    (w, p) => decide(w, p, { actor: { ...w.anna, deviceId: null } }),
  ],
  ['no signature', 'signature_invalid', (w, p) => decide(w, p, { signature: undefined })],
  [
    'a signature over another plan',
    'signature_invalid',
    async (w, p) => decide(w, p, { signature: await signature(w, { ...p, plan_hash: 'sha256:0' }) }),
  ],
  [
    'a signature over a denial',
    'signature_invalid',
    async (w, p) => decide(w, p, { signature: await signature(w, p, 'deny') }),
  ],
  [
    'a signature of another device',
    'signature_invalid',
    async (w, p) => decide(w, p, { signature: await signature(w, p, 'approve', await createTestDevice()) }),
  ],
  ['too low a role', 'role_insufficient', (w, p) => decide(w, p, { actor: { ...w.anna, role: 'admin' } })],
]

async function decide(w: World, p: Proposal, changed: { actor?: Actor; signature?: string | undefined }) {
  const sent = 'signature' in changed ? changed.signature : await signature(w, p)
  return call(w.confirmations.handlers.approveConfirmation, {
    actor: changed.actor ?? w.anna,
    path: { id: p.id },
    body: sent === undefined ? {} : { signature: sent },
  })
}

test.each(attempts)('%s approves nothing', async (_name, code, attempt) => {
  const proposal = await propose(world)
  expect(await codeOf(attempt(world, proposal))).toBe(code)
  const { status } = await call(world.confirmations.handlers.getConfirmation, { path: { id: proposal.id } })
  expect(status).toBe('pending')
})

test('a signature counts once', async () => {
  const proposal = await propose(world)
  const used = await signature(world, proposal)
  await decide(world, proposal, { signature: used })
  expect(await codeOf(decide(world, proposal, { signature: used }))).toBe('signature_invalid')
})

test('a high risk needs the name of its target', async () => {
  world.plan.risk = 'high'
  const proposal = await propose(world)
  expect(proposal.typed_phrase).toBe('old phone')
  expect(await codeOf(approve(world, proposal))).toBe('typed_phrase_wrong')
  expect(await codeOf(approve(world, proposal, { typed_phrase: 'old phon' }))).toBe('typed_phrase_wrong')
  expect(await codeOf(approve(world, proposal, { typed_phrase: 'old phone' }))).toBe('ok')
})

test('the host approves with a signature of the agent, and asks for the passphrase where MoltBot shares its user', async () => {
  const host = { actor: hostActor(), body: {} }
  const proposal = await propose(world, hostActor())
  const { confirmation_token } = await call(world.confirmations.handlers.approveConfirmation, {
    ...host,
    path: { id: proposal.id },
  })
  expect(await act(world, confirmation_token, { actor: hostActor() })).toBe('done')
  expect(world.trail[1]?.approvalSignature?.split('.')).toHaveLength(3)

  const shared = await createWorld({ passphraseNeeded: true })
  const other = await propose(shared, hostActor())
  const refused = call(shared.confirmations.handlers.approveConfirmation, { ...host, path: { id: other.id } })
  expect(await codeOf(refused)).toBe('passphrase_required')
})

test('a proposal ends after five minutes, denied ones at once', async () => {
  const proposal = await propose(world)
  const other = await propose(world)
  await call(world.confirmations.handlers.denyConfirmation, {
    actor: script,
    path: { id: other.id },
    body: { reason: 'Not now.' },
  })
  expect(await codeOf(approve(world, other))).toBe('confirmation_decided')
  world.identity.clock.advance(300_000)
  expect(await codeOf(approve(world, proposal))).toBe('confirmation_decided')
  const list = await call(world.confirmations.handlers.listConfirmations, { query: { status: 'expired' } })
  expect(list.items.map(({ id }) => id)).toEqual([proposal.id])
})

test('what cannot be proposed is refused', async () => {
  const body = { params: {}, reason: 'x' }
  const proposing = (action: string, actor = world.anna) =>
    codeOf(call(world.confirmations.handlers.createConfirmation, { actor, body: { ...body, action } }))
  expect(await proposing('getHealth')).toBe('action_unknown')
  expect(await proposing('__proto__')).toBe('action_unknown')
  expect(await proposing('installSsh')).toBe('not_available_yet')
  expect(await proposing('deleteDevice', { ...world.anna, role: 'admin' })).toBe('role_insufficient')
})

test('nobody can pile up proposals', async () => {
  for (let count = 0; count < 20; count += 1) await propose(world)
  expect(await codeOf(propose(world))).toBe('rate_limited')
  expect(await codeOf(propose(world, hostActor()))).toBe('ok')
  world.identity.clock.advance(300_000)
  expect(await codeOf(propose(world))).toBe('ok')
})

test('proposing and denying again and again fills nothing', async () => {
  const large = { id: 'x'.repeat(1024 * 1024) }
  const tried = async () => {
    const asked = propose(world, world.anna, large)
    const code = await codeOf(asked)
    if (code !== 'ok') return code
    const { id } = await asked
    await call(world.confirmations.handlers.denyConfirmation, { actor: world.anna, path: { id }, body: {} })
    return code
  }
  const codes: string[] = []
  for (let count = 0; count < 10; count += 1) codes.push(await tried())
  expect(codes.filter((code) => code === 'ok')).toHaveLength(7)
  expect(codes.at(-1)).toBe('rate_limited')
  expect(await codeOf(propose(world, hostActor()))).toBe('ok')
  world.identity.clock.advance(300_000)
  expect(await tried()).toBe('ok')
})

test('small proposals are counted too', async () => {
  const made = createMade(world.identity.clock)
  for (let count = 0; count < 2000; count += 1) made.add('user:anna', 100)
  expect(() => made.add('user:anna', 100)).toThrow('Too many proposals')
  expect(() => made.add('token:tok_1', 100)).not.toThrow()
})

test('of what is over the newest thousand are kept, and 32 MiB', async () => {
  const { database, clock } = world.identity
  const count = async () => (await database.selectFrom('confirmations').select('id').execute()).length
  const { id } = await propose(world, world.anna, { id: 'x'.repeat(1024 * 1024) })
  const large = await database.selectFrom('confirmations').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  for (let number = 0; number < 40; number += 1) {
    await database
      .insertInto('confirmations')
      .values({ ...large, id: `cf_large${number}`, proposed_at: large.proposed_at - number })
      .execute()
  }
  clock.advance(900_000)
  await propose(world)
  expect(await count()).toBe(32)
  const small = { ...large, params_json: '{}', proposed_at: clock.now(), expires_at: clock.now() + 1 }
  for (let number = 0; number < 1010; number += 1) {
    await database
      .insertInto('confirmations')
      .values({ ...small, id: `cf_small${number}` })
      .execute()
  }
  clock.advance(900_000)
  const last = await propose(world)
  expect(await count()).toBe(1000)
  expect(await call(world.confirmations.handlers.getConfirmation, { path: { id: last.id } })).toMatchObject({
    status: 'pending',
  })
  clock.advance(100 * 24 * 3_600_000)
  await propose(world)
  expect(await count()).toBe(1)
})

test('nothing that a person reads in a plan moves, hides or turns what stands beside it', async () => {
  const deceptive = 'a\u001b[2Jb\u202ec\u2066d\u200be\u2028f\r'
  const seen = 'a\uFFFD[2Jb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFD'
  world.plan = {
    ...plan,
    target: { ...plan.target, name: deceptive },
    summary: deceptive,
    steps: [{ id: 'one', title: deceptive, detail: `${deceptive}\n${deceptive}`, seconds: 1, moltbotStopped: false }],
    affects: [deceptive],
    undo: deceptive,
    losses: [deceptive],
  }
  const proposal = await call(world.confirmations.handlers.createConfirmation, {
    actor: world.anna,
    body: { action: 'deleteDevice', params: { id: 'dev_9' }, reason: deceptive },
  })
  expect(proposal).toMatchObject({
    ...{ summary: seen, affects: [seen], undo: seen, losses: [seen], reason: seen, target: { name: seen } },
    plan: [{ title: seen, detail: `${seen}\n${seen}` }],
    plan_input: { summary: seen, affects: [seen], target: { name: seen } },
  })
  const { confirmation_token } = await approve(world, proposal)
  expect(await act(world, confirmation_token)).toBe('done')
})

test('proposals that come all at once are counted like those that come one by one', async () => {
  const asked = Array.from({ length: 40 }, () => codeOf(propose(world)))
  const codes = await Promise.all(asked)
  expect(codes.filter((code) => code === 'ok')).toHaveLength(20)
  expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(20)
})

test('of one subject one plan is made at a time', async () => {
  let atOnce = 0
  let most = 0
  world.onPlan = async () => {
    atOnce += 1
    most = Math.max(most, atOnce)
    await new Promise((done) => setImmediate(done))
    atOnce -= 1
  }
  await Promise.all(Array.from({ length: 5 }, () => propose(world)))
  expect(most).toBe(1)
})

test.each<[string, (row: ConfirmationRow) => Partial<ConfirmationRow>]>([
  ['another plan', () => ({ plan_hash: `sha256:${'0'.repeat(64)}` })],
  ['another approver', (row) => ({ decided_by_json: String(row.decided_by_json).replace('"browser"', '"terminal"') })],
  ['a signature that says nothing', () => ({ approval_signature: 'a.b.c' })],
  ['no signature', () => ({ approval_signature: null })],
])('an approval in whose row somebody wrote %s lets nothing happen', async (_name, change) => {
  const proposal = await propose(world)
  const { confirmation_token } = await approve(world, proposal)
  const { database } = world.identity
  const rows = database.selectFrom('confirmations').selectAll().where('id', '=', proposal.id)
  await database
    .updateTable('confirmations')
    .set(change(await rows.executeTakeFirstOrThrow()))
    .where('id', '=', proposal.id)
    .execute()
  expect(await codeOf(act(world, confirmation_token))).toBe('confirmation_invalid')
  expect(world.effects).toEqual([])
})

test('a row of another proposal does not carry an approval over', async () => {
  const { confirmation_token } = await approve(world, await propose(world))
  const other = await propose(world)
  const { database } = world.identity
  const approved = await database
    .selectFrom('confirmations')
    .selectAll()
    .where('status', '=', 'approved')
    .executeTakeFirstOrThrow()
  const { token_hash, token_expires_at, decided_by_json, decided_at, approval_signature, status } = approved
  await database.updateTable('confirmations').set({ token_hash: null }).where('id', '=', approved.id).execute()
  await database
    .updateTable('confirmations')
    .set({ token_hash, token_expires_at, decided_by_json, decided_at, approval_signature, status })
    .where('id', '=', other.id)
    .execute()
  expect(await codeOf(act(world, confirmation_token))).toBe('confirmation_invalid')
  expect(world.effects).toEqual([])
})

test('of an approval and a denial at once the denial wins, or was too late and is told so', async () => {
  const proposal = await propose(world)
  const deny = () =>
    call(world.confirmations.handlers.denyConfirmation, { actor: world.anna, path: { id: proposal.id }, body: {} })
  const approving = approve(world, proposal).catch((error: unknown) => error)
  const denied = await codeOf(deny())
  const approved = await approving
  const token = approved instanceof Error ? undefined : (approved as { confirmation_token: string }).confirmation_token
  expect(denied).toBe('ok')
  const expected = token === undefined ? 'confirmation_required' : 'confirmation_invalid'
  expect(await codeOf(act(world, token))).toBe(expected)
  expect(world.effects).toEqual([])
})

test('two approvals at once leave one token that works', async () => {
  const proposal = await propose(world)
  const one = await signature(world, proposal)
  world.identity.clock.advance(1000)
  const both = await Promise.all([
    approve(world, proposal, { signature: one }),
    approve(world, proposal, { signature: await signature(world, proposal) }),
  ])
  const codes: string[] = []
  for (const { confirmation_token } of both) codes.push(await codeOf(act(world, confirmation_token)))
  expect(codes.toSorted()).toEqual(['confirmation_invalid', 'ok'])
  expect(world.effects).toEqual(['revoked'])
})
