import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { loopbackAttacks, socketAttacks, terminalAttacks } from './adversary/attacks.ts'
import { createHands, type Hands } from './adversary/hands.ts'
import type { Outcome } from './adversary/knock.ts'
import { logEdits } from './adversary/log-edits.ts'
import { type Person, pairPerson, passphrase } from './adversary/person.ts'
import { belongings, layOutPrey, type Prey } from './adversary/prey.ts'
import { firstLink, type SharedAgent, startSharedAgent } from './adversary/shared-agent.ts'

// MoltBot runs under the agent's own account: it has a shell, a terminal that it scripts, and every file of that account.
let agent: SharedAgent
let person: Person
let hands: Hands
let prey: Prey
/** The secret of the link that the owner was paired by. */
let link: string

beforeAll(async () => {
  agent = await startSharedAgent()
  const url = await firstLink(agent)
  link = url.slice(url.indexOf('mol_'))
  person = await pairPerson(agent.port(), url)
  expect(await person.ask('POST', '/auth/passphrase', { passphrase })).toMatchObject({ status: 204 })
  hands = createHands({ ...agent, port: agent.port() })
  prey = await layOutPrey(person, agent.port())
}, 60_000)

afterAll(() => agent?.remove(), 30_000)

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

describe('what it writes for people to read', () => {
  const lie = 'lie\u001b[2J\u001b]0;mine\u0007\u009b31m\u202Etxet\u200b\r\nApproved.'
  const planted: [string, () => Promise<Outcome>, string[]][] = [
    [
      'the name of a device that asks to be paired',
      () => hands.loopback({ method: 'POST', path: '/pair/start', body: { device_name: lie } }),
      ['pair', 'list'],
    ],
    [
      'the reason of a proposal',
      () =>
        hands.socket({
          ...{ method: 'POST', path: '/confirmations' },
          body: { action: 'applyConfig', params: prey.used.params, reason: lie },
        }),
      ['audit', 'list'],
    ],
    [
      'the name of its own instance',
      () => hands.socket({ method: 'PATCH', path: `/instances/${prey.instanceId}`, body: { label: lie } }),
      ['instances', 'list'],
    ],
  ]

  test.each(planted)('%s does nothing in a terminal', { timeout: 60_000 }, async (_, plant, command) => {
    const { status } = await plant()
    expect(status).toBeLessThan(300)
    const { text } = (await hands.terminal(command)).body
    expect(text).toContain('lie')
    expectPlain(String(text))
  })

  test('a setting of its configuration does nothing in a terminal that shows the plan', {
    timeout: 60_000,
  }, async () => {
    const params = { config: { gateway: { mode: 'local', port: 28_789, [lie]: lie } } }
    const { body } = await hands.socket({
      ...{ method: 'POST', path: '/confirmations', body: { action: 'applyConfig', params, reason: 'Look' } },
    })
    const { text } = (await hands.terminal(['approvals', 'show', String(body.id)])).body
    expect(text).toContain('lie')
    expectPlain(String(text))
  })

  /** Control characters and marks that turn the direction of text or hide in it. */
  const acting = (text: string) => [...text].filter((one) => one !== '\n' && /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(one))

  function expectPlain(text: string): void {
    expect(acting(text.replaceAll('\r\n', '\n'))).toEqual([])
    expect(text).not.toMatch(/^Approved\./m)
  }
})

describe('a change of the audit file, which its account may write', () => {
  const verify = (directory: string, ...more: string[]) =>
    hands.terminal(['audit', 'verify', directory, '--key', person.fingerprint, ...more])

  test.each(logEdits)('$name is found with the key of the agent', { timeout: 60_000 }, async ({ edit }) => {
    const copy = join(agent.moltbotHome, 'audit-copy')
    // Signs what is there by now.
    await person.ask('GET', '/audit/export')
    cpSync(join(agent.stateDir, 'audit'), copy, { recursive: true })
    expect(await verify(copy)).toMatchObject({ status: 0 })
    const file = join(copy, '000001.jsonl')
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
    writeFileSync(
      file,
      edit(lines)
        .map((line) => `${line}\n`)
        .join(''),
    )
    expect(await verify(copy)).toMatchObject({ status: 1 })
    rmSync(copy, { recursive: true })
  })
})

test('no file of the agent holds a token, a cookie, a link or the passphrase', () => {
  const cookies = person.cookies.split('; ').map((cookie) => cookie.slice(cookie.indexOf('=') + 1))
  const secrets = [person.bearer.replace('Bearer ', ''), ...cookies, prey.used.token, link, passphrase]
  const files = readdirSync(agent.stateDir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const names = files.map((entry) => join(entry.parentPath, entry.name))
  expect(names).toEqual(
    expect.arrayContaining(['agent.json', 'agent.sqlite'].map((name) => join(agent.stateDir, name))),
  )
  const holding = names.filter((name) => secrets.some((secret) => readFileSync(name).includes(secret)))
  expect(holding).toEqual([])
})

test('a MoltBot that hides is asked for the passphrase as before', { timeout: 60_000 }, async () => {
  const folder = join(agent.moltbotHome, '.openclaw')
  const elsewhere = join(agent.moltbotHome, 'elsewhere')
  renameSync(folder, elsewhere)
  const isHidden = async () => {
    expect((await person.ask('GET', '/moltbot/status')).body).toMatchObject({ state: 'not_installed' })
  }
  await vi.waitFor(isHidden, { timeout: 30_000, interval: 100 })
  const approving = hands.socket({ method: 'POST', path: `/confirmations/${prey.waiting.id}/approve`, body: {} })
  expect(await approving).toMatchObject({ code: 'passphrase_required' })
  renameSync(elsewhere, folder)
})

test('guessing ends after five, for every door at once, and a new start of the agent forgets nothing', {
  timeout: 60_000,
}, async () => {
  const body = { role: 'owner', owner_passphrase: 'open sesame' }
  const doors = ['/pair/links', `/pair/pending/${prey.pairing.id}/approve`, `/confirmations/${prey.waiting.id}/approve`]
  const guess = (path: string, owner_passphrase: string) => {
    const { role, ...proof } = { ...body, owner_passphrase }
    return hands.socket({ method: 'POST', path, body: path.startsWith('/confirmations') ? proof : { role, ...proof } })
  }
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) => guess(doors[index % 3] ?? '', `guess ${index}`)),
  )
  const codes = answers.map(({ code }) => code)
  expect(codes.filter((code) => code === 'passphrase_wrong')).toHaveLength(5)
  expect(codes.filter((code) => code === 'locked_out')).toHaveLength(15)
  expect(await guess('/pair/links', passphrase)).toMatchObject({ code: 'locked_out' })
  await agent.end('SIGKILL')
  await agent.start()
  expect(await guess('/pair/links', passphrase)).toMatchObject({ code: 'locked_out' })
  // The owner's browser needs no passphrase, so nobody can lock the owner out.
  expect(await person.approve(await person.propose('applyConfig', prey.used.params))).toMatch(/\w{20}/)
})

test('the log of the agent tells nothing worth having', () => {
  expect(agent.log()).not.toMatch(/mol_|mot_|mor_|eyJ/)
})
