import { readFileSync } from 'node:fs'
import { parse } from 'yaml'

export type Node = { [key: string]: unknown }

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** An OpenAPI document that can follow its own references. */
export interface Document {
  root: Node
  at(node: unknown): Node | undefined
}

export function readDocument(file: string): Document {
  return asDocument(parse(readFileSync(file, 'utf8')))
}

export function asDocument(root: unknown): Document {
  if (!isNode(root)) throw new Error('an OpenAPI document is an object')
  return {
    root,
    at(node) {
      let found: unknown = node
      while (isNode(found) && typeof found.$ref === 'string') found = lookUp(root, found.$ref)
      return isNode(found) ? found : undefined
    },
  }
}

function lookUp(root: Node, reference: string): unknown {
  if (!reference.startsWith('#/')) return undefined
  let found: unknown = root
  for (const key of reference.slice(2).split('/')) {
    found = isNode(found) ? found[key.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined
  }
  return found
}
