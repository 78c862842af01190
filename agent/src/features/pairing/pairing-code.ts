import type { Ids } from '../../core/ids.ts'

/** Crockford's base 32: no I, L, O or U, so that what is read aloud is typed right. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 8

/** A code of 40 random bits, such as `K7QX-M2HD`. */
export function createPairingCode(ids: Ids): string {
  const letters = Array.from({ length }, () => alphabet[ids.below(alphabet.length)]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** The code that a person meant: case, spaces and dashes do not count, and the letters left out stand for digits. */
export function readPairingCode(typed: string): string {
  const letters = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}
