import { type OperationId, type ProblemCode, problems } from '@moltbot-ops/api/operations'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Params } from '../src/core/consent.ts'
import { readOperations } from '../src/http/operation-table.ts'
import { type ConsentCase, consentCases } from './consent-cases.ts'
import { type ConsentWorld, createConsentWorld, type Headers } from './consent-world.ts'

// Walks the contract, so an operation that needs consent is covered the moment it is written there.
const consequential = readOperations().filter(({ consent }) => consent !== 'none')
const cases = consequential.flatMap(({ id }) =>
  Object.entries(consentCases[id] ?? {}).map(([name, one]) => ({ id, name: `${id}, ${name}`, one })),
)
const planned = cases.flatMap(({ one, ...rest }) => ('guarded' in one ? [] : [{ ...rest, one }]))
const guarded = cases.flatMap(({ one, ...rest }) => ('guarded' in one ? [{ ...rest, one }] : []))

interface Attack {
  action: OperationId
  params: Params
  one: ConsentCase
}

type Answer = Awaited<ReturnType<ConsentWorld['call']>>

let world: ConsentWorld
let stop: () => Promise<void>

async function begin(scenario: string): Promise<void> {
  world = await createConsentWorld(scenario)
  stop = async () => {
    await world.stop()
    expect(world.log.lines).toEqual([])
  }
}

beforeEach(() => {
  stop = async () => undefined
})
afterEach(() => stop())

test('every operation that needs consent is walked', () => {
  expect(consequential.length).toBeGreaterThan(9)
  for (const { id } of consequential) expect(Object.keys(consentCases[id] ?? {}), id).not.toEqual([])
  expect(Object.keys(consentCases).toSorted()).toEqual(consequential.map(({ id }) => id).toSorted())
})

test('every action of the contract is walked', () => {
  expect(Object.keys(consentCases.runOpsAction ?? {})).toEqual(
    expect.arrayContaining(['start', 'stop', 'restart', 'upgrade', 'backup', 'restore', 'rollback']),
  )
})

/** The refusal is right, in the log at once, and nothing is otherwise than before. */
async function expectRefused(code: ProblemCode, action: OperationId, attempt: () => Promise<Answer>, subject = '') {
  const before = { state: await world.state(), refusals: (await world.refusals()).length }
  // A plan is made anew from what MoltBot says, which takes time of the machine.
  const { status, body } = await world.passing(attempt())
  expect([status, body?.code]).toEqual([problems[code].status, code])
  expect(await world.state()).toEqual(before.state)
  // The refusal waits for nobody, and what is proposed after it stands after it.
  await world.propose('deleteDevice', { id: world.target })
  const seen = await world.refusals()
  const expected = { action, detail: code, subject: subject === '' ? expect.any(String) : subject }
  expect(seen.slice(before.refusals)).toEqual([expected])
  // The next refusal is the first of its kind again.
  await world.advance(61)
}

const attacks: [string, ProblemCode, (attack: Attack) => Promise<() => Promise<Answer>>][] = [
  [
    'no token',
    'confirmation_required',
    async ({ action, params }) =>
      () =>
        world.call(action, params),
  ],
  [
    'an invented token',
    'confirmation_invalid',
    async ({ action, params }) =>
      () =>
        world.call(action, params, { 'x-confirmation-token': `moc_${'A'.repeat(43)}` }),
  ],
  [
    'an expired token',
    'confirmation_invalid',
    async ({ action, params }) => {
      const consent = await world.consent(action, params)
      await world.advance(120)
      return () => world.call(action, params, consent)
    },
  ],
  [
    'a token that another approval replaced',
    'confirmation_invalid',
    async ({ action, params }) => {
      const { body } = await world.propose(action, params)
      const { confirmation_token } = await world.approve(body)
      await world.advance(1)
      await world.approve(body)
      return () => world.call(action, params, { 'x-confirmation-token': confirmation_token })
    },
  ],
  [
    'a token that was denied afterwards',
    'confirmation_invalid',
    async ({ action, params }) => {
      const { body } = await world.propose(action, params)
      const { confirmation_token } = await world.approve(body)
      await world.ask('POST', `/confirmations/${body.id}/deny`, {})
      return () => world.call(action, params, { 'x-confirmation-token': confirmation_token })
    },
  ],
  [
    'a token for other parameters',
    'confirmation_invalid',
    async ({ action, params, one }) => {
      const consent = await world.consent(action, params)
      return () => world.call(action, { ...params, ...one.other }, consent)
    },
  ],
  [
    'a token for another operation',
    'confirmation_invalid',
    async ({ action, params }) => {
      const [another, about] =
        action === 'deleteDevice'
          ? (['updateDevice', { id: world.target, role: 'viewer' }] as const)
          : (['deleteDevice', { id: world.target }] as const)
      const consent = await world.consent(another, about)
      return () => world.call(action, params, consent)
    },
  ],
  [
    'a token of another device of the same user',
    'confirmation_invalid',
    async ({ action, params }) => {
      const consent = await world.consent(action, params)
      return () => world.call(action, params, { ...consent, ...world.other })
    },
  ],
  [
    'a token of another subject',
    'confirmation_invalid',
    async ({ action, params }) => {
      const consent = await world.consent(action, params)
      return () => world.call(action, params, { ...consent, ...world.script })
    },
  ],
]

describe.each(planned)('$name', ({ id: action, one }) => {
  beforeEach(() => begin(one.scenario))

  test('is refused without a live token for exactly this, and nothing changes', async () => {
    const params = await one.params(world)
    for (const [name, code, prepare] of attacks) {
      const attempt = await prepare({ action, params, one })
      await expectRefused(code, action, attempt).catch((cause: unknown) => {
        throw new Error(`With ${name}: ${String(cause)}`, { cause })
      })
    }
  })

  test('is refused with a token that was used', async () => {
    const params = await one.params(world)
    const consent = await world.consent(action, params)
    const { status } = await world.settle(world.call(action, params, consent))
    expect(status).toBe(one.answer ?? (one.later ? 501 : expectedStatus(action)))
    await expectRefused('confirmation_invalid', action, () => world.call(action, params, consent))
  })

  test('is named by its proposal as the job that it led to, if to any', async () => {
    const params = await one.params(world)
    const { body: proposal } = await world.propose(action, params)
    const { confirmation_token } = await world.approve(proposal)
    const { body } = await world.settle(
      world.call(action, params, { 'x-confirmation-token': String(confirmation_token) }),
    )
    const { body: after } = await world.ask('GET', `/confirmations/${proposal.id}`)
    const { body: jobs } = await world.ask('GET', '/jobs')
    const led = jobs.items.filter((job: Record<string, unknown>) => job.confirmation_id === proposal.id)
    expect(after.job_id).toBe(led[0]?.id ?? null)
    expect(after.job_id).toBe(body?.job_id ?? null)
  })

  const { changePlan } = one
  if (changePlan !== null) {
    test('is refused once its plan is another one', async () => {
      const params = await one.params(world)
      const consent = await world.consent(action, params)
      await changePlan(world, params)
      await expectRefused('plan_changed', action, () => world.call(action, params, consent))
    })
  }
})

describe.each(guarded)('$name', ({ id: action, one }) => {
  test('is refused while it is not built, and cannot be proposed', async () => {
    await begin(one.scenario)
    const { guarded: params } = one
    const { status, body } = await world.propose(action, params)
    expect([status, body.code]).toEqual([501, 'not_available_yet'])
    const elsewhere = await world.consent('deleteDevice', { id: world.target })
    const invented = { 'x-confirmation-token': `moc_${'A'.repeat(43)}` }
    const tries: [ProblemCode, Headers][] = [
      ['confirmation_required', {}],
      ['confirmation_invalid', invented],
      ['confirmation_invalid', elsewhere],
    ]
    for (const [code, headers] of tries) await expectRefused(code, action, () => world.call(action, params, headers))
  })
})

function expectedStatus(action: OperationId): number {
  return readOperations().find(({ id }) => id === action)?.success ?? 0
}
