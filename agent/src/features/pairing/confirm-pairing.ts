import { DeviceProofError, type PublicKey, readPublicKey } from '../../core/device-proof.ts'
import type { BodyOf, Handler } from '../../core/handler.ts'
import { plainName } from '../../core/plain-name.ts'
import { Problem } from '../../core/problem.ts'
import type { PairingContext } from './pairing.ts'
import { readPairingCode } from './pairing-code.ts'
import { isAlive, type PairingRow, unnamed } from './pairing-rows.ts'

type Body = BodyOf<'confirmPairing'>

/** There is one person so far; devices belong to that person. */
const owner = { id: 'owner', name: 'owner' }
const mostDevices = 200

/** Turns an approved code into a device with a session, once. */
export function createConfirmPairing(context: PairingContext): Handler<'confirmPairing'> {
  const { database, clock, keys, ids, auth, bus, lockouts, changed } = context

  async function proveKey(row: PairingRow, code: string, body: Body): Promise<void> {
    if (row.public_key_json === null) {
      if (body.device_public_key === undefined && body.device_proof === undefined) return
      throw new Problem(
        'device_proof_invalid',
        'This code was started without a key. Start again and send the key there.',
      )
    }
    const publicKey: PublicKey = JSON.parse(row.public_key_json)
    try {
      if (body.device_public_key !== undefined) {
        const sent = await readPublicKey(body.device_public_key)
        if (sent.fingerprint !== row.key_fingerprint)
          throw new DeviceProofError('The code was started with another key.')
      }
      if (body.device_proof === undefined) throw new DeviceProofError('Sign the code with the key that started it.')
      await keys.proofs.verify({ jws: body.device_proof, publicKey, expected: { pairing_code: code } })
    } catch (error) {
      if (error instanceof DeviceProofError) throw new Problem('device_proof_invalid', error.message, { cause: error })
      throw error
    }
  }

  /** All that a confirmation changes, or nothing of it. */
  function pair(row: PairingRow, body: Body) {
    return database.transaction().execute(async (transaction) => {
      const used = await transaction
        .updateTable('pairings')
        .set({ status: 'used' })
        .where('id', '=', row.id)
        .where('status', '=', 'approved')
        .executeTakeFirst()
      if (used.numUpdatedRows === 0n) throw unknown()
      const known = await transaction.selectFrom('devices').select(['is_first', 'revoked_at']).execute()
      if (known.filter((device) => device.revoked_at === null).length >= mostDevices) {
        throw new Problem('unavailable', `There are ${mostDevices} paired devices already. Revoke some at the host.`)
      }
      // Who picked no role let it depend on who comes first, and that is decided only here.
      const role = row.role ?? (known.length === 0 ? 'owner' : 'viewer')
      const isFirst = role === 'owner' && known.every((device) => device.is_first === 0)
      const id = ids.id('dev')
      const now = clock.now()
      await transaction
        .insertInto('users')
        .values({ ...owner, created_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await transaction
        .insertInto('devices')
        .values({
          id,
          role,
          node_id: keys.agentId,
          user_id: owner.id,
          // The approver saw the name of the start, so a later one does not replace it.
          name: row.device_name ?? plainName(body.device_name, unnamed),
          public_key_json: row.public_key_json,
          key_fingerprint: row.key_fingerprint,
          is_first: isFirst ? 1 : 0,
          paired_at: now,
          paired_by: row.approved_by ?? 'terminal',
          last_seen_at: now,
          revoked_at: null,
        })
        .execute()
      return { deviceId: id, started: await auth.sessions.begin(transaction, id) }
    })
  }

  return ({ body, client, cookies, actor }) =>
    lockouts.attempt(client.key, async (attempt) => {
      const code = readPairingCode(body.pairing_code)
      const row = await database
        .selectFrom('pairings')
        .selectAll()
        .where('code_hash', '=', keys.hash(code))
        .executeTakeFirst()
      if (!row || row.status === 'used') {
        if (actor.via !== 'terminal') await attempt.count()
        throw unknown()
      }
      if (row.status === 'denied') throw new Problem('pairing_denied', 'A person denied this pairing.')
      if (!isAlive(row, clock)) throw new Problem('pairing_expired', 'The code has ended. Start again.')
      if (row.status === 'pending') {
        throw new Problem('pairing_pending', 'Nobody has approved this code yet. Ask again in two seconds.')
      }
      await proveKey(row, code, body)
      const { deviceId, started } = await pair(row, body)
      const session = await auth.sessions.find(started.id)
      if (!session) throw new Problem('session_revoked', 'This device was revoked while it was being paired.')
      bus.publish('devices', { changed: deviceId })
      await changed()
      return auth.issueTokens(session, started, { client, cookies })
    })
}

function unknown(): Problem {
  return new Problem('pairing_unknown', 'There is no such code. Start again.')
}
