import { AFTER_ESCAPE, COLOUR, LEFT } from '../boundary.ts'
import { isBasicPair, looksRandom } from '../checks.ts'
import { isPlaceholder } from '../placeholder.ts'
import type { Rule } from '../rule.ts'

// name, separator and value may be coloured, quoted and escaped to any usual depth
const QUOTE = `(?:\\\\{0,7}["'\`])?`
const SEPARATOR = `${COLOUR}${QUOTE}${COLOUR}\\s{0,4}[:=]\\s{0,4}${COLOUR}${QUOTE}${COLOUR}`
const isUnlikeProse = (value: string) => !/^[A-Za-z]{1,19}[.,]?$/.test(value) || /[a-z][A-Z]/.test(value)
const isNotPlaceholder = (value: string) => !isPlaceholder(value)

/** Credentials that their surroundings give away: headers, URLs, connection strings. */
export const credentials: readonly Rule[] = [
  {
    name: 'jwt',
    class: 'jwt',
    pattern: new RegExp(`(?:(?<![A-Za-z0-9_-])|${AFTER_ESCAPE})eyJ[A-Za-z0-9_-]{6,2000}\\.[A-Za-z0-9_.-]{4,}`, 'g'),
  },
  {
    name: 'encoded-json',
    class: 'encoded-json',
    pattern: new RegExp(`${LEFT}(?:eyJ|eyAi|ewog)[A-Za-z0-9+/_=-]{32,}`, 'g'),
  },
  {
    name: 'authorization-header',
    class: 'authorization',
    pattern: new RegExp(`authorization${SEPARATOR}(?:[A-Za-z][\\w-]{0,30} {1,3})?([^\\s"'\\\\,;{}\\[\\]]+)`, 'gi'),
    check: isNotPlaceholder,
  },
  {
    name: 'digest-header',
    class: 'authorization',
    pattern: /authorization["']?\s{0,2}[:=]\s{0,2}["']?Digest {1,2}([^\r\n]+)/gi,
  },
  {
    name: 'bearer',
    class: 'bearer-token',
    pattern: /(?<![A-Za-z])bearer(?:\s{1,4}|%20|\\u0020|\+|: ?)([A-Za-z0-9._~+/=-]{8,})/gi,
    check: (value) => isUnlikeProse(value) && isNotPlaceholder(value),
  },
  {
    name: 'basic',
    class: 'basic-credentials',
    pattern: /(?<![A-Za-z])basic(?:\s{1,4}|%20)([A-Za-z0-9+/=_-]{6,})/gi,
    check: isBasicPair,
  },
  {
    name: 'cookie',
    class: 'cookie',
    pattern: new RegExp(
      `cookie2?${SEPARATOR}((?:[^'"\\r\\n\\\\]|(?<==)\\\\{0,3}"[^"\\r\\n\\\\]{0,512}\\\\{0,3}")+)`,
      'gi',
    ),
    check: (value) => /[\w.-]=\S/.test(value),
  },
  {
    name: 'url-password',
    class: 'url-password',
    pattern: /(?::\/\/|%3A%2F%2F|:\\\/\\\/)(?:[^\s/?#"'<>@:\\]{0,128}:)([^\s/?"'<>\\]{1,256})(?=@|%40)/gi,
    check: isNotPlaceholder,
  },
  {
    name: 'url-token',
    class: 'url-password',
    pattern: /:\/\/([A-Za-z0-9_.~%-]{16,256})(?=:?@)/g,
    check: looksRandom,
  },
  {
    name: 'dsn-password',
    class: 'url-password',
    // connection strings are typed by hand, so a password with / ? or # in it is not encoded
    pattern:
      /(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|clickhouse|nats|mqtts?|smtps?|ldaps?|sftp|ftps?)(?:\+\w{1,12})?:\/\/[^\s:/"'<>@]{0,128}:([^\s"'<>\\]{1,256})(?=@[\w.[-])/gi,
    check: isNotPlaceholder,
  },
  {
    name: 'driver-dsn',
    class: 'url-password',
    pattern: /(?<![\w.])[\w.-]{1,64}:([^\s"'@]{1,128})(?=@(?:tcp|unix)\()/gi,
  },
  {
    name: 'otpauth',
    class: 'totp-secret',
    pattern: /otpauth(?:-migration)?(?::\/\/|%3A%2F%2F|:\\\/\\\/)([^\s"'<>\\]{1,})/gi,
  },
  {
    name: 'curl-user',
    class: 'basic-credentials',
    pattern: /(?<![\w-])(?:-u|--user|--proxy-user|-U)[= ]{0,2}["']?[^\s:"']{1,64}:([^\s"':]{1,})(?=["'\s]|$)/g,
    check: (value, text) =>
      isNotPlaceholder(value) && !/^\d{1,5}$/.test(value) && /curl|wget|http|--user|-U/.test(text),
  },
  {
    name: 'oauth-code',
    class: 'code',
    pattern: /[?&](?:code|device_code|user_code)=([\w.~%/-]{6,})/g,
  },
  {
    name: 'client-password',
    class: 'secret',
    pattern:
      /(?<![\w-])(?:sshpass|mysql(?:dump|admin|sh)?|mariadb(?:-dump)?|redis-cli|mongo(?:sh|dump)?)(?: [^\s|;]{1,80}){0,12}? -[pa] ?["']?([^\s"'-][^\s"']*)/g,
    check: isNotPlaceholder,
  },
]
