import { expect, test } from 'vitest'
import { startCost } from './start-cost.ts'

/**
 * What a start may evaluate. Everything else (Fastify, Ajv, jose, dockerode, ssh2 …) belongs behind an `await import()`
 * at the place that first needs it: `serve` answers /health sooner and an idle agent is smaller by all of it.
 */
const allowed = ['commander', 'eventsource-parser', 'kysely', 'openapi-fetch']
const mostBytes = 850_000

const cost = await startCost()

test('a start evaluates no other packages than these', () => {
  expect(cost.packages).toEqual(allowed)
})

test('a start evaluates no more than it is worth', () => {
  expect(cost.bytes).toBeGreaterThan(500_000)
  expect(cost.bytes, 'bytes of code before the agent listens').toBeLessThan(mostBytes)
})
