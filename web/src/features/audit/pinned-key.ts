import { createSignal, type Signal } from '../../session/signal.ts'

/** The key of an agent as this browser knew it at some time. */
export interface PinnedKey {
  /** `SHA256:` and base64url. */
  fingerprint: string
  /** By this browser's clock. */
  since: number
}

export interface KeyPin {
  key: Signal<PinnedKey | null>
  keep(fingerprint: string): void
  forget(): void
}

export interface KeyPinDeps {
  /** Null where the browser keeps nothing; then a key is kept for as long as the page is open. */
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null
  agentId: string
  now(): number
}

const pattern = /^SHA256:[A-Za-z0-9_-]{43}$/

export const isFingerprint = (text: string): boolean => pattern.test(text)

/** The key that an agent's log is held to. It is kept here because the agent itself must not be the one to name it. */
export function createKeyPin({ storage, agentId, now }: KeyPinDeps): KeyPin {
  const slot = `moltbot-ops.audit-key.${agentId}`
  const key = createSignal<PinnedKey | null>(read(storage?.getItem(slot) ?? null))
  return {
    key,
    keep(fingerprint) {
      const pinned = { fingerprint, since: now() }
      storage?.setItem(slot, JSON.stringify(pinned))
      key.set(pinned)
    },
    forget() {
      storage?.removeItem(slot)
      key.set(null)
    },
  }
}

function read(text: string | null): PinnedKey | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null')
    if (typeof value !== 'object' || value === null || !('fingerprint' in value) || !('since' in value)) return null
    const { fingerprint, since } = value
    if (typeof fingerprint !== 'string' || !isFingerprint(fingerprint) || typeof since !== 'number') return null
    return { fingerprint, since }
  } catch {
    // Something else wrote there. Without a key the page says that nothing is proven.
    return null
  }
}
