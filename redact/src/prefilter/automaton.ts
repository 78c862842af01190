import { type Step, type Steps, stepsOf } from './steps.ts'
import { BEYOND, SYMBOLS } from './symbols.ts'

// some 15 MB at most: more states than a day's log reaches, few enough that text made to reach ever more does no harm
const MOST_STATES = 16_384
// a state costs as much as trying all rules on so many symbols, so a text may pay for one only as often
const SYMBOLS_FOR_STATE = 32
const MOST_CREDIT = 16_384

/** Finds out which of many patterns may match in a text, in one pass. May say so of a pattern that does not; never the reverse. */
export interface Automaton {
  /** The places in the list of the patterns that may match in the text. */
  candidates(text: string): readonly number[]
  /** Where in UTF-8 from `from` on a match of any pattern may end, or -1. `from` must be the beginning of a line. */
  next(bytes: Uint8Array, from: number): number
}

interface State {
  /** Steps that wait for a symbol, without those that wait at every place. */
  readonly waiting: Iterable<number>
  /** Patterns that this state has found. */
  readonly found: readonly number[]
}

/**
 * Compiles the patterns. States are made when a text first reaches them, and forgotten all at once when there are too
 * many; a text that asks for a new one more often than every so many symbols gets every pattern as a candidate instead.
 */
export function createAutomaton(patterns: readonly RegExp[], symbolsForState = SYMBOLS_FOR_STATE): Automaton {
  const machine = stepsOf(patterns)
  const { steps } = machine
  const { classOf, samples } = classesOf(machine)
  const begin = closureOf(machine, machine.start, true)
  const everywhere = closureOf(machine, machine.start, false)
  const all = patterns.map((_, i) => i)
  const always = begin.found
  // a row of the table holds one state's next state for each class of symbols
  const width = samples.length
  let table = new Int32Array(width * 64)
  let states: State[] = []
  let ids = new Map<string, number>()
  let credit = MOST_CREDIT

  /** The number of a state's row; negative when it has found something. */
  const idOf = (waiting: Int32Array, found: readonly number[]): number => {
    const written = steps.length < 1 << 16 ? Reflect.apply(String.fromCharCode, undefined, waiting) : waiting.join()
    const key = `${written} ${found.join()}`
    const known = ids.get(key)
    if (known !== undefined) return known
    states.push({ waiting, found })
    if (states.length * width > table.length) {
      const larger = new Int32Array(table.length * 2)
      larger.set(table)
      table = larger
    }
    const row = (states.length - 1) * width
    const id = found.length > 0 ? -row : row
    ids.set(key, id)
    return id
  }
  const forget = (): number => {
    ids = new Map()
    table.fill(0)
    // row 0 means "not made yet", so no state may have it
    states = [{ waiting: [], found: [] }]
    return idOf(collect([begin]).waiting, [])
  }
  // which collection a step was last put into; those that wait at every place are in all of them
  const stamps = new Float64Array(steps.length)
  for (const step of everywhere.waiting) stamps[step] = Number.POSITIVE_INFINITY
  let stamp = 0
  const collect = (reached: readonly State[]): { waiting: Int32Array; found: number[] } => {
    stamp += 1
    const waiting: number[] = []
    const found = new Set<number>()
    for (const state of reached) {
      for (const step of state.waiting) {
        if ((stamps[step] ?? 0) >= stamp) continue
        stamps[step] = stamp
        waiting.push(step)
      }
      for (const pattern of state.found) found.add(pattern)
    }
    return { waiting: Int32Array.from(waiting).sort(), found: [...found].sort((a, b) => a - b) }
  }
  const closures = new Map<number, State>()
  const closed = (step: number): State => {
    const closure = closures.get(step) ?? closureOf(machine, step, false)
    closures.set(step, closure)
    return closure
  }
  const after = (waiting: Iterable<number>, symbolClass: number): State[] => {
    const symbol = samples[symbolClass] ?? BEYOND
    const reached: State[] = []
    for (const id of waiting) {
      const step = steps[id]
      if (step?.kind !== 'read' || !step.set[symbol]) continue
      reached.push(closed(step.then))
      // one character beyond ASCII is several bytes
      if (symbol === BEYOND) reached.push({ waiting: [id], found: [] })
    }
    return reached
  }
  const START = forget()
  const afterEverywhere: State[] = []

  /** Makes the state that follows; 0 when the text has used up what it may spend. */
  const follow = (row: number, symbolClass: number): number => {
    if (credit <= 0) return 0
    credit -= 1
    const anyhow = afterEverywhere[symbolClass] ?? collect(after(everywhere.waiting, symbolClass))
    afterEverywhere[symbolClass] = anyhow
    const { waiting, found } = collect([anyhow, ...after(states[row / width]?.waiting ?? [], symbolClass)])
    if (states.length >= MOST_STATES) {
      forget()
      return idOf(waiting, found)
    }
    const id = idOf(waiting, found)
    table[row + symbolClass] = id
    return id
  }
  const earn = (symbols: number) => {
    if (symbols > 0) credit = Math.min(MOST_CREDIT, credit + symbols / symbolsForState)
  }
  const beyond = classOf[BEYOND] ?? 0

  return {
    candidates(text) {
      let paid = 0
      let found: Set<number> | undefined
      let row = START
      let cells = table
      for (let i = 0; i < text.length; i++) {
        const code = text.charCodeAt(i)
        const symbolClass = code < BEYOND ? (classOf[code] ?? 0) : beyond
        let next = cells[row + symbolClass] ?? 0
        if (next <= 0) {
          if (next === 0) {
            earn(i - paid)
            paid = i
            next = follow(row, symbolClass)
            cells = table
            if (next === 0) {
              // whoever tries every pattern on the rest pays for it
              earn(text.length - i)
              return all
            }
          }
          if (next < 0) {
            next = -next
            found ??= new Set(always)
            for (const pattern of states[next / width]?.found ?? []) found.add(pattern)
          }
        }
        row = next
      }
      earn(text.length - paid)
      return found ? [...found].sort((a, b) => a - b) : always
    },
    next(bytes, from) {
      if (always.length > 0) return from < bytes.length ? from : -1
      let paid = from
      let row = START
      let cells = table
      for (let i = from; i < bytes.length; i++) {
        const symbolClass = classOf[bytes[i] ?? 0] ?? 0
        let next = cells[row + symbolClass] ?? 0
        if (next <= 0) {
          earn(i - paid)
          paid = i
          if (next === 0) {
            next = follow(row, symbolClass)
            cells = table
          }
          if (next <= 0) return i
        }
        row = next
      }
      earn(bytes.length - paid)
      return -1
    },
  }
}

/** Where a search stands once it has taken every step from one on that reads nothing. */
function closureOf({ steps }: Steps, from: number, atLineStart: boolean): State {
  const seen = new Set<number>()
  const found = new Set<number>()
  const waiting: number[] = []
  const todo = [from]
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    const step = steps[id]
    if (step?.kind === 'read') waiting.push(id)
    else if (step?.kind === 'found') found.add(step.pattern)
    else if (step?.kind === 'fork') todo.push(...step.to)
    else if (step?.kind === 'line-start' && atLineStart) todo.push(step.then)
  }
  return { waiting, found: [...found] }
}

/** Symbols that no step tells apart are of one class. Gives the class of each byte, and one symbol of each class. */
function classesOf({ steps }: Steps): { classOf: Uint8Array; samples: readonly number[] } {
  const sets = new Set(steps.flatMap((step: Step) => (step.kind === 'read' ? [step.set] : [])))
  const classOf = new Uint8Array(256)
  const samples: number[] = []
  const known = new Map<string, number>()
  for (let symbol = 0; symbol < SYMBOLS; symbol++) {
    const key = symbol === BEYOND ? 'beyond' : Array.from(sets, (set) => set[symbol]).join('')
    const found = known.get(key) ?? samples.push(symbol) - 1
    known.set(key, found)
    classOf[symbol] = found
  }
  classOf.fill(classOf[BEYOND] ?? 0, BEYOND)
  return { classOf, samples }
}
