import type { Setting } from './settings.ts'

const maxFound = 200
const maxWords = 8

/** Settings that hold every word in path, title or help; in the path counts most, then in the title. */
export function searchSettings(settings: readonly Setting[], words: string): Setting[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, maxWords)
  if (wanted.length === 0) return []
  const scored: { setting: Setting; score: number }[] = []
  for (const setting of settings) {
    const score = scoreOf(setting, wanted)
    if (score > 0) scored.push({ setting, score })
  }
  scored.sort((one, other) => other.score - one.score)
  return scored.slice(0, maxFound).map(({ setting }) => setting)
}

/** 0 when a word is nowhere. */
function scoreOf({ path, title, help, advanced, essential }: Setting, wanted: readonly string[]): number {
  const inPath = path.toLowerCase()
  const inTitle = title?.toLowerCase() ?? ''
  const inHelp = help?.toLowerCase() ?? ''
  const last = inPath.slice(inPath.lastIndexOf('.') + 1)
  let score = (essential ? 4 : 0) + (advanced ? 0 : 2) + 1 / (1 + inPath.length)
  for (const word of wanted) {
    if (last === word) score += 12
    else if (last.includes(word)) score += 8
    else if (inPath.includes(word)) score += 5
    else if (inTitle.includes(word)) score += 4
    else if (inHelp.includes(word)) score += 1
    else return 0
  }
  return score
}
