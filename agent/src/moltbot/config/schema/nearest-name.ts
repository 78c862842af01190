const maxNames = 500
const maxLength = 60

/** The known name that a wrong one was most likely meant to be; null when none is near. */
export function nearestName(wrong: string, known: readonly string[]): string | null {
  if (wrong.length > maxLength) return null
  let best: string | null = null
  let bestDistance = (wrong.length < 4 ? 1 : Math.max(2, Math.floor(wrong.length / 3))) + 1
  for (const name of known.slice(0, maxNames)) {
    if (Math.abs(name.length - wrong.length) >= bestDistance) continue
    const distance = editDistance(wrong.toLowerCase(), name.toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** Letters to be added, removed or replaced to make one of the other (Levenshtein). */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1]
    for (const [index, otherLetter] of [...other].entries()) {
      const replaced = (row[index] ?? 0) + (letter === otherLetter ? 0 : 1)
      next.push(Math.min(replaced, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
