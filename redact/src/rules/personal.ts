import { AFTER_ESCAPE } from '../boundary.ts'
import { ibanLength, isCard, isEmail, isNotUnixTime, isPhone, isPublicIpv4, isPublicIpv6 } from '../checks.ts'
import type { Rule } from '../rule.ts'

/** Data about people: addresses, numbers, accounts. */
export const personal: readonly Rule[] = [
  {
    name: 'email',
    class: 'email',
    pattern:
      /(?:(?<![A-Za-z0-9._%+\u00a1-\ud7ff\\-])|(?<=\\[nrtbf]))[A-Za-z0-9._%+\u00a1-\ud7ff-]{1,64}(?:@|%40|\\u0040)[A-Za-z0-9\u00a1-\ud7ff-]{1,63}(?:\.[A-Za-z0-9\u00a1-\ud7ff-]{1,63}){0,6}\.(?:[A-Za-z]{2,24}|xn--[a-z0-9-]{2,40})(?![A-Za-z0-9])/g,
    check: isEmail,
  },
  {
    name: 'phone-international',
    class: 'phone',
    pattern: new RegExp(
      `(?:(?:(?<![\\w+.])|${AFTER_ESCAPE})\\+|%2B|\\\\u002B) ?\\(?[1-9](?:[ ()./-]{0,2}\\d){7,14}(?!\\d)`,
      'gi',
    ),
    check: isPhone,
  },
  {
    name: 'phone-grouped',
    class: 'phone',
    pattern: /(?<![\w.+-])(?:1[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[ .-])[2-9]\d{2}[ .-]\d{4}(?![\w-]|\.\d)/g,
  },
  {
    name: 'phone-prefixed',
    class: 'phone',
    pattern: /(?<![\w.+-])00[1-9]\d{0,2}(?:[ /-]\d{2,8}){2,5}(?![\w-])/g,
    check: isPhone,
  },
  {
    name: 'phone-named',
    class: 'phone',
    pattern:
      /(?:phone|mobile|msisdn|tel|e164|allow_?from|from|sender|recipient|caller|to|number|account|contact|peer|jid)(?:_?number)?[\s"'`\\:=[(]{1,8}((?:00)?\d{9,15})(?![\w.])/gi,
    check: isNotUnixTime,
  },
  {
    name: 'phone-national',
    class: 'phone',
    pattern:
      /(?:phone|mobile|tel|msisdn|whatsapp)(?:[ _-]?(?:number|no))?[\s"'`\\:=.]{1,6}(\(?\d(?:[ ()/-]{0,2}\d){6,13})(?![\w.])/gi,
    check: isNotUnixTime,
  },
  {
    name: 'public-ipv4',
    class: 'ip-address',
    // the first number leaves out 0, 10 and 127, so that lines with loopback addresses need no second look
    pattern:
      /(?<![\d.]|[Vv]|[Vv]ersion[ :=]{1,2})(?:[2-9]\d?|1[1-9]?|1(?:[013-9]\d|2[0-689])|2(?:[01]\d|2[0-3]))(?:\.\d{1,3}){3}(?![\d]|\.\d|[A-Za-z_-])/g,
    // Chrome/131.0.0.0 is a product, not an address
    check: (ip, text, from) =>
      isPublicIpv4(ip) && !(ip.endsWith('.0.0') && /[A-Za-z]\/$/.test(text.slice(from - 2, from))),
  },
  {
    name: 'public-ipv6',
    class: 'ip-address',
    pattern: /(?<![\w:.])[23][0-9a-f]{3}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi,
    check: isPublicIpv6,
  },
  {
    name: 'card',
    class: 'card',
    // no issuer begins with 1, as times in milliseconds do
    pattern: /(?<![\w.-])[2-6](?:[ -]?\d){11,18}(?![\w-]|\.\d)/g,
    check: isCard,
  },
  {
    name: 'iban',
    class: 'iban',
    pattern: /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]){11,30}/g,
    check: ibanLength,
  },
]
