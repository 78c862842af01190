import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Params } from '../src/core/consent.ts'
import { openDatabase } from '../src/core/database/open-database.ts'
import { listenOnHostSocket } from '../src/listen.ts'
import { type ConsentWorld, createConsentWorld } from './consent-world.ts'

// Every secret that a client can send or get is another made-up one, and is looked for in everything that is kept or told.
const word = (name: string) => ['canary', name, 'k7Qm2xVw9LpT'].join('-')
const canaries: Record<string, string> = {
  'the private key of a host': word('private-key'),
  'the key of a provider in the first configuration': word('install-config'),
  'the token of the gateway in a configuration': word('gateway-token'),
  'a password in the parameters of an action': word('action-password'),
  'a bare value under a secret name in the parameters of an action': word('action-token'),
  'the password of a host that refuses it': word('refused-password'),
  'the webhook of a rule': word('webhook'),
}
const canary = (name: keyof typeof canaries) => String(canaries[name])

let folder: string
let logged: string[]
let told: string[]
let world: ConsentWorld
let listening: { close(): Promise<void> }

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moltbot-ops-canary-'))
  logged = []
  told = []
})
afterEach(async () => {
  await listening.close()
  await world.stop()
  await rm(folder, { recursive: true })
})

async function begin(scenario: string) {
  const put = (message: string, fields?: unknown) => void logged.push(`${message} ${inspect(fields, { depth: 9 })}`)
  world = await createConsentWorld(scenario, () => ({
    database: openDatabase(join(folder, 'agent.db')),
    log: { info: put, warn: put, error: put },
  }))
  const socket = await listenOnHostSocket(world.served, folder)
  await new Promise<void>((begun) => {
    const headers = { accept: 'text/event-stream' }
    get({ socketPath: socket.path, path: '/events', headers }, (answer) => {
      answer.setEncoding('utf8').on('data', (text: string) => told.push(text))
      answer.on('error', () => undefined)
      begun()
    })
  })
  listening = socket
}

/** Proposes, approves and calls with a key, twice, to the end; every answer counts as told. */
async function goThrough(action: Parameters<ConsentWorld['call']>[0], params: Params) {
  const proposed = await world.propose(action, params)
  told.push(JSON.stringify(proposed.body))
  const approved = await world.approve(proposed.body)
  const headers = { 'x-confirmation-token': approved.confirmation_token, 'idempotency-key': `key-of-${action}` }
  const answer = await world.settle(world.call(action, params, headers))
  const again = await world.call(action, params, headers)
  told.push(JSON.stringify([approved.confirmation, answer.body, again.body]))
  return { answer, tokens: [String(approved.confirmation_token)] }
}

/** Everything that the agent keeps or has told by now, by where it is. Copies of configurations are theirs by intent. */
async function everything(): Promise<Record<string, string>> {
  for (const path of ['/confirmations', '/jobs', '/audit/events?limit=200', '/devices', '/moltbot/status']) {
    told.push(JSON.stringify((await world.ask('GET', path)).body))
  }
  for (const { id } of (await world.ask('GET', '/jobs')).body.items) {
    told.push(JSON.stringify((await world.ask('GET', `/jobs/${id}`)).body))
  }
  const files = (await readdir(folder)).filter((name) => name.startsWith('agent.db'))
  const database = await Promise.all(files.map((name) => readFile(join(folder, name), 'latin1')))
  const audit = (await readdir(world.auditDir)).filter((name) => name.includes('.'))
  const chain = await Promise.all(audit.map((name) => readFile(join(world.auditDir, name), 'utf8')))
  return {
    'the database': database.join('\n'),
    'the audit log': chain.join('\n'),
    'the log': logged.join('\n'),
    'answers and events': told.join('\n'),
    'the record of effects': JSON.stringify(world.effects.record()),
  }
}

async function expectNowhere(secrets: Record<string, string>): Promise<void> {
  const places = await everything()
  expect(places['the database']?.length).toBeGreaterThan(10_000)
  expect(places['the audit log']).toContain('"outcome":"succeeded"')
  expect(places['answers and events']).toContain('event: confirmation')
  const found = Object.entries(places).flatMap(([place, text]) =>
    Object.entries(secrets)
      .filter(([, secret]) => forms(secret).some((form) => text.includes(form)))
      .map(([name]) => `${name} is in ${place}`),
  )
  expect(found).toEqual([])
}

/** As it is, in base64 and in base64 of a text in which it stands somewhere. */
function forms(secret: string): string[] {
  const encoded = [0, 1, 2].map((shift) => {
    const text = Buffer.from(`${' '.repeat(shift)}${secret}`).toString('base64')
    return text.slice(shift === 0 ? 0 : 4, -4)
  })
  return [secret, encodeURIComponent(secret), ...encoded]
}

test('no secret of an installation over SSH is kept or told', async () => {
  await begin('not-installed')
  const { body: probe } = await world.ask('POST', '/install/ssh/probe', { host: 'garage.example' })
  const host = { host: 'garage.example', username: 'op', method: 'native', host_key_sha256: probe.host_key.sha256 }
  const begins = ['-----BEGIN', 'OPENSSH', 'PRIVATE', 'KEY-----'].join(' ')
  const pem = `${begins}\n${canary('the private key of a host')}\n${begins.replace('BEGIN', 'END')}\n`
  const over = await goThrough('installSsh', { ...host, auth: { type: 'key', private_key_pem: pem } })
  expect(over.answer.status).toBe(202)
  const password = canary('the password of a host that refuses it')
  const refused = await world.propose('installSsh', { ...host, auth: { type: 'password', password } })
  told.push(JSON.stringify(refused.body))
  await expectNowhere({ ...canaries, ...tokensOf(over) })
})

test('no secret of an installation on this host is kept or told', async () => {
  await begin('not-installed')
  const apiKey = canary('the key of a provider in the first configuration')
  const config = { models: { providers: { anthropic: { apiKey } } } }
  const local = await goThrough('installLocal', { method: 'npm', config })
  expect(local.answer.status).toBe(202)
  await expectNowhere({ ...canaries, ...tokensOf(local) })
})

test('no secret of an action, a configuration or a rule is kept or told', async () => {
  await begin('healthy')
  const { body } = await world.ask('GET', '/config')
  const token = canary('the token of the gateway in a configuration')
  const auth = { ...body.config.gateway.auth, token }
  const text = body.text.replace(/token: '[^']*'/, `token: '${token}'`)
  const request = { config: { ...body.config, gateway: { ...body.config.gateway, auth } }, text }
  const change = await goThrough('applyConfig', request)
  expect(change.answer).toMatchObject({ status: 200, body: { status: 'verified' } })
  const action = await goThrough('runOpsAction', {
    action: 'restore',
    params: {
      password: canary('a password in the parameters of an action'),
      nested: [{ api_key: canary('a bare value under a secret name in the parameters of an action') }],
    },
  })
  expect(action.answer.status).toBe(501)
  const rule = await world.ask('POST', '/alerts/rules', {
    ...{ name: 'Full disk', enabled: true, condition: { type: 'disk_low' } },
    notify: { channels: ['webhook'], webhook_url: `https://hooks.example/${canary('the webhook of a rule')}` },
  })
  expect(rule.status).toBe(428)
  told.push(JSON.stringify(rule.body))
  await expectNowhere({ ...canaries, ...tokensOf(change, action) })
})

const tokensOf = (...through: { tokens: string[] }[]) =>
  Object.fromEntries(through.flatMap(({ tokens }, index) => tokens.map((token) => [`approval ${index}`, token])))
