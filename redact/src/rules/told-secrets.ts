import { LEFT } from '../boundary.ts'
import { isUuid, looksRandom } from '../checks.ts'
import { isPlaceholder } from '../placeholder.ts'
import type { Rule } from '../rule.ts'

/** Secrets and codes as sentences tell them, without a separator. */
export const toldSecrets: readonly Rule[] = [
  {
    name: 'pairing-code',
    class: 'code',
    pattern:
      /(?<![A-Za-z])(?:pair(?:ing)?|link(?:ing)?|verification|verify|one[- ]time|otp|2fa|mfa|security|login|sign-in|device|setup|auth|confirmation|access)[ _-](?:code|pin)(?: is)?["']?(?:[:=]? {0,2}| {0,2}[:=] {0,2})["']?([A-Za-z0-9]{4,12}(?:-[A-Za-z0-9]{3,8}){0,3})(?![\w])/gi,
    check: (code) => /\d/.test(code) || /^[A-Z-]{6,}$/.test(code),
  },
  {
    name: 'pairing-approval',
    class: 'code',
    pattern: /pair(?:ing)? (?:approve|deny) (?:[a-z]{3,12} )?([A-Za-z0-9]{4,12}(?:-[A-Za-z0-9]{3,8}){0,3})(?!\w)/g,
    check: (code) => /\d/.test(code) || /^[A-Z-]{6,}$/.test(code),
  },
  {
    name: 'told-secret',
    class: 'secret',
    pattern:
      /(?:token|secret|api[ _-]?key|password|passphrase)(?: is| was| now)?:? {1,2}["'`(]?([A-Za-z0-9_+/=.~-]{16,})/gi,
    check: (value) => looksRandom(value) && !isUuid(value) && !/^[\w-]{1,40}(?:\.[\w-]{1,40}){1,4}$/.test(value),
  },
  {
    name: 'told-in-quotes',
    class: 'secret',
    pattern:
      /(?:token|secret|api[ _-]?key|password|passphrase)(?: is| was| to)? {1,2}\\{0,7}["'`]([^\s"'`\\]{4,})(?=\\{0,7}["'`])/gi,
    check: (value) => !isPlaceholder(value),
  },
  {
    name: 'told-password',
    class: 'secret',
    pattern: /pass(?:word|phrase|code) (?:is|was)(?: now)?:? ([^\s"'`,;\\]{4,})/gi,
    check: (value) => /[\d!@#$%^&*]/.test(value) && !isPlaceholder(value),
  },
  {
    name: 'told-variable',
    class: 'secret',
    pattern: new RegExp(
      `${LEFT}(?:ENV|ARG|setenv|set -x|set -gx) {1,2}[A-Z][A-Z0-9_]{0,60}_(?:KEY|TOKEN|SECRET|PASSWORD) {1,2}["']?([^\\s"'\\\\]+)`,
      'g',
    ),
    check: (value) => !isPlaceholder(value),
  },
  {
    name: 'told-code',
    class: 'code',
    pattern:
      /(?:your|verification|login|security|one-time)(?: \w{1,16}){0,3} code(?: is)?:? {1,2}([0-9]{4,8})(?![\w.])/gi,
  },
  {
    name: 'code-to-use',
    class: 'code',
    pattern: /(?<!\w)(?:use|enter|type)(?: the)?(?: code)? (\d{3}[ -]?\d{3}|\d{4}|\d{8})(?= (?:to|as|for) )/gi,
  },
  {
    name: 'told-totp-secret',
    class: 'totp-secret',
    pattern:
      /(?:totp|2fa|mfa|authenticator|one-time)(?: \w{1,12}){0,3}(?: is)?[:= ]{1,3}["'`]?((?:[A-Z2-7]{4} ){3,15}[A-Z2-7]{2,4}|[A-Z2-7]{16,})(?![a-z0-9])/gi,
    check: (value) => !/[a-z][A-Z]|^[a-z]+$/.test(value) && /[2-7]/.test(value),
  },
  {
    name: 'code-told-first',
    class: 'code',
    pattern:
      /(?<![\w.-])([0-9]{4,8}|[0-9]{3} [0-9]{3}|[A-Z0-9]{1,4}-[A-Z0-9]{2,6})(?= is your (?:\w{1,16} ){0,4}(?:code|pin|password)(?!\w))/g,
  },
]
