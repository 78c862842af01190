import { createHash, timingSafeEqual } from 'node:crypto'
import type { SshHostKey } from '../../../effects.ts'

const form = /^SHA256:[A-Za-z0-9+/]{43}$/

/** Type and fingerprint of a host key in its wire form (RFC 4253, section 6.6). */
export function describeHostKey(key: Buffer): SshHostKey {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0
  return {
    type: key.toString('latin1', 4, 4 + Math.min(length, 64)).replace(/[^\w@.-]/g, '?'),
    fingerprint: `SHA256:${digestOf(key).toString('base64').replace(/=+$/, '')}`,
  }
}

/** Compares in constant time. A fingerprint in any other form than that of `ssh-keygen -l` is never the same. */
export function hasFingerprint(key: Buffer, fingerprint: string): boolean {
  if (!form.test(fingerprint)) return false
  return timingSafeEqual(digestOf(key), Buffer.from(fingerprint.slice('SHA256:'.length), 'base64'))
}

function digestOf(key: Buffer): Buffer {
  return createHash('sha256').update(key).digest()
}
