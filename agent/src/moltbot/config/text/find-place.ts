import type { ConfigPath } from '../path.ts'
import type { ParsedConfig } from './parse-config.ts'
import { type Member, type Place, placeAt, type SyntaxNode } from './syntax.ts'

/** Where a setting stands in the text: its key, or the item of a list. Null when it does not stand there. */
export function findPlace(config: ParsedConfig | null, path: ConfigPath): Place | null {
  if (config === null || path.length === 0) return null
  let node: SyntaxNode | undefined = config.syntax.root
  let start: number | undefined
  for (const part of path) {
    if (node?.kind === 'object') {
      const member: Member | undefined = node.members.findLast(({ key }) => key === part)
      start = member?.keySpan.start
      node = member?.value
    } else if (node?.kind === 'array' && typeof part === 'number') {
      node = node.items[part]?.value
      start = node?.start
    } else return null
  }
  return start === undefined ? null : placeAt(config.text, start)
}
