/** One thing to measure, alone in its turn. */
export interface Candidate {
  name: string
  /** Gives one figure in the unit of its series. */
  measure(): Promise<number>
}

export interface Series {
  name: string
  unit: string
  /** What the figure holds: spawn, read, decode, sync. */
  includes: string
  candidates: readonly Candidate[]
  gates: readonly Gate[]
  /** So many short turns in the place of one, where neighbours on the machine change what they do within a turn. */
  turnsInRound?: number
  /** What an issue asks for in the series' own unit. Told, and never a gate: it depends on the machine. */
  aims?: readonly Aim[]
}

/** A bound on the ratio between two candidates; absolute figures are never a gate. */
export interface Gate {
  candidate: string
  rival: string
  bound: 'at least' | 'at most'
  ratio: number
  /** What an issue hopes for beyond the gate; told with the verdict. */
  hope?: number
}

/** An absolute figure that a candidate's median should keep to. */
export interface Aim {
  candidate: string
  bound: 'at least' | 'at most'
  figure: number
}

/** A prepared benchmark: its candidates are running and were seen to do equal work. */
export interface PreparedBench {
  series: readonly Series[]
  /** What every round measures beside the candidates, so that a slow minute can be seen. */
  floor: Candidate & { unit: string }
  /** Facts for the reader, such as data sizes or what is bound by the load generator. */
  notes(): string[]
  dispose(): Promise<void>
}

export interface BenchPlan {
  rounds: number
  /** Short turns for CI, where only ratios count. */
  fast: boolean
}

/** Starts what is measured, and throws when the candidates do not give the same answers. */
export type PrepareBench = (plan: BenchPlan) => Promise<PreparedBench>
