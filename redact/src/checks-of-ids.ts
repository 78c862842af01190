/** A Spanish DNI or NIE: its letter follows from its number. */
export function isSpanishId(text: string): boolean {
  const compact = text.replace('-', '')
  const number = compact.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23] === compact.at(-1)
}

/** A French social security number: its last two digits are 97 less the rest of the others by 97. */
export function isFrenchSocialSecurity(text: string): boolean {
  const compact = text.replaceAll(' ', '').replace('2A', '19').replace('2B', '18')
  return 97 - (Number(compact.slice(0, 13)) % 97) === Number(compact.slice(13))
}

/** A Brazilian CPF: two digits that follow from the others, and not one digit over and over. */
export function isCpf(text: string): boolean {
  const digits = Array.from(text.replaceAll(/\D/g, ''), Number)
  const follows = (length: number) => {
    const sum = digits.slice(0, length).reduce((total, digit, i) => total + digit * (length + 1 - i), 0)
    return ((sum * 10) % 11) % 10 === digits[length]
  }
  return new Set(digits).size > 1 && follows(9) && follows(10)
}

// the dihedral group of ten elements, and the permutation that Verhoeff's checksum moves each place by
const PRODUCT = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
]
const MOVED = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
]

/** Verhoeff's checksum over the digits of a text. */
export function passesVerhoeff(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '')
  let sum = '0'
  for (let i = 0; i < digits.length; i++) {
    const moved = MOVED[i % 8]?.[Number(digits[digits.length - 1 - i])]
    sum = PRODUCT[Number(sum)]?.[Number(moved)] ?? '0'
  }
  return sum === '0'
}
