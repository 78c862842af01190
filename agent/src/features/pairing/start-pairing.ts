import type { components } from '@moltbot-ops/api/types'
import { DeviceProofError, readPublicKey } from '../../core/device-proof.ts'
import type { Handler } from '../../core/handler.ts'
import { plainName } from '../../core/plain-name.ts'
import { Problem } from '../../core/problem.ts'
import { noDeviceYet } from './first-device.ts'
import type { PairingContext } from './pairing.ts'
import { createPairingCode } from './pairing-code.ts'
import { makeRoom, type PairingRow, pairingLifeMs, unnamed } from './pairing-rows.ts'

/** Gives a client the code that it shows. It is good for nothing until a person approves it, except with a link. */
export function createStartPairing(context: PairingContext): Handler<'startPairing'> {
  const { database, clock, keys, ids, links, lockouts, identity, changed } = context

  async function insert(pending: PairingRow, linkSecret: string | undefined): Promise<PairingRow> {
    return database.transaction().execute(async (transaction) => {
      const role = linkSecret === undefined ? null : await links.consume(transaction, linkSecret)
      const row: PairingRow = role === null ? pending : { ...pending, role, status: 'approved', approved_by: 'link' }
      if (!(await makeRoom(transaction, clock, row.client))) {
        throw new Problem('unavailable', 'Too many pairings wait for their devices. Try again in a few minutes.')
      }
      await transaction.insertInto('pairings').values(row).execute()
      return row
    })
  }

  return ({ body, client, actor }) =>
    lockouts.attempt(client.key, async (attempt) => {
      // The host makes no guesses: whoever is there can make a link.
      const counts = actor.via !== 'terminal'
      if (counts && (await attempt.count(context.startsPerMinute + 1))) throw lockouts.refusal()
      const key = body?.device_public_key ? await readKey(body.device_public_key) : null
      const code = createPairingCode(ids)
      const id = ids.id('pr')
      const pending: PairingRow = {
        id,
        code_hash: keys.hash(code),
        code_sealed: keys.seal(code, id),
        device_name: body?.device_name === undefined ? null : plainName(body.device_name, unnamed),
        public_key_json: key === null ? null : JSON.stringify(key.publicKey),
        key_fingerprint: key === null ? null : key.fingerprint,
        client: client.key,
        status: 'pending',
        role: null,
        approved_by: null,
        started_at: clock.now(),
        expires_at: clock.now() + pairingLifeMs,
      }
      const row = await insert(pending, body?.link_secret)
      await changed()
      return {
        pairing_code: code,
        expires_in_seconds: pairingLifeMs / 1000,
        status: row.status === 'approved' ? 'approved' : 'pending',
        first_device: await noDeviceYet(database),
        key_fingerprint: row.key_fingerprint,
        agent: identity,
      }
    })
}

async function readKey(jwk: components['schemas']['Jwk']) {
  try {
    return await readPublicKey(jwk)
  } catch (error) {
    if (!(error instanceof DeviceProofError)) throw error
    const details = [{ path: '/device_public_key', message: error.message }]
    throw new Problem('validation_failed', 'The key of this device cannot be used.', { details, cause: error })
  }
}
