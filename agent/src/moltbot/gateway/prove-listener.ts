import type { Listener } from '../../host/host.ts'

/** Whose the listener of the gateway's port is. Only `owned` may be sent a secret, and only at that address. */
export type ListenerProof =
  | { kind: 'owned'; address: '127.0.0.1' | '::1' }
  | { kind: 'closed' }
  | { kind: 'other'; listener: Listener }
  /** Somebody listens, and nobody is known to whom the port should belong. */
  | { kind: 'unclaimed'; listener: Listener }

/** The process that holds the installation's lock, with the user who owns the state directory. */
export interface Owner {
  pid: number
  uid: number
}

const reachedBy = {
  '127.0.0.1': ['127.0.0.1', '0.0.0.0', '::'],
  '::1': ['::1', '::'],
} as const

/**
 * Judges the listeners of one port. A connection to an address may end at a listener on that address or on the wildcard, so
 * all of these must belong to the owner: a squatter on the other one would get the token as well.
 */
export function proveListener(listeners: Listener[], owner: Owner | null): ListenerProof {
  const addresses = ['127.0.0.1', '::1'] as const
  const able = addresses.map((address) => ({
    address,
    reached: listeners.filter((listener) => (reachedBy[address] as readonly string[]).includes(listener.address)),
  }))
  const all = able.flatMap(({ reached }) => reached)
  const [first] = all
  if (!first) return { kind: 'closed' }
  if (owner === null) return { kind: 'unclaimed', listener: first }
  const foreign = all.find(({ pid, uid }) => pid !== owner.pid || uid !== owner.uid)
  if (foreign) return { kind: 'other', listener: foreign }
  const usable = able.find(({ reached }) => reached.length > 0)
  return usable ? { kind: 'owned', address: usable.address } : { kind: 'closed' }
}

export function urlOf(address: '127.0.0.1' | '::1', port: number): string {
  return `http://${address === '::1' ? '[::1]' : address}:${port}`
}
