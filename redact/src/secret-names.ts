/** Name endings that make any name secret, whatever stands before them: `botToken`, `X-Api-Key`, `DBPASSWORD`. */
export const LONG_ENDINGS =
  'pass(?:word|wd|phrase|code)|secret(?:[_-]?(?:key|value|token|base))?|token|credentials?|' +
  '(?:api|access|account|private|encryption|signing|signature|master|license|licence|deploy|shared|preshared|pre[_-]shared|hmac|ssh|auth|ssl|tls|session[_-]?secret|storage|service|subscription|webhook|admin|client|host|bot|consumer|openai|anthropic|provider)[_-]?key|' +
  'bearer|cookie|jwt|authorization|auth[_-]?code|recovery[_-]?codes?|seed[_-]?phrase|mnemonic|connection[_-]?string|' +
  'session[_-]?id|sessid|webhook[_-]?url|totp|signature|_auth'

const SHORT = ['pwd', 'pass', 'pin', 'otp', 'psk', 'dsn', 'creds', 'sid', 'cvv', 'cvc', 'sig']
const title = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** All of them, and short ones behind a separator: `SMTP_PASS`, `db.pwd`. */
export const ENDINGS = `${LONG_ENDINGS}|[_.-](?:pass|pwd|key|pin|psk|dsn|otp)`

/** Endings that are secret only as a word of their own (`DB_PASS`, `userPin`, not `compass`). Case matters. */
export const SHORT_ENDINGS =
  `(?<![A-Za-z])(?:${SHORT.flatMap((word) => [word, word.toUpperCase(), title(word)]).join('|')})` +
  `|(?<=[a-z0-9])(?:${SHORT.map(title).join('|')})`

/** What may follow the ending without making it another thing. */
export const SUFFIX = '(?:[_-]?(?:value|hash|raw|plain|data|b64|base64|old|new|prev|previous|current|[0-9]{1,2}))?'

const LONG = new RegExp(`(?:${LONG_ENDINGS})${SUFFIX}$`, 'i')
const SHORT_NAME = new RegExp(`(?:${SHORT_ENDINGS})${SUFFIX}$`)
const ENVIRONMENT_KEY = /^[A-Z][A-Z0-9_]*_KEY$/
const HARMLESS =
  /public[_-]?key$|(?:max|min|total|input|output|prompt|completion|used|cached)[_-]?token$|next[_-]?page[_-]?token$|^pass$/i

/** True when a value of this name is a secret: `apiKey`, `DB_PASS`, `x-gateway-token`. */
export function isSecretName(name: string): boolean {
  if (name.length > 200 || HARMLESS.test(name)) return false
  return LONG.test(name) || SHORT_NAME.test(name) || ENVIRONMENT_KEY.test(name)
}

/** True when the values of a list of this name are secrets: `tokens`, `apiKeys`. */
export function isSecretListName(name: string): boolean {
  return isSecretName(name) || (/s$/i.test(name) && isSecretName(name.slice(0, -1)))
}
