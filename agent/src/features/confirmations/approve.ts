import { timingSafeEqual } from 'node:crypto'
import type { Actor } from '../../core/actor.ts'
import { isoTime } from '../../core/clock.ts'
import { DeviceProofError, type PublicKey } from '../../core/device-proof.ts'
import { Problem } from '../../core/problem.ts'
import type { ConfirmationRow, Person } from './confirmation-rows.ts'
import type { ConfirmationsDeps } from './context.ts'

type Deps = Pick<ConfirmationsDeps, 'database' | 'keys' | 'auth' | 'clock'>

export interface Decision {
  /** What is decided, beside `aud` and `issued_at`. */
  expected: Record<string, string>
  signature: string | undefined
  passphrase: string | undefined
}

/**
 * Proves that a person decided: the key of a paired device over exactly this decision, or the host's terminal with the
 * owner passphrase where one is needed. Gives the compact JWS that the audit log keeps.
 * @throws Problem approval_not_allowed, signature_invalid, passphrase_required, passphrase_wrong
 */
export async function proveDecision(deps: Deps, actor: Actor, decision: Decision): Promise<string> {
  const { database, keys, auth, clock } = deps
  if (actor.via === 'terminal') {
    await auth.passphrase.demand(decision.passphrase)
    const payload = { aud: keys.agentId, ...decision.expected, issued_at: isoTime(clock.now()), via: 'terminal' }
    return keys.signStatement(payload, 'approval+jwt')
  }
  if (actor.via === 'script' || actor.deviceId === null) {
    throw new Problem(
      'approval_not_allowed',
      'A script token proposes and never approves. A person does, in the console.',
    )
  }
  const device = await database
    .selectFrom('devices')
    .select('public_key_json')
    .where('id', '=', actor.deviceId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!device || device.public_key_json === null) {
    throw new Problem('approval_not_allowed', 'This session has no device key, so it cannot approve. Pair again.')
  }
  if (decision.signature === undefined) {
    throw new Problem('signature_invalid', 'Sign the decision with the key of this device.')
  }
  const publicKey: PublicKey = JSON.parse(device.public_key_json)
  try {
    await keys.proofs.verify({ jws: decision.signature, publicKey, expected: decision.expected })
  } catch (error) {
    if (error instanceof DeviceProofError) throw new Problem('signature_invalid', error.message, { cause: error })
    throw error
  }
  return decision.signature
}

/**
 * Whether an approval in the database is one that its signer gave for exactly this plan. Whoever changes a row there
 * cannot sign for it.
 */
export async function isStillSigned(deps: Pick<Deps, 'database' | 'keys'>, row: ConfirmationRow): Promise<boolean> {
  const { database, keys } = deps
  const { device_id: deviceId, via }: Person = JSON.parse(row.decided_by_json ?? '{}')
  const expected = { confirmation_id: row.id, plan_hash: row.plan_hash, decision: 'approve' }
  const jws = row.approval_signature ?? ''
  try {
    if (via === 'terminal') {
      await keys.proofs.recall({ jws, publicKey: keys.publicKey, expected: { ...expected, via } })
      return true
    }
    const device = await database
      .selectFrom('devices')
      .select('public_key_json')
      .where('id', '=', deviceId ?? '')
      .executeTakeFirst()
    const publicKey: PublicKey | null = JSON.parse(device?.public_key_json ?? 'null')
    if (publicKey === null) return false
    await keys.proofs.recall({ jws, publicKey, expected })
    return true
  } catch (error) {
    if (error instanceof DeviceProofError) return false
    throw error
  }
}

/** @throws Problem typed_phrase_wrong */
export function demandPhrase(wanted: string | null, typed: string | undefined): void {
  if (wanted === null) return
  const one = Buffer.from((typed ?? '').normalize('NFC'))
  const other = Buffer.from(wanted.normalize('NFC'))
  if (one.length === other.length && timingSafeEqual(one, other)) return
  throw new Problem('typed_phrase_wrong', `This has a high risk. Type the name exactly: ${wanted}`)
}
