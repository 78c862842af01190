import { type Step, type Steps, stepsOf } from './steps.ts'
import { BEYOND, SYMBOLS } from './symbols.ts'

// some 4 MB of table: more states than real logs reach, few enough that text made to reach them all does no harm
const MOST_STATES = 8192
// a state costs some 10 µs, so on average a text may pay for one only in so many symbols
const SYMBOLS_FOR_STATE = 64
const MOST_CREDIT = 8192

/** Finds out which of many patterns may match in a text, in one pass. May say so of a pattern that does not; never the reverse. */
export interface Automaton {
  /** The places in the list of the patterns that may match in the text. */
  candidates(text: string): readonly number[]
  /** Where in UTF-8 from `from` on a match of any pattern may end, or -1. `from` must be the beginning of a line. */
  next(bytes: Uint8Array, from: number): number
}

interface State {
  /** Steps that wait for a symbol, without those that wait at every place. */
  readonly waiting: readonly number[]
  /** Patterns that this state has found. */
  readonly found: readonly number[]
}

/**
 * Compiles the patterns. States are made when a text first reaches them, and forgotten all at once when there are too
 * many; a text that keeps asking for new ones gets every pattern as a candidate instead.
 */
export function createAutomaton(patterns: readonly RegExp[]): Automaton {
  const machine = stepsOf(patterns)
  const { steps } = machine
  const { classOf, samples } = classesOf(machine)
  const everywhere = closureOf(machine, [machine.start], false)
  const isEverywhere = new Set(everywhere.waiting)
  const all = patterns.map((_, i) => i)
  const begin = closureOf(machine, [machine.start], true)
  const always = begin.found
  // a row of the table holds one state's next state for each class of symbols
  const width = samples.length
  let table = new Int32Array(width * 64)
  let states: State[] = []
  let ids = new Map<string, number>()
  let credit = MOST_CREDIT

  /** The number of a state's row; negative when it has found something. */
  const idOf = (state: State): number => {
    const key = `${state.waiting.join()}|${state.found.join()}`
    const known = ids.get(key)
    if (known !== undefined) return known
    states.push(state)
    if (states.length * width > table.length) {
      const larger = new Int32Array(table.length * 2)
      larger.set(table)
      table = larger
    }
    const row = (states.length - 1) * width
    const id = state.found.length > 0 ? -row : row
    ids.set(key, id)
    return id
  }
  const afterEverywhere: State[] = []
  const after = (waiting: readonly number[], symbolClass: number): State => {
    const symbol = samples[symbolClass] ?? BEYOND
    const reached: number[] = []
    for (const id of waiting) {
      const step = steps[id]
      if (step?.kind !== 'read' || !step.set[symbol]) continue
      reached.push(step.then)
      // one character beyond ASCII is several bytes
      if (symbol === BEYOND) reached.push(id)
    }
    return besides(closureOf(machine, reached, false))
  }
  /** Without the steps that wait at every place anyhow. */
  const besides = ({ waiting, found }: State): State => ({
    waiting: waiting.filter((step) => !isEverywhere.has(step)),
    found,
  })
  const forget = (): number => {
    ids = new Map()
    table.fill(0)
    // row 0 means "not made yet", so no state may have it
    states = [{ waiting: [], found: [] }]
    return idOf({ ...besides(begin), found: [] })
  }
  const START = forget()

  /** Makes the state that follows; 0 when the text has used up what it may spend. */
  const follow = (row: number, symbolClass: number): number => {
    if (credit <= 0) return 0
    credit -= 1
    const always = afterEverywhere[symbolClass] ?? after(everywhere.waiting, symbolClass)
    afterEverywhere[symbolClass] = always
    const own = after(states[row / width]?.waiting ?? [], symbolClass)
    const next = { waiting: inOrder(own.waiting, always.waiting), found: inOrder(own.found, always.found) }
    if (states.length >= MOST_STATES) {
      forget()
      return idOf(next)
    }
    const id = idOf(next)
    table[row + symbolClass] = id
    return id
  }
  const earn = (symbols: number) => {
    credit = Math.min(MOST_CREDIT, credit + symbols / SYMBOLS_FOR_STATE)
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

/** Where a search stands once it has taken every step that reads nothing. */
function closureOf({ steps }: Steps, from: readonly number[], atLineStart: boolean): State {
  const seen = new Set<number>()
  const found = new Set<number>()
  const waiting: number[] = []
  const todo = [...from]
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

function inOrder(one: readonly number[], other: readonly number[]): number[] {
  return [...new Set([...one, ...other])].sort((a, b) => a - b)
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
