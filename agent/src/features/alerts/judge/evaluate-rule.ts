/** What a rule says of numbers, every default filled in. */
export interface Limits {
  threshold: number
  /** It is over only at or beyond this. */
  clearThreshold: number
  /** `above`: bad at or over the threshold. `below`: bad under it. */
  worse: 'above' | 'below'
  /**
   * `level`: the reading is compared with the threshold. `seconds`: the reading is 1 for bad and 0 for well, and the
   * threshold says for how many seconds it must be bad.
   */
  counts: 'level' | 'seconds'
  forMs: number
  cooldownMs: number
}

export interface RuleState {
  phase: 'ok' | 'pending' | 'firing' | 'unknown'
  /** When this phase began; all times in ms since 1970. */
  since: number
  /** Since when it is bad without a break; null while it is not. */
  badSince: number | null
  /** When it was last seen to be bad. */
  lastBadAt: number | null
  /** When it was last over. */
  clearedAt: number | null
  /** False while a firing rule cannot be judged. */
  known: boolean
}

export interface Judgement {
  state: RuleState
  step: 'raised' | 'resolved' | null
}

/** How long nothing may be known before what is bad has to begin anew, unless the readings come more rarely. */
export const usualGapMs = 60_000

/**
 * Judges one reading, null for none. Nothing known is neither good nor bad: it raises nothing, ends nothing, and a time
 * in which nobody looked is no time in which it held.
 */
export function evaluateRule(
  limits: Limits,
  value: number | null,
  before: RuleState | null,
  now: number,
  gapMs = usualGapMs,
): Judgement {
  const last = notAfter(before ?? firstState(now), now)
  if (value === null) return { state: unknownAfter(last, now), step: null }

  const bad = isBad(limits, value)
  if (last.phase === 'firing') return whileFiring(limits, value, bad, last, now)
  if (!bad) return { state: enter(last, 'ok', now, { badSince: null, lastBadAt: null }), step: null }

  const goesOn = last.badSince !== null && last.lastBadAt !== null && now - last.lastBadAt <= gapMs
  const badSince = goesOn && last.badSince !== null ? last.badSince : now
  const held = { badSince, lastBadAt: now }
  const heldLong = now - badSince >= holdMs(limits)
  const rested = last.clearedAt === null || now - last.clearedAt >= limits.cooldownMs
  return heldLong && rested
    ? { state: enter(last, 'firing', now, held), step: 'raised' }
    : { state: enter(last, 'pending', now, held), step: null }
}

/** Whether this is bad, however long it has been so. */
export function isBad(limits: Limits, value: number): boolean {
  return limits.worse === 'above' ? value >= badFrom(limits) : value < limits.threshold
}

function whileFiring(limits: Limits, value: number, bad: boolean, last: RuleState, now: number): Judgement {
  if (!bad && isOver(limits, value)) {
    const over = { badSince: null, lastBadAt: null, clearedAt: now }
    return { state: enter(last, 'ok', now, over), step: 'resolved' }
  }
  return { state: { ...last, known: true, lastBadAt: bad ? now : last.lastBadAt }, step: null }
}

function unknownAfter(last: RuleState, now: number): RuleState {
  return last.phase === 'firing' ? { ...last, known: false } : enter(last, 'unknown', now, {})
}

const badFrom = ({ counts, threshold }: Limits) => (counts === 'seconds' ? 1 : threshold)

const holdMs = ({ counts, threshold, forMs }: Limits) => (counts === 'seconds' ? threshold * 1000 + forMs : forMs)

function isOver({ counts, worse, clearThreshold }: Limits, value: number): boolean {
  if (counts === 'seconds') return value < 1
  return worse === 'above' ? value <= clearThreshold : value >= clearThreshold
}

function firstState(now: number): RuleState {
  return { phase: 'unknown', since: now, badSince: null, lastBadAt: null, clearedAt: null, known: true }
}

function enter(last: RuleState, phase: RuleState['phase'], now: number, change: Partial<RuleState>): RuleState {
  const since = last.phase === phase ? last.since : now
  return { ...last, ...change, phase, since, known: true }
}

/** A clock that was set back must not leave a rule waiting for a time that is far away. */
function notAfter(state: RuleState, now: number): RuleState {
  const bound = (at: number | null) => (at === null ? null : Math.min(at, now))
  return {
    ...state,
    since: Math.min(state.since, now),
    badSince: bound(state.badSince),
    lastBadAt: bound(state.lastBadAt),
    clearedAt: bound(state.clearedAt),
  }
}
