import type { OwnRuntime } from '../../../core/own-product.ts'
import type { RemoteFacts } from './parse-facts.ts'

export const oldestNode = '24.18.0'
/** Official builds of Node 24 run from here on. */
const oldestGlibc = '2.28'

/**
 * Whose Node runs the agent there; null when neither can. The agent runs as root, so a Node in somebody's home, which
 * that user could replace, is as if it were not there. A Node without npm cannot install anything, so ours is better.
 */
export function nodeFor(facts: RemoteFacts, runtime: OwnRuntime): 'theirs' | 'ours' | null {
  const { node } = facts
  const theirs = node !== null && isAtLeast(node.version, oldestNode) && /^\/(usr|opt)\//.test(node.path)
  const ours = canRunOurs(facts, runtime)
  if (theirs && (facts.hasNpm || !ours)) return 'theirs'
  return ours ? 'ours' : null
}

function canRunOurs({ system, arch, libc }: RemoteFacts, runtime: OwnRuntime): boolean {
  const isSameMachine = system.toLowerCase() === runtime.platform && arch === runtime.arch
  if (!isSameMachine || libc === null || libc.name !== runtime.libc?.name) return false
  return libc.name === 'musl' || isAtLeast(libc.version, oldestGlibc)
}

/** Versions of numbers and dots alone. */
function isAtLeast(version: string, oldest: string): boolean {
  const [left, right] = [version, oldest].map((text) => text.split('.').map(Number))
  for (const [part, wanted] of (right ?? []).entries()) {
    const found = left?.[part] ?? 0
    if (found !== wanted) return found > wanted
  }
  return true
}
