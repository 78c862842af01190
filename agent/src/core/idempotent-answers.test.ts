import { beforeEach, expect, test } from 'vitest'
import { codeOf, createIdentity, type Identity } from '../features/auth/test/identity.ts'
import { createIdempotentAnswers, type GivenAnswer, type RepeatableRequest } from './idempotent-answers.ts'

const request: RepeatableRequest = {
  subject: 'user:anna',
  operation: 'runOpsAction',
  key: 'key-of-a-restart',
  requestHash: 'what was asked for',
}

let identity: Identity
let done: number
beforeEach(async () => {
  identity = await createIdentity()
  done = 0
})

const work = async (): Promise<GivenAnswer> => {
  done += 1
  return { status: 200, body: `{"done":${done}}` }
}
const once = (changed: Partial<RepeatableRequest> = {}, does = work) =>
  createIdempotentAnswers(identity).once({ ...request, ...changed }, does)

test('a request that comes again is answered as the first time, also after a restart', async () => {
  const first = await once()
  expect(await once()).toEqual(first)
  expect(done).toBe(1)
})

test('the key of one subject or operation says nothing to another', async () => {
  await once()
  expect((await once({ subject: 'token:tok_1' })).body).toBe('{"done":2}')
  expect((await once({ operation: 'applyConfig' })).body).toBe('{"done":3}')
})

test('the same key with another request is a conflict, and does nothing', async () => {
  await once()
  expect(await codeOf(once({ requestHash: 'something else' }))).toBe('idempotency_conflict')
  expect(done).toBe(1)
})

test('of two at once one works, and the other is told so', async () => {
  const answers = createIdempotentAnswers(identity)
  const codes = await Promise.all([1, 2].map(() => codeOf(answers.once(request, work))))
  expect(codes.toSorted()).toEqual(['idempotency_conflict', 'ok'])
  expect(done).toBe(1)
})

test('what failed may be sent again', async () => {
  await expect(once({}, () => Promise.reject(new Error('disk')))).rejects.toThrow('disk')
  expect((await once()).body).toBe('{"done":1}')
})

test('after a day the key is free', async () => {
  await once()
  identity.clock.advance(25 * 3_600_000)
  expect((await once()).body).toBe('{"done":2}')
})

test('who floods the agent with keys stops nobody else', async () => {
  const answers = createIdempotentAnswers(identity)
  for (let number = 0; number < 1000; number += 1) {
    await answers.once({ ...request, subject: 'token:flood', key: `key-${number}` }, work)
  }
  expect(await codeOf(once({ subject: 'token:flood', key: 'one-more' }))).toBe('rate_limited')
  expect(await codeOf(once())).toBe('ok')
})

test('who asks for large answers stops nobody else', async () => {
  const large = async () => ({ status: 200, body: 'x'.repeat(1024 * 1024) })
  for (let number = 0; number < 16; number += 1) await once({ subject: 'token:flood', key: `key-${number}` }, large)
  expect(await codeOf(once({ subject: 'token:flood', key: 'one-more' }))).toBe('rate_limited')
  expect(await codeOf(once())).toBe('ok')
})

test('neither the key nor who sent it can be read in the database', async () => {
  await once()
  const rows = await identity.database.selectFrom('idempotent_answers').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(request.key)
  expect(JSON.stringify(rows)).not.toContain(request.subject)
})
