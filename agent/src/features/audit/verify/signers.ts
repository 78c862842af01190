import { readKey, type VerifyingKey } from './jws.ts'

/** Who may sign approvals: devices, and the agent itself for its own terminal (`device: null`). */
export interface Signer {
  device: string | null
  publicKey: unknown
  key: VerifyingKey
  /** Sequence number of the entry that registered it. */
  fromSeq: number
}

export interface Signers {
  /** Learns from an entry `audit.signer_registered`, `audit.signer_carried` or `audit.signer_revoked`; others it ignores. */
  note(entry: Record<string, unknown>): void
  list(): Signer[]
}

/** What the chain itself says about who may sign. The same reading serves the agent and a verifier. */
export function createSigners(known: readonly Record<string, unknown>[] = []): Signers {
  // One key may have been paired more than once.
  const byName = new Map<string, Signer>()
  const nameOf = (device: unknown, fingerprint: unknown) => JSON.stringify([device, fingerprint])

  function register(params: Record<string, unknown>, seq: unknown): void {
    const key = readKey(params.public_key)
    const { device = null, from_seq: fromSeq = seq } = params
    if (key === null || (device !== null && typeof device !== 'string') || typeof fromSeq !== 'number') return
    byName.set(nameOf(device, key.fingerprint), { device, publicKey: params.public_key, key, fromSeq })
  }

  for (const params of known) register(params, null)
  return {
    note({ action, params_redacted: params, seq }) {
      if (typeof params !== 'object' || params === null) return
      const fields = { ...params } as Record<string, unknown>
      if (action === 'audit.signer_registered' || action === 'audit.signer_carried') register(fields, seq)
      else if (action === 'audit.signer_revoked') byName.delete(nameOf(fields.device, fields.fingerprint))
    },
    list: () => [...byName.values()],
  }
}

/** A signer as the log writes it. */
export function signerFields({ device, publicKey, key, fromSeq }: Signer): Record<string, unknown> {
  return { device, fingerprint: key.fingerprint, from_seq: fromSeq, public_key: publicKey }
}
