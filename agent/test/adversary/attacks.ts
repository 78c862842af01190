import { UnsecuredJWT } from 'jose'
import type { Hands } from './hands.ts'
import type { Outcome } from './knock.ts'
import type { Prey } from './prey.ts'

export interface Attack {
  name: string
  attempt(hands: Hands, prey: Prey): Promise<Outcome>
  /** The code that the agent refuses it with. */
  refusal: string
}

const now = () => new Date().toISOString()
const inHalfAnHour = () => new Date(Date.now() + 1_800_000).toISOString()

/** What the owner's browser signs, claimed by whoever asks. */
const claims = ({ person, waiting }: Prey) => ({
  aud: person.agentId,
  confirmation_id: waiting.id,
  plan_hash: waiting.plan_hash,
  decision: 'approve',
  issued_at: now(),
})
const standing = ({ instanceId }: Prey) => ({
  ...{ action: 'restart_on_wedge', instance_id: instanceId, limits: { per_day: 1000 } },
  ...{ expires_at: inHalfAnHour(), reason: 'It is only a restart' },
})
const approvalOf = ({ waiting }: Prey) => `/confirmations/${waiting.id}/approve`
const pairingOf = ({ pairing }: Prey) => `/pair/pending/${pairing.id}/approve`
const stolen = ({ person }: Prey) => ({ authorization: person.bearer })
const madeUp = `mol_${'A'.repeat(43)}`

/** On loopback, which every account reaches: with nothing, and with what was stolen from the owner's browser. */
export const loopbackAttacks: Attack[] = [
  {
    name: 'confirming a pairing that nobody approved',
    attempt: (hands, { pairing: { code }, own, person }) =>
      own.sign({ aud: person.agentId, pairing_code: code, issued_at: now() }).then((device_proof) =>
        hands.loopback({
          ...{ method: 'POST', path: '/pair/confirm' },
          body: { pairing_code: code, device_name: 'The owner', device_proof },
        }),
      ),
    refusal: 'pairing_pending',
  },
  {
    name: 'approving its own pairing without a session',
    attempt: (hands, prey) => hands.loopback({ method: 'POST', path: pairingOf(prey), body: { role: 'owner' } }),
    refusal: 'unauthorized',
  },
  {
    name: 'a one-time link that it made up',
    attempt: (hands) => hands.loopback({ method: 'POST', path: '/pair/start', body: { link_secret: madeUp } }),
    refusal: 'link_invalid',
  },
  {
    name: 'approving a plan without a session',
    attempt: (hands, prey) => hands.loopback({ method: 'POST', path: approvalOf(prey), body: {} }),
    refusal: 'unauthorized',
  },
  {
    name: 'claiming to come from the terminal',
    attempt: (hands, prey) =>
      hands.loopback({
        ...{ method: 'POST', path: approvalOf(prey), body: {} },
        headers: { 'x-forwarded-for': 'unix:', via: 'terminal', forwarded: 'for=unix', 'x-real-ip': '::1' },
      }),
    refusal: 'unauthorized',
  },
  {
    name: 'approving with the cookies of the browser and no token',
    attempt: async (hands, prey) =>
      hands.loopback({
        ...{ method: 'POST', path: approvalOf(prey), headers: { cookie: prey.person.cookies } },
        body: { signature: await prey.own.sign(claims(prey)) },
      }),
    refusal: 'unauthorized',
  },
  {
    name: 'renewing a stolen session with a key of its own',
    attempt: async (hands, { own, person }) =>
      hands.loopback({
        ...{ method: 'POST', path: '/auth/refresh' },
        headers: { cookie: person.cookies, 'sec-fetch-site': 'same-origin' },
        body: { device_proof: await own.sign({ aud: person.agentId, purpose: 'refresh', issued_at: now() }) },
      }),
    refusal: 'device_proof_invalid',
  },
  {
    name: 'a token of the same form from nowhere',
    attempt: (hands) =>
      hands.loopback({ method: 'GET', path: '/devices', headers: { authorization: `Bearer mot_${'A'.repeat(43)}` } }),
    refusal: 'unauthorized',
  },
  {
    name: 'a stolen session that approves without a signature',
    attempt: (hands, prey) =>
      hands.loopback({ method: 'POST', path: approvalOf(prey), body: {}, headers: stolen(prey) }),
    refusal: 'signature_invalid',
  },
  {
    name: 'a stolen session that signs with a key of its own',
    attempt: async (hands, prey) =>
      hands.loopback({
        ...{ method: 'POST', path: approvalOf(prey), headers: stolen(prey) },
        body: { signature: await prey.own.sign(claims(prey)) },
      }),
    refusal: 'signature_invalid',
  },
  {
    name: 'a stolen session that brings its own key in the signature',
    attempt: async (hands, prey) =>
      hands.loopback({
        ...{ method: 'POST', path: approvalOf(prey), headers: stolen(prey) },
        body: { signature: await prey.own.sign(claims(prey), { jwk: prey.own.jwk as never }) },
      }),
    refusal: 'signature_invalid',
  },
  {
    name: 'a stolen session that signs with no algorithm at all',
    attempt: (hands, prey) =>
      hands.loopback({
        ...{ method: 'POST', path: approvalOf(prey), headers: stolen(prey) },
        body: { signature: new UnsecuredJWT(claims(prey)).encode() },
      }),
    refusal: 'signature_invalid',
  },
  {
    name: 'a stolen session with the signature of another approval',
    attempt: (hands, prey) =>
      hands.loopback({
        ...{ method: 'POST', path: approvalOf(prey), headers: stolen(prey) },
        body: { signature: prey.oldSignature },
      }),
    refusal: 'signature_invalid',
  },
  {
    name: 'a stolen session that claims the passphrase of the terminal',
    attempt: (hands, prey) =>
      hands.loopback({
        ...{ method: 'POST', path: approvalOf(prey), headers: stolen(prey) },
        body: { owner_passphrase: 'anything at all' },
      }),
    refusal: 'signature_invalid',
  },
  {
    name: 'a stolen session that repeats a call with its token',
    attempt: (hands, { used, person }) =>
      hands.loopback({
        ...{ method: 'POST', path: '/config/apply', body: used.params },
        headers: { authorization: person.bearer, 'x-confirmation-token': used.token },
      }),
    refusal: 'confirmation_invalid',
  },
  {
    name: 'a stolen session that uses an approval for something else',
    attempt: async (hands, prey) => {
      const { token } = await prey.live()
      return hands.loopback({
        ...{ method: 'POST', path: '/install/local', body: { method: 'npm', channel: 'stable' } },
        headers: { ...stolen(prey), 'x-confirmation-token': token },
      })
    },
    refusal: 'confirmation_invalid',
  },
  {
    name: 'a stolen session that changes the configuration without an approval',
    attempt: (hands, prey) =>
      hands.loopback({ method: 'POST', path: '/config/apply', body: prey.used.params, headers: stolen(prey) }),
    refusal: 'confirmation_required',
  },
  {
    name: 'a stolen session that approves a pairing with a key of its own',
    attempt: async (hands, prey) => {
      const expected = { pending_id: prey.pairing.id, key_fingerprint: prey.own.fingerprint, role: 'owner' }
      const signature = await prey.own.sign({
        ...{ aud: prey.person.agentId, ...expected, decision: 'approve', issued_at: now() },
      })
      return hands.loopback({
        ...{ method: 'POST', path: pairingOf(prey), headers: stolen(prey), body: { role: 'owner', signature } },
      })
    },
    refusal: 'signature_invalid',
  },
  {
    name: 'a stolen session that makes an owner token',
    attempt: (hands, prey) =>
      hands.loopback({
        ...{ method: 'POST', path: '/auth/tokens', headers: stolen(prey), body: { name: 'mine', role: 'owner' } },
      }),
    refusal: 'host_only',
  },
  {
    name: 'a stolen session that makes a link',
    attempt: (hands, prey) =>
      hands.loopback({ method: 'POST', path: '/pair/links', headers: stolen(prey), body: { role: 'owner' } }),
    refusal: 'host_only',
  },
  {
    name: 'a stolen session that gives itself a standing approval',
    attempt: async (hands, prey) =>
      hands.loopback({
        ...{ method: 'POST', path: '/standing-approvals', headers: stolen(prey) },
        body: { ...standing(prey), signature: await prey.own.sign(claims(prey)) },
      }),
    refusal: 'signature_invalid',
  },
  {
    name: 'a stolen session that revokes the device of the owner',
    attempt: (hands, prey) =>
      hands.loopback({ method: 'DELETE', path: `/devices/${prey.person.deviceId}`, headers: stolen(prey) }),
    refusal: 'confirmation_required',
  },
]

/** On the host's own socket, which stands for a person at the host. */
export const socketAttacks: Attack[] = [
  {
    name: 'approving a plan',
    attempt: (hands, prey) => hands.socket({ method: 'POST', path: approvalOf(prey), body: {} }),
    refusal: 'passphrase_required',
  },
  {
    name: 'approving a plan with a signature of its own',
    attempt: async (hands, prey) =>
      hands.socket({
        ...{ method: 'POST', path: approvalOf(prey), body: { signature: await prey.own.sign(claims(prey)) } },
      }),
    refusal: 'passphrase_required',
  },
  {
    name: 'approving its own pairing as owner',
    attempt: (hands, prey) => hands.socket({ method: 'POST', path: pairingOf(prey), body: { role: 'owner' } }),
    refusal: 'passphrase_required',
  },
  {
    name: 'approving its own pairing as viewer, to be raised later',
    attempt: (hands, prey) => hands.socket({ method: 'POST', path: pairingOf(prey), body: {} }),
    refusal: 'passphrase_required',
  },
  {
    name: 'a link for a browser of its own',
    attempt: (hands) => hands.socket({ method: 'POST', path: '/pair/links', body: { role: 'owner' } }),
    refusal: 'passphrase_required',
  },
  {
    name: 'a token with the role of an owner',
    attempt: (hands) => hands.socket({ method: 'POST', path: '/auth/tokens', body: { name: 'mine', role: 'owner' } }),
    refusal: 'passphrase_required',
  },
  {
    name: 'setting the passphrase anew',
    attempt: (hands) =>
      hands.socket({ method: 'POST', path: '/auth/passphrase', body: { passphrase: 'mine from now' } }),
    refusal: 'passphrase_set',
  },
  {
    name: 'a standing approval',
    attempt: (hands, prey) => hands.socket({ method: 'POST', path: '/standing-approvals', body: standing(prey) }),
    refusal: 'passphrase_required',
  },
  {
    name: 'keeping a configuration that is on trial',
    attempt: (hands) => hands.socket({ method: 'POST', path: '/config/trials/ct_any/confirm' }),
    refusal: 'passphrase_required',
  },
  {
    name: 'changing the role of a device',
    attempt: (hands, { person }) =>
      hands.socket({ method: 'PATCH', path: `/devices/${person.deviceId}`, body: { role: 'viewer' } }),
    refusal: 'confirmation_required',
  },
  {
    name: 'revoking the device of the owner',
    attempt: (hands, { person }) => hands.socket({ method: 'DELETE', path: `/devices/${person.deviceId}` }),
    refusal: 'confirmation_required',
  },
  {
    name: 'a change of the configuration without an approval',
    attempt: (hands, { used }) => hands.socket({ method: 'POST', path: '/config/apply', body: used.params }),
    refusal: 'confirmation_required',
  },
  {
    name: 'an approval that the owner gave and did not use yet',
    attempt: async (hands, prey) => {
      const { params, token } = await prey.live()
      return hands.socket({
        ...{ method: 'POST', path: '/config/apply', body: params, headers: { 'x-confirmation-token': token } },
      })
    },
    refusal: 'confirmation_invalid',
  },
  {
    name: 'an approval that was used',
    attempt: (hands, { used }) =>
      hands.socket({
        ...{ method: 'POST', path: '/config/apply', body: used.params },
        headers: { 'x-confirmation-token': used.token },
      }),
    refusal: 'confirmation_invalid',
  },
  {
    name: 'an installation without an approval',
    attempt: (hands) =>
      hands.socket({ method: 'POST', path: '/install/local', body: { method: 'npm', channel: 'stable' } }),
    refusal: 'confirmation_required',
  },
]

/** With the command line, on a terminal that a program holds. Each types what a program would. */
export const terminalAttacks: Attack[] = [
  {
    name: 'approvals approve, saying yes, without the passphrase',
    attempt: (hands, { waiting }) => hands.terminal(['approvals', 'approve', waiting.id, '--json'], ['yes', '']),
    refusal: 'passphrase_wrong',
  },
  {
    name: 'approvals approve --yes, guessing the passphrase',
    attempt: (hands, { waiting }) =>
      hands.terminal(['approvals', 'approve', waiting.id, '--yes', '--json'], ['open sesame']),
    refusal: 'passphrase_wrong',
  },
  {
    name: 'pair approve, guessing the passphrase',
    attempt: (hands, { pairing }) =>
      hands.terminal(['pair', 'approve', pairing.code, '--role', 'owner', '--json'], ['yes', 'open sesame']),
    refusal: 'passphrase_wrong',
  },
  {
    name: 'token create --role owner, guessing the passphrase',
    attempt: (hands) =>
      hands.terminal(['token', 'create', '--name', 'mine', '--role', 'owner', '--json'], ['open sesame']),
    refusal: 'passphrase_wrong',
  },
  {
    name: 'passphrase set',
    attempt: (hands) => hands.terminal(['passphrase', 'set', '--json'], ['mine from now', 'mine from now']),
    refusal: 'passphrase_set',
  },
  {
    name: 'passphrase change, guessing the old one',
    attempt: (hands) =>
      hands.terminal(['passphrase', 'change', '--json'], ['open sesame', 'mine from now', 'mine from now']),
    refusal: 'passphrase_wrong',
  },
  {
    name: 'open --print, guessing the passphrase',
    attempt: (hands) => hands.terminal(['open', '--print', '--role', 'owner', '--json'], ['open sesame']),
    refusal: 'passphrase_wrong',
  },
]
