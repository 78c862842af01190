import type { SettingRow } from './expand-settings.ts'

const maxWords = 8

/** What holds every word that was typed, the nearest first. A path that was typed whole comes before all. */
export function searchSettings(rows: readonly SettingRow[], typed: string): SettingRow[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean).slice(0, maxWords)
  if (words.length === 0) return []
  const whole = words.join(' ')
  const found: { row: SettingRow; weight: number }[] = []
  for (const row of rows) {
    const weight = weightOf(row, words, whole)
    if (weight > 0) found.push({ row, weight })
  }
  return found.toSorted((one, other) => other.weight - one.weight).map(({ row }) => row)
}

/** 0 where a word is missing. A name counts more than a path, a path more than an explanation. */
function weightOf({ words, setting, path }: SettingRow, typed: readonly string[], whole: string): number {
  let weight = 0
  for (const word of typed) {
    const here = weightOfWord(words, word)
    if (here === 0) return 0
    weight += here
  }
  if (words.path === whole) weight += 100
  else if (words.label === whole) weight += 5
  if (setting.essential) weight += 12
  else if (!setting.advanced) weight += 4
  // What there is no place for yet comes after what can be set.
  if (path === null) weight -= 4
  return Math.max(weight, 1) + 1 / (1 + words.path.length)
}

function weightOfWord({ path, last, label, help }: SettingRow['words'], word: string): number {
  if (last === word) return 20
  if (label.startsWith(word)) return 14
  if (last.includes(word)) return 12
  if (label.includes(word)) return 10
  if (path.includes(word)) return 8
  return help.includes(word) ? 2 : 0
}
