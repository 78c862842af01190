import type { KeyObject } from 'node:crypto'

/**
 * An Ed25519 key in the format of OpenSSH (PROTOCOL.key in its sources), unencrypted: the only form in which the SSH
 * library takes one. `comment` is shown by `ssh-add -l`.
 */
export function ed25519AsOpenSsh(key: KeyObject, comment: string): string {
  const { d, x } = key.export({ format: 'jwk' })
  if (d === undefined || x === undefined) throw new TypeError('not a private Ed25519 key')
  const publicBytes = Buffer.from(x, 'base64url')
  const type = text('ssh-ed25519')
  // Two equal numbers, by which a wrong passphrase would be noticed; without one any will do.
  const check = Buffer.alloc(8)
  const secret = Buffer.concat([
    check,
    type,
    sized(publicBytes),
    sized(Buffer.concat([Buffer.from(d, 'base64url'), publicBytes])),
    text(comment),
  ])
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (secret.length % 8)) % 8))
  const whole = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    text('none'),
    text('none'),
    text(''),
    Buffer.from([0, 0, 0, 1]),
    sized(Buffer.concat([type, sized(publicBytes)])),
    sized(Buffer.concat([secret, padding])),
  ])
  const lines = whole.toString('base64').match(/.{1,70}/g) ?? []
  return pemText('OPENSSH PRIVATE KEY', lines)
}

/** PEM (RFC 7468) from a label and lines of base64. */
export function pemText(label: string, lines: readonly string[]): string {
  return `${[`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n')}\n`
}

function text(value: string): Buffer {
  return sized(Buffer.from(value))
}

function sized(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}
