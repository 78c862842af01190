import type { Actor, Role } from '../../core/actor.ts'
import { DeviceProofError, type PublicKey } from '../../core/device-proof.ts'
import type { Feature } from '../../core/handler.ts'
import { Problem } from '../../core/problem.ts'
import { noDeviceYet } from './first-device.ts'
import type { PairingContext } from './pairing.ts'
import { aliveRows, isAlive, type PairingRow, toWire } from './pairing-rows.ts'

interface Decision {
  row: PairingRow
  decision: 'approve' | 'deny'
  role: Role | null
  signature: string | undefined
}

/** What a person does about a waiting pairing: at the host, or with the key of a paired owner. */
export function createDecidePairing(
  context: PairingContext,
): Feature<'listPendingPairings' | 'approvePairing' | 'denyPairing'> {
  const { database, clock, keys, auth, changed } = context

  async function readUndecided(id: string): Promise<PairingRow> {
    const row = await database.selectFrom('pairings').selectAll().where('id', '=', id).executeTakeFirst()
    if (!row || (row.status === 'pending' && !isAlive(row, clock))) {
      throw new Problem('not_found', 'There is no such pairing, or it has ended.')
    }
    if (row.status !== 'pending') throw new Problem('pairing_decided', 'This pairing was decided already.')
    return row
  }

  /** The signature is the consent: it names the pairing, the key that was looked at, and the role. */
  async function proveDecision(actor: Actor, { row, decision, role, signature }: Decision): Promise<void> {
    const device =
      actor.deviceId === null
        ? undefined
        : await database
            .selectFrom('devices')
            .select('public_key_json')
            .where('id', '=', actor.deviceId)
            .where('revoked_at', 'is', null)
            .where('role', '=', 'owner')
            .executeTakeFirst()
    if (!device || device.public_key_json === null) {
      throw new Problem('signature_invalid', 'Only a paired owner with a key, or the host, decides this.')
    }
    if (signature === undefined)
      throw new Problem('signature_invalid', 'Sign the decision with the key of this device.')
    const publicKey: PublicKey = JSON.parse(device.public_key_json)
    const expected = { pending_id: row.id, key_fingerprint: row.key_fingerprint, role, decision }
    try {
      await keys.proofs.verify({ jws: signature, publicKey, expected })
    } catch (error) {
      if (error instanceof DeviceProofError) throw new Problem('signature_invalid', error.message, { cause: error })
      throw error
    }
  }

  async function decide(row: PairingRow, change: Partial<PairingRow>) {
    const decided = await database
      .updateTable('pairings')
      .set(change)
      .where('id', '=', row.id)
      .where('status', '=', 'pending')
      .where('expires_at', '>', clock.now())
      .returningAll()
      .executeTakeFirst()
    if (!decided) throw new Problem('pairing_decided', 'This pairing was decided already.')
    await changed()
    return toWire(decided, context)
  }

  return {
    async listPendingPairings() {
      const rows = await aliveRows(database, clock)
      const items = rows.filter((row) => row.status === 'pending').map((row) => toWire(row, context))
      return { items, next_cursor: null }
    },
    async approvePairing({ path, body, actor }) {
      const row = await readUndecided(path.id)
      if (actor.via === 'terminal') {
        await auth.passphrase.demand(body.owner_passphrase)
        // A role that nobody picked is decided when the device comes: two cannot both be the first.
        const decided = await decide(row, { status: 'approved', role: body.role ?? null, approved_by: 'terminal' })
        return { ...decided, role: decided.role ?? ((await noDeviceYet(database)) ? 'owner' : 'viewer') }
      }
      const role = body.role ?? 'viewer'
      await proveDecision(actor, { row, decision: 'approve', role, signature: body.signature })
      return decide(row, { status: 'approved', role, approved_by: actor.deviceId })
    },
    async denyPairing({ path, body, actor }) {
      const row = await readUndecided(path.id)
      // To refuse needs no signature; one that is sent must be good.
      if (body?.signature !== undefined) {
        await proveDecision(actor, { row, decision: 'deny', role: null, signature: body.signature })
      }
      return decide(row, { status: 'denied', approved_by: actor.deviceId ?? actor.subject })
    },
  }
}
