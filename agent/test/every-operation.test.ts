import { type ProblemCode, problems } from '@moltbot-ops/api/operations'
import schemas from '@moltbot-ops/api/schemas' with { type: 'json' }
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Operation, readOperations } from '../src/http/operation-table.ts'
import { createHttpApp } from './http-app.ts'

// Walks the contract, so a new operation is covered the moment it is written there.
const all = readOperations()
const guarded = all.filter((operation) => operation.role !== 'public')
const withBody = all.filter((operation) => operation.body !== 'none')
const ajv = new Ajv({ strict: false })
addFormats.default(ajv)
const isEnvelope = ajv.compile(schemas.error)

let app: FastifyInstance
let logged: string[]

beforeAll(async () => {
  const created = await createHttpApp()
  app = created.app
  logged = created.log.lines
})
afterAll(async () => {
  await app.close()
  expect(logged).toEqual([])
})

const url = (operation: Operation) => `${operation.path.replaceAll(/\{\w+\}/g, 'some-id')}${neededQuery(operation)}`

/** What a query must have, with values that fit. */
function neededQuery({ id }: Operation): string {
  const query = (schemas as Record<string, { query?: { properties: Record<string, Sample>; required: string[] } }>)[id]
    ?.query
  const pairs = (query?.required ?? []).map((name) => `${name}=${sampleOf(query?.properties[name])}`)
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}

interface Sample {
  items?: Sample
  enum?: string[]
}
const sampleOf = (schema: Sample | undefined): string =>
  schema?.items ? sampleOf(schema.items) : (schema?.enum?.[0] ?? 'some')
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

async function ask(operation: Operation, options: Partial<InjectOptions> = {}) {
  const { headers, ...rest } = options
  const answer = await app.inject({
    method: operation.method as 'GET',
    url: url(operation),
    ...rest,
    headers: { host: '127.0.0.1:7337', ...headers },
  })
  return { status: answer.statusCode, headers: answer.headers, body: answer.body === '' ? null : answer.json() }
}

function expectProblem(answer: Awaited<ReturnType<typeof ask>>, code: ProblemCode): void {
  expect(isEnvelope(answer.body), JSON.stringify(answer.body)).toBe(true)
  expect(answer.body).toMatchObject({ code, request_id: expect.stringMatching(/^rq_/) })
  expect(answer.status).toBe(problems[code].status)
  expect(answer.headers['cache-control']).toBe('no-store')
}

test('the walk sees the whole contract', () => {
  expect(all.length).toBeGreaterThan(35)
  expect(guarded.length).toBeGreaterThan(30)
  expect(withBody.length).toBeGreaterThan(15)
})

describe.each(guarded.map((operation) => [operation.id, operation] as const))('%s', (_id, operation) => {
  test('refuses no token', async () => expectProblem(await ask(operation), 'unauthorized'))

  test('refuses a garbage token', async () => {
    expectProblem(await ask(operation, { headers: bearer('garbage') }), 'unauthorized')
    expectProblem(await ask(operation, { headers: { authorization: 'Basic b3duZXI6' } }), 'unauthorized')
    expectProblem(await ask(operation, { headers: { authorization: 'Bearer' } }), 'unauthorized')
  })

  test('refuses an expired token', async () =>
    expectProblem(await ask(operation, { headers: bearer('expired') }), 'token_expired'))

  test('refuses a role that is too low, before it looks at the body', async () => {
    const tooLow = { viewer: [], admin: ['viewer'], owner: ['viewer', 'admin'], public: [] }[operation.role]
    for (const token of tooLow) {
      const answer = await ask(operation, { headers: { ...bearer(token), 'content-type': 'text/plain' }, payload: 'x' })
      expectProblem(answer, 'role_insufficient')
    }
  })

  test('refuses an owner from elsewhere where only the host may', async () => {
    const answer = await ask(operation, { headers: bearer('owner') })
    if (operation.via === 'host') expectProblem(answer, 'host_only')
    else expect(answer.body?.code).not.toBe('host_only')
  })

  test('a cookie authorises only what a viewer may read', async () => {
    const answer = await ask(operation, { headers: { cookie: 'moltbot_ops_session_ag_test=owner' } })
    if (operation.method === 'GET' && operation.role === 'viewer') expect(answer.status).not.toBe(401)
    else expectProblem(answer, 'unauthorized')
  })
})

const reachable = withBody.filter((operation) => operation.via === 'any')

describe.each(reachable.map((operation) => [operation.id, operation] as const))('body of %s', (_id, operation) => {
  const json = { ...bearer('owner'), 'content-type': 'application/json' }

  test('is refused in another media type', async () => {
    const answer = await ask(operation, {
      headers: { ...bearer('owner'), 'content-type': 'text/plain' },
      payload: '{}',
    })
    expectProblem(answer, 'unsupported_media_type')
  })

  test('is refused when it is not JSON', async () => {
    for (const payload of ['{"a":', 'null x', '[1,2', '{"__proto__":{"a":1}}']) {
      const answer = await ask(operation, { headers: json, payload })
      expectProblem(answer, 'malformed_json')
    }
  })

  test('is refused with an unknown field, which is named', async () => {
    if (operation.id === 'saveAlertRule') return // a shared component, open by the baseline
    const answer = await ask(operation, { headers: json, payload: { surprise: 1 } })
    expectProblem(answer, 'validation_failed')
    expect(answer.body.details).toContainEqual({ path: '/surprise', message: 'is not known' })
  })

  test('is refused when it is no object', async () => {
    for (const payload of ['[]', '"text"', '7', 'null']) {
      expectProblem(await ask(operation, { headers: json, payload }), 'validation_failed')
    }
  })

  test('is refused above what the contract allows', async () => {
    const payload = JSON.stringify({ surprise: 'x'.repeat(operation.maxBodyBytes) })
    expectProblem(await ask(operation, { headers: json, payload }), 'payload_too_large')
  })

  test('may be missing only where the contract says so', async () => {
    const answer = await ask(operation, { headers: bearer('owner') })
    if (operation.body === 'required') expectProblem(answer, 'validation_failed')
    else
      expect(answer.body?.code).toBe(operation.consent === 'required' ? 'confirmation_required' : 'not_available_yet')
  })
})

describe.each(all.map((operation) => [operation.id, operation] as const))('%s', (_id, operation) => {
  test('refuses a foreign Host before anything else', async () => {
    expectProblem(await ask(operation, { headers: { host: 'evil.example' } }), 'host_not_allowed')
  })

  test('refuses a foreign Origin before anything else', async () => {
    expectProblem(await ask(operation, { headers: { origin: 'http://evil.example' } }), 'origin_not_allowed')
  })

  test('answers other methods with 405 and those that it has, without asking who', async () => {
    const has = all.filter((other) => other.path === operation.path).map((other) => other.method)
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      if (has.includes(method)) continue
      const answer = await ask(operation, { method: method as 'GET' })
      expectProblem(answer, 'method_not_allowed')
      expect(answer.headers.allow).toBe(has.join(', '))
    }
  })

  test('answers 501 while it is not built, with every check before it passed', async () => {
    if (operation.body === 'required' || operation.via === 'host') return // refused earlier, see above
    const code = operation.consent === 'required' ? 'confirmation_required' : 'not_available_yet'
    expectProblem(await ask(operation, { headers: bearer('owner') }), code)
  })

  test('refuses an unknown query parameter', async () => {
    if (operation.via === 'host') return
    const answer = await ask(operation, {
      url: `${url(operation).split('?', 1)[0]}?surprise=1`,
      headers: bearer('owner'),
    })
    expectProblem(answer, 'validation_failed')
  })
})

test('an unknown path is 404 in the envelope', async () => {
  for (const path of ['/nope', '/health/', '/HEALTH', '/devices/%2e%2e/x', '//health', '/console/']) {
    const answer = await app.inject({ url: path, headers: { host: '127.0.0.1' } })
    expect([path, answer.statusCode, answer.json().code]).toEqual([path, 404, 'not_found'])
  }
})

test('a path that is no URL is refused in the envelope', async () => {
  const answer = await app.inject({ url: '/devices/%zz', headers: { host: '127.0.0.1' } })
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'malformed_request'])
})
