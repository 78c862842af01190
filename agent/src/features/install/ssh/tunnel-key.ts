import type { KeyObject } from 'node:crypto'

/** `ssh-ed25519 AAAA…`, the form of RFC 8709 as one line of authorized_keys, without a comment. */
export function publicKeyLine(key: KeyObject): string {
  const { x } = key.export({ format: 'jwk' })
  if (x === undefined) throw new TypeError('not an Ed25519 key')
  const type = 'ssh-ed25519'
  const bytes = [Buffer.from(type), Buffer.from(x, 'base64url')].flatMap((part) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(part.length)
    return [length, part]
  })
  return `${type} ${Buffer.concat(bytes).toString('base64')}`
}
