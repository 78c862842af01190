import { isBasicPair } from '../checks.ts'
import { isPlaceholder } from '../placeholder.ts'
import type { Rule } from '../rule.ts'
import { ENDINGS, SUFFIX } from '../secret-names.ts'

const QUOTE = `\\\\{0,7}["']`
const isNotPlaceholder = (value: string) => !isPlaceholder(value)

function secret(name: string, pattern: RegExp | string, check: Rule['check'] = isNotPlaceholder): Rule {
  return { name, class: 'secret', pattern: typeof pattern === 'string' ? new RegExp(pattern, 'gi') : pattern, check }
}

/** Secrets in files and commands that name them in a way of their own. */
export const configSyntax: readonly Rule[] = [
  secret('netrc', /(?<!\w)(?:login|account) [^\s"']{1,128} {1,4}password {1,4}["']?([^\s"'\\]+)/gi),
  secret('pgpass', /(?<![\w.:*-])[\w.*-]{1,64}:(?:[56]432|\*):[\w*-]{1,64}:[\w*.@-]{1,64}:([^\s"'\\]+)/g),
  secret(
    'xml-pair',
    `(?:name|key|id)=${QUOTE}[\\w.:-]{0,60}?(?:${ENDINGS})${QUOTE} {1,4}(?:value|val|content)=${QUOTE}([^"'<>\\r\\n\\\\]+)`,
  ),
  secret(
    'xml-named-element',
    `(?:name|key|id)=${QUOTE}[\\w.:-]{0,60}?(?:${ENDINGS})${QUOTE} {0,4}>[ \\t]{0,4}([^<\\r\\n]+)(?=</)`,
  ),
  secret('triple-quoted', `(?:${ENDINGS})${SUFFIX} {0,4}[:=] {0,4}(?:\\\\{0,7}["']){3}([^"'\\\\\\r\\n]+)`),
  secret('character-data', `<[\\w:.-]{0,40}?(?:${ENDINGS})(?: [^<>\\r\\n]{0,80})?><!\\[CDATA\\[([^<\\]\\r\\n]+)`),
  secret('element-with-attributes', `<[\\w:.-]{0,40}?(?:${ENDINGS}) [^<>\\r\\n]{1,80}>[ \\t]{0,4}([^<\\r\\n]+)(?=</)`),
  secret('directive', /(?<![\w-])(?:requirepass|masterauth|sentinel auth-pass [\w.-]{1,64}) {1,4}["']?([^\s"'\\]+)/gi),
  secret('identified-by', /identified (?:with \w{1,40} )?(?:by|as) {1,4}\\{0,3}["']([^"'\r\n\\]+)/gi),
  secret('openssl-pass', /(?<![\w-])-(?:pass|passin|passout) pass:([^\s"'\\]+)/g),
  secret(
    'key-store-pass',
    /(?<![\w-])-(?:store|key|srcstore|deststore|srckey|destkey)pass(?: {1,4}|=)["']?([^\s"'\\-][^\s"'\\]*)/gi,
  ),
  secret(
    'login-password',
    /(?<![\w-])(?:docker|podman|helm registry|oras|nerdctl) login(?: [^\s|;]{1,80}){0,8}? (?:-p|--password) ?["']?([^\s"'-][^\s"']*)/g,
  ),
  secret(
    'htpasswd',
    /(?<![\w-])htpasswd -[a-zA-Z]{0,6}b[a-zA-Z]{0,6}(?: -[a-zA-Z]{1,6}){0,3} [^\s]{1,128} [^\s]{1,64} ["']?([^\s"']+)/g,
  ),
  {
    name: 'registry-auth',
    class: 'basic-credentials',
    pattern: /(?<!\w)_?auth\\{0,3}["']?\s{0,4}[:=]\s{0,4}\\{0,3}["']?([A-Za-z0-9+/=]{8,})/g,
    check: isBasicPair,
  },
  {
    name: 'oracle-dsn',
    class: 'url-password',
    pattern: /(?:jdbc:oracle:\w{1,8}:|sqlplus )[^\s/"'@]{1,64}\/["']?([^\s"'@]{1,128})(?=["']?@)/g,
    check: isNotPlaceholder,
  },
  {
    name: 'private-jwk',
    class: 'private-key',
    pattern: /\\{0,3}"(?:d|p|q|dp|dq|qi|k)\\{0,3}"\s{0,4}:\s{0,4}\\{0,3}"([A-Za-z0-9_-]{22,})/g,
    check: (_, text) => text.includes('kty'),
  },
]
