import { isObject } from '../json.ts'

const secretKey =
  /token|secret|password|passphrase|apikey|privatekey|encryptkey|sessionkey|credential|webhookurl|incomingurl|serviceaccount|signingkey/i
/** Everything below these is a secret: variables and headers that MoltBot hands to others. */
const secretBranch = /(?:^|\.)(?:env|headers|vars)\.[^.]+$/
const maxFound = 200
/** Longer than any key, and in all as much as the redactor can look for without getting slow. */
const maxLength = 8192
const maxCharacters = 16_384
const maxDepth = 32
/** Shorter values would hide ordinary words everywhere. */
const minLength = 6

/**
 * Values of a config that are secrets by their place, after the 204 paths that MoltBot's own schema marks sensitive. They
 * go to the redactor, so that none of them is ever printed even where no pattern would know it.
 */
export function secretsIn(root: unknown): { path: string; value: string }[] {
  const found: { path: string; value: string }[] = []
  let characters = 0
  const add = (path: string, value: string) => {
    if (value.length > maxLength || characters + value.length > maxCharacters) return
    characters += value.length
    found.push({ path, value })
  }
  const visit = (value: unknown, path: string, named: boolean, depth: number) => {
    if (depth > maxDepth || found.length >= maxFound) return
    if (typeof value === 'string') {
      const secret = named || secretBranch.test(path)
      if (secret && value.length >= minLength && !value.includes('${')) add(path, value)
    } else if (Array.isArray(value)) {
      for (const item of value) visit(item, path, named, depth + 1)
    } else if (isObject(value)) {
      for (const [key, inner] of Object.entries(value)) {
        const plain = key.replaceAll(/[-_]/g, '')
        visit(inner, path === '' ? key : `${path}.${key}`, named || secretKey.test(plain), depth + 1)
      }
    }
  }
  visit(root, '', false, 0)
  return found
}
