import { createTestDevice, type TestDevice } from '../../src/features/auth/test/identity.ts'
import { knock } from './knock.ts'
import type { Person, Proposal } from './person.ts'

/** What is worth stealing, and what an attacker holds who read along. */
export interface Prey {
  person: Person
  /** A key of the attacker's own. */
  own: TestDevice
  /** A pairing that the attacker started with it. */
  pairing: { id: string; code: string }
  /** A plan that waits for the person. */
  waiting: Proposal
  instanceId: string
  /** The signature of an approval that was good once. */
  oldSignature: string
  /** A call that was made, with its token. */
  used: { params: object; token: string }
  /** An approval that was given and not used yet, with its call. */
  live(): Promise<{ params: object; token: string }>
}

/** Lets the person live a little: a change that was made, a plan that waits, a pairing that nobody asked for. */
export async function layOutPrey(person: Person, port: number): Promise<Prey> {
  const config = async () => (await person.ask('GET', '/config')).body.config as { logging?: object }
  const withLevel = async (level: string) => {
    const all = await config()
    return { config: { ...all, logging: { ...all.logging, level } } }
  }
  const params = await withLevel('debug')
  const proposal = await person.propose('applyConfig', params)
  const oldSignature = await person.signatureFor(proposal)
  const token = await person.approve(proposal)
  const made = await person.ask('POST', '/config/apply', params, { 'x-confirmation-token': token })
  if (made.status !== 200) throw new Error(`the change was not made: ${JSON.stringify(made.body)}`)

  const own = await createTestDevice()
  const body = { device_public_key: own.jwk, device_name: 'The owner' }
  const started = await knock({ door: port, method: 'POST', path: '/pair/start', body })
  const code = String(started.body.pairing_code)
  const waiting = (await person.ask('GET', '/pair/pending')).body.items as { id: string; pairing_code: string }[]
  const warn = await withLevel('warn')
  return {
    person,
    own,
    pairing: { id: waiting.find(({ pairing_code }) => pairing_code === code)?.id ?? '', code },
    waiting: await person.propose('applyConfig', warn),
    instanceId: String((await person.ask('GET', '/config')).body.instance_id),
    oldSignature,
    used: { params, token },
    live: async () => ({ params: warn, token: await person.approve(await person.propose('applyConfig', warn)) }),
  }
}

/** Everything that an attack could have won, as the owner sees it. */
export async function belongings({ ask }: Person) {
  const items = async (path: string) => (await ask('GET', path)).body.items as Record<string, unknown>[]
  const [devices, tokens, standing, confirmations, pairings, config] = await Promise.all([
    items('/devices'),
    items('/auth/tokens'),
    items('/standing-approvals'),
    items('/confirmations'),
    items('/pair/pending'),
    ask('GET', '/config'),
  ])
  return {
    devices: devices.map(({ id, role }) => `${id} ${role}`),
    tokens,
    standing,
    used: confirmations.filter(({ status }) => status === 'used').map(({ id }) => id),
    pairings: pairings.filter(({ status }) => status !== 'pending'),
    config: config.body.hash,
  }
}
