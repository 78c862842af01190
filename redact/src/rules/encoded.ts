import { LEFT } from '../boundary.ts'
import type { Rule } from '../rule.ts'

// how base64 writes the beginning of text that is a secret: -----BEGIN, sk-ant-, sk-proj, ghp_, github_pa, glpat-, xoxb,
// AIza, AKIA, Bearer, Basic, postgres, mysql://, mongodb, redis://, token, password, api_key
const BEGINNINGS =
  'LS0tLS1CRUdJT|c2stYW50|c2stcHJva|Z2hwX|Z2l0aHViX3Bh|Z2xwYXQt|eG94[YQ]|QUl6Y|QUtJQ|QmVhcmVyI|QmFzaWMg|cG9zdGdyZX|bXlzcWw6Ly|bW9uZ29kYi|cmVkaXM6Ly|dG9rZW[46]|cGFzc3dvcmQ[69]|YXBpX2tle'
// -----BEGIN CERTIFICATE and -----BEGIN PUBLIC
const PUBLIC = /^LS0tLS1CRUdJTiB(?:DRVJUSUZJQ0FUR|QVUJMSU)/

/** Secrets that are written in another form. Values known in advance are found in any form anyway. */
export const encoded: readonly Rule[] = [
  {
    name: 'base64-of-secret',
    class: 'encoded-secret',
    pattern: new RegExp(`${LEFT}(?:${BEGINNINGS})[A-Za-z0-9+/_=-]{12,}`, 'g'),
    check: (text) => !PUBLIC.test(text) && decodesToText(text),
  },
  {
    name: 'password-hash',
    class: 'password-hash',
    pattern:
      /\$(?:2[abxy]\$\d{2}\$[./A-Za-z0-9]{53}|(?:argon2(?:id|i|d)|scrypt|pbkdf2(?:-sha\d{1,3})?|y|gy|7|6|5|1|apr1)\$[A-Za-z0-9./+=,$-]{20,})/g,
  },
]

/** True for base64 of which the first bytes are printable. */
function decodesToText(text: string): boolean {
  try {
    const whole = text.slice(0, 16).replaceAll('-', '+').replaceAll('_', '/')
    return /^[\t\n\r\x20-\x7e]{8,}$/.test(atob(whole))
  } catch {
    return false
  }
}
