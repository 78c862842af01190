import { readKey } from './verify/jws.ts'
import type { Signer } from './verify/signers.ts'

/** A key that may sign approvals; the agent's own, which signs at the host's terminal, has no device. */
export interface ApprovalKey {
  device: string | null
  publicKey: Record<string, unknown>
}

export interface SignerBookDeps {
  /** Who may sign, as the chain says. */
  known(): Signer[]
  /** Every key that may sign now: the agent's own and those of devices that are not revoked. */
  keys(): Promise<ApprovalKey[]>
  append(action: string, params: Record<string, unknown>): Promise<unknown>
}

export interface SignerBook {
  /** Writes into the chain who may sign from now on, and who no longer may. */
  sync(): Promise<void>
  /** Makes sure that this device stands in the chain before what it signed does. */
  ensure(device: string | null): Promise<void>
}

/** Keeps the chain's own list of signers, so that approvals can be checked from an export alone. */
export function createSignerBook({ known, keys, append }: SignerBookDeps): SignerBook {
  let last = Promise.resolve()

  async function syncNow(): Promise<void> {
    const gone = known()
    for (const { device, publicKey } of await keys()) {
      const fingerprint = readKey(publicKey)?.fingerprint
      const index = gone.findIndex((one) => one.device === device && one.key.fingerprint === fingerprint)
      if (index !== -1) gone.splice(index, 1)
      else if (fingerprint) await append('audit.signer_registered', { device, fingerprint, public_key: publicKey })
    }
    for (const { device, key } of gone) {
      await append('audit.signer_revoked', { device, fingerprint: key.fingerprint })
    }
  }

  return {
    sync() {
      const mine = last.then(syncNow)
      // The next one starts whether or not this one fails; its caller has the error.
      last = mine.catch(() => undefined)
      return mine
    },
    async ensure(device) {
      if (!known().some((signer) => signer.device === device)) await this.sync()
    },
  }
}
