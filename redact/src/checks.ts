const digitsOf = (text: string) => text.replaceAll(/\D/g, '')

/** Luhn's checksum over a string of digits. */
export function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const weighed = i % 2 === 0 ? digit : digit * 2
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}

// issuer ranges, without which every tenth snowflake id or nanosecond timestamp would be a card
const ISSUERS =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35\d{14}|6(?:011|4[4-9]\d|5\d\d)\d{12}|62\d{14,17}|(?:5018|5020|5038|6304|6759|676[1-3])\d{8,15})$/

/** A payment card number, spaces and dashes allowed. */
export function isCard(text: string): boolean {
  const digits = digitsOf(text)
  return ISSUERS.test(digits) && passesLuhn(digits)
}

// biome-ignore format: a table
const IBAN_LENGTHS: Readonly<Record<string, number>> = {
  AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29, BY: 28, CH: 21, CR: 22, CY: 28,
  CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FK: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23,
  GL: 18, GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LC: 32,
  LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MN: 20, MR: 27, MT: 31, MU: 30, NI: 28, NL: 18,
  NO: 15, OM: 23, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, RU: 33, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19,
  SK: 24, SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20, YE: 30,
}

/** How many characters at the beginning of the text are an IBAN; false when none are. */
export function ibanLength(text: string): number | false {
  const wanted = IBAN_LENGTHS[text.slice(0, 2).toUpperCase()]
  if (!wanted) return false
  let compact = ''
  let end = 0
  while (end < text.length && compact.length < wanted) {
    if (text[end] !== ' ') compact += text[end]
    end += 1
  }
  if (compact.length < wanted) return false
  let rest = 0
  for (const character of (compact.slice(4) + compact.slice(0, 4)).toUpperCase()) {
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97
  }
  return rest === 1 ? end : false
}

/** An IPv4 address that identifies somebody: not private, loopback, link-local, shared, multicast or reserved. */
export function isPublicIpv4(text: string): boolean {
  const parts = text.split('.')
  if (parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0')))) return false
  const [a = 0, b = 0] = parts.map(Number)
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false
  if ((a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return false
  return !((a === 169 && b === 254) || (a === 100 && b >= 64 && b <= 127))
}

/** A global unicast IPv6 address (2000::/3, so documentation addresses count). */
export function isPublicIpv6(text: string): boolean {
  if (!/^[23][0-9a-f]{3}:/i.test(text)) return false
  const halves = text.split('::')
  const groups = text.split(':').filter((group) => group !== '').length
  return halves.length === 1 ? groups === 8 && !/^:|:$/.test(text) : halves.length === 2 && groups <= 7
}

/** An E.164 number or a grouped national one: enough digits, and not one digit over and over. */
export function isPhone(text: string): boolean {
  const digits = digitsOf(text)
  return digits.length >= 8 && digits.length <= 15 && !/^(\d)\1{6}/.test(digits)
}

const UNITS =
  /\.(?:service|socket|timer|target|mount|slice|scope|path|device|swap|png|jpe?g|svg|gif|webp|avif|m?[jt]sx?|css|json|md|html?|map|tgz|gz)$/i

/** An e-mail address and not a unit (`moltbot@1.service`), an image (`icon@2x.png`), a version (`pkg@1.2.0-beta`) or an SSH remote. */
export function isEmail(text: string): boolean {
  const domain = text.slice(text.lastIndexOf('@') + 1)
  return !UNITS.test(domain) && !/^v?\d+\.\d/.test(domain) && !text.startsWith('git@')
}

/** Digits that are not a Unix time in seconds or milliseconds of this half century. */
export function isNotUnixTime(text: string): boolean {
  return !/^1[4-9]\d{8}$|^2[0-4]\d{8}$|^1[4-9]\d{11}$|^2[0-4]\d{11}$/.test(text)
}

/** Random-looking: letters and digits together. Tells a key from a word, a CSS class or a sentence. */
export function looksRandom(text: string): boolean {
  return /\d/.test(text) && /[A-Za-z]/.test(text)
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** A UUID: an identifier, harmless unless its name says otherwise. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

/** Text that decodes to `user:password`, as in a basic header. */
export function isBasicPair(text: string): boolean {
  try {
    return atob(
      text
        .replaceAll('-', '+')
        .replaceAll('_', '/')
        .replace(/={1,2}$/, ''),
    ).includes(':')
  } catch {
    return false
  }
}
