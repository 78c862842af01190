import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { loopbackAttacks, socketAttacks, terminalAttacks } from './adversary/attacks.ts'
import { createHands, type Hands } from './adversary/hands.ts'
import { type Person, pairPerson, passphrase } from './adversary/person.ts'
import { belongings, layOutPrey, type Prey } from './adversary/prey.ts'
import { firstLink, type SharedAgent, startSharedAgent } from './adversary/shared-agent.ts'

// MoltBot runs under the agent's own account: it has a shell, a terminal that it scripts, and every file of that account.
let agent: SharedAgent
let person: Person
let hands: Hands
let prey: Prey

beforeAll(async () => {
  agent = await startSharedAgent()
  person = await pairPerson(agent.port(), await firstLink(agent))
  expect(await person.ask('POST', '/auth/passphrase', { passphrase })).toMatchObject({ status: 204 })
  hands = createHands({ ...agent, port: agent.port() })
  prey = await layOutPrey(person, agent.port())
}, 60_000)

afterAll(() => agent.remove())

/** Whoever shows the right one is forgiven the wrong ones, so that each attack begins with a full count. */
const forgive = () =>
  hands.socket({ method: 'POST', path: '/pair/links', body: { role: 'viewer', owner_passphrase: passphrase } })

describe.each([
  ['on loopback', loopbackAttacks],
  ['on the socket of the host', socketAttacks],
  ['on a scripted terminal', terminalAttacks],
])('%s', (_, attacks) => {
  let before: object
  beforeEach(async () => {
    before = await belongings(person)
  })
  afterEach(async () => {
    expect(await belongings(person)).toEqual(before)
  })

  test.each(attacks)('$name is refused, and nothing is won', { timeout: 60_000 }, async ({ attempt, refusal }) => {
    const { code, status, body } = await attempt(hands, prey)
    expect(code, JSON.stringify(body)).toBe(refusal)
    expect(status).not.toBe(0)
    if (refusal === 'passphrase_wrong') await forgive()
  })
})
