import type { ConfigPath } from '../path.ts'

/** A set of patterns such as `models.providers.*.headers.*` and `hooks.mappings[].sessionKey`. */
export interface PathPatterns {
  /** Where a walk begins. */
  readonly start: PatternStep
  matches(path: ConfigPath): boolean
}

/** How far a walk from the root has come in all patterns at once. */
export interface PatternStep {
  /** True where a pattern ends. */
  readonly ends: boolean
  into(part: string | number): PatternStep
}

interface Branch {
  ends: boolean
  next: Map<string, Branch>
}

export function createPathPatterns(patterns: Iterable<string>): PathPatterns {
  const root: Branch = { ends: false, next: new Map() }
  for (const pattern of patterns) {
    let at = root
    for (const part of pattern.replaceAll('[]', '.[]').split('.')) {
      const branch = at.next.get(part) ?? { ends: false, next: new Map() }
      at.next.set(part, branch)
      at = branch
    }
    at.ends = true
  }
  const start = stepOf([root])
  return {
    start,
    matches(path) {
      let step = start
      for (const part of path) step = step.into(part)
      return step.ends
    },
  }
}

function stepOf(branches: readonly Branch[]): PatternStep {
  return {
    ends: branches.some(({ ends }) => ends),
    into(part) {
      const names = typeof part === 'number' ? ['[]', '*'] : [part, '*']
      return stepOf(
        branches.flatMap(({ next }) => names.map((name) => next.get(name))).filter((found) => found !== undefined),
      )
    },
  }
}
