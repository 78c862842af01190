const MOST_REPEATS = 8192

interface Level {
  /** An open-ended repetition stands in this group already, so nothing may follow it. */
  ended: boolean
  /** The same, in an alternative before this one. */
  anyEnded: boolean
  /** The largest number of times that the group's content repeats by itself. */
  repeats: number
  readonly isLook: boolean
}

/**
 * Why a pattern could take more than linear time, or undefined when it cannot: an open-ended repetition may only be
 * the last thing that it reads (so it never gives back what it took), and every other repetition is bounded.
 */
export function explainSlowPattern(pattern: RegExp): string | undefined {
  const { source } = pattern
  if (/\\(?:[1-9]|k<)/.test(source.replaceAll(/\\\\/g, ''))) return 'it refers back to a group'
  const tokens =
    source.match(
      /\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\(\?<?[=!]|\(\?:|\(\?<\w+>|[*+?]\??|\{\d+(?:,\d*)?\}\??|[\s\S]/g,
    ) ?? []
  const levels: Level[] = [{ ended: false, anyEnded: false, repeats: 1, isLook: false }]
  let last: Level | undefined
  for (const token of tokens) {
    const level = levels.at(-1)
    if (!level) return 'it closes more groups than it opens'
    if (token.startsWith('(')) {
      if (level.ended && !/^\(\?<?[=!]/.test(token)) return 'something follows an open-ended repetition'
      levels.push({ ended: false, anyEnded: false, repeats: 1, isLook: /^\(\?<?[=!]/.test(token) })
      last = undefined
    } else if (token === ')') {
      levels.pop()
      level.ended ||= level.anyEnded
      last = level
      const outer = levels.at(-1)
      if (!outer) return 'it closes more groups than it opens'
      if (level.ended && level.isLook) return 'a look-around has an open-ended repetition'
      outer.ended ||= level.ended
      outer.repeats = Math.max(outer.repeats, level.repeats)
    } else if (token === '|') {
      // an alternative ends for itself; what follows the group follows all of them
      level.anyEnded ||= level.ended
      level.ended = false
      last = undefined
    } else if (/^(?:[*+]|\{\d+,\})/.test(token)) {
      if (last && (last.ended || last.repeats > 1024)) return 'an open-ended repetition repeats another repetition'
      level.ended = true
      last = undefined
    } else if (/^\{|^\?/.test(token)) {
      const most = token.startsWith('{') ? Number(/(\d+)\}/.exec(token)?.[1]) : 1
      if (last?.ended && most > 1) return 'a repetition repeats an open-ended one'
      const product = most * (last?.repeats ?? 1)
      if (product > MOST_REPEATS) return `a repetition can go ${product} times`
      level.repeats = Math.max(level.repeats, product)
    } else {
      if (level.ended && token !== '$' && token !== '^') return 'something follows an open-ended repetition'
      last = undefined
    }
  }
  return undefined
}
