import { COLOUR } from '../boundary.ts'
import { isUuid } from '../checks.ts'
import { isPlaceholder } from '../placeholder.ts'
import type { Rule } from '../rule.ts'
import { ENDINGS, LONG_ENDINGS, SHORT_ENDINGS, SUFFIX } from '../secret-names.ts'

const CLOSE = `(?:\\\\{0,15}["'\`]|%2[27]|&quot;)?`
const SEPARATOR = `${COLOUR}${CLOSE}\\]?${COLOUR}[ \\t]{0,8}(?::=|=>|[:=]|%3[AaDd]|\\\\u003[AaDd])[ \\t]{0,8}${COLOUR}(?:&(?:quot|apos|#34|#39);)?`
const LONG = `(?:${LONG_ENDINGS})${SUFFIX}${SEPARATOR}`
const SHORT = `(?:${SHORT_ENDINGS})${SUFFIX}${SEPARATOR}`

// a value to its closing quote: plain, inside a JSON string (\"…\"), or escaped deeper (\\\"…\\\")
const QUOTED = [`"((?:[^"\\\\\\r\\n]|\\\\[^\\r\\n])+)`, `'((?:[^'\\\\\\r\\n]|\\\\[^\\r\\n])+)`, '`([^`\\r\\n]+)']
const escaped = (quote: string) =>
  `\\\\${quote}((?:[^${quote}\\\\\\r\\n]|\\\\\\\\\\\\${quote}|\\\\\\\\|\\\\[^${quote}\\\\\\r\\n])+)`
const escapedDeeper = (quote: string) =>
  `\\\\{2,3}${quote}((?:[^${quote}\\\\\\r\\n]|\\\\{7}${quote}|\\\\{1,7}[^${quote}\\\\\\r\\n])+)`
const escapedDeepest = (quote: string) =>
  `\\\\{4,15}${quote}((?:[^${quote}\\\\\\r\\n]|\\\\{1,15}[^${quote}\\\\\\r\\n])+)`
const BARE = `(?!["'\`])((?:[^\\s"'\`,;&<>{}()[\\]|\\\\]|\\\\(?![nrt"'\\\\]))+)`

const COUNT = /^-?\d{1,6}(?:\.\d+)?[a-z%]{0,2}$/i

/** The name that ends right before the separator at `from`, to tell `max_tokens` and `public_key` from secrets. */
function isHarmlessName(text: string, from: number): boolean {
  const before = text.slice(Math.max(0, from - 80), from)
  return /(?:public|primary|foreign|sort|cache|next[_-]?page|page|continuation)[_-]?(?:key|token)["'`\\\]\s:=>]*$/i.test(
    before,
  )
}

function isSecretValue(value: string, text: string, from: number): boolean {
  if (isPlaceholder(value) || isHarmlessName(text, from)) return false
  const before = text.slice(Math.max(0, from - 40), from)
  if (COUNT.test(value)) return /pass(?:word|code|wd)|pin|pwd|otp|secret|cvv|cvc/i.test(before)
  if (isUuid(value)) return !/session[_-]?id|sid/i.test(before)
  return !(/pwd|pass|sid|sig|signature/i.test(before) && /^(?:[.~]?\/|[A-Z]:\\)/.test(value))
}

function rule(name: string, pattern: string, flags: string): Rule {
  return { name, class: 'secret', pattern: new RegExp(pattern, flags), check: isSecretValue }
}

function each(kind: string, head: string, flags: string): Rule[] {
  return [
    ...QUOTED.map((value, i) => rule(`${kind}-quoted-${['double', 'single', 'back'][i]}`, head + value, flags)),
    ...['"', "'"].flatMap((quote, i) => [
      rule(`${kind}-escaped-${['double', 'single'][i]}`, head + escaped(quote), flags),
      rule(`${kind}-escaped-deeper-${['double', 'single'][i]}`, head + escapedDeeper(quote), flags),
      rule(`${kind}-escaped-deepest-${['double', 'single'][i]}`, head + escapedDeepest(quote), flags),
    ]),
    rule(`${kind}-bare`, head + BARE, flags),
  ]
}

/** Any value whose name says secret: JSON, YAML, ini, environment, query strings, command-line flags, XML. */
export const namedValues: readonly Rule[] = [
  ...each('named', LONG, 'gi'),
  ...each('short-named', SHORT, 'g'),
  rule(
    'environment',
    `(?<![a-z0-9])(?:[A-Z][A-Z0-9_]{0,60})?(?:_KEY|TOKEN|SECRET|PASS(?:WORD|WD|PHRASE)?|CREDENTIALS?|_AUTH)(?:_[0-9]{1,2})?[ ]?=[ ]?["']?((?:[^\\s"'\\\\]|\\\\(?![nrt"'\\\\]))+)`,
    'g',
  ),
  rule(
    'passphrase-line',
    `^[ \\t]{0,40}(?:- )?[\\w.-]{0,60}pass(?:word|phrase|wd)[ \\t]{0,4}:[ \\t]{1,8}([^\\s#"'{[|>&*][^\\r\\n#]+)`,
    'gim',
  ),
  rule(
    'seed-phrase',
    `(?:pass[_ -]?phrase|mnemonic|(?:seed|recovery)[_ -]?phrase)${SEPARATOR}([^\\s"'\\\\,;(){}[\\]]{1,60}(?: [^\\s"'\\\\,;(){}[\\]]{1,60}){1,40})`,
    'gi',
  ),
  // a name and its value as two members: {"name":"API_KEY","value":"…"}, {"token":{"value":"…"}}
  rule('pair', `(?:${ENDINGS})${CLOSE}(?:,| ?: ?\\{) {0,2}${CLOSE}value${CLOSE} ?: ?${CLOSE}([^\\s"'\`\\\\,}]+)`, 'gi'),
  rule(
    'flag',
    `--(?:[A-Za-z0-9]{1,20}-){0,4}(?:[A-Za-z0-9]{0,30}?(?:${LONG_ENDINGS})|pass|pin|otp|psk|key)(?:[ \\t]{1,4}|=)["'\`]?(?!-)([^\\s"'\`]+)`,
    'gi',
  ),
  rule('element', `<[\\w:.-]{0,40}?(?:${ENDINGS})>[ \\t]{0,4}([^<\\r\\n]+)(?=</)`, 'gi'),
]
