import type { Candidate } from './bench-case.ts'

/** Figures by candidate, one for each round. */
export type Figures = Map<string, number[]>

/** A B C, B C A, C A B …: whatever the machine does in the meantime, it does to all of them. */
export async function interleave(candidates: readonly Candidate[], rounds: number): Promise<Figures> {
  const figures: Figures = new Map(candidates.map(({ name }) => [name, []]))
  if (figures.size !== candidates.length) throw new Error('two candidates have the same name')
  for (let round = 0; round < rounds; round++) {
    for (const candidate of rotated(candidates, round)) {
      figures.get(candidate.name)?.push(await candidate.measure())
    }
  }
  return figures
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const start = list.length === 0 ? 0 : by % list.length
  return [...list.slice(start), ...list.slice(0, start)]
}
