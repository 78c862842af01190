import { startBudgetMs } from './budget.ts'
import type { Evidence, History } from './evidence.ts'
import { because, type EvidenceItem, type Verdict } from './verdict.ts'
import { duration } from './words.ts'

export function starting(
  evidence: Evidence,
  { boot, startDurations, crashes }: History,
  code: 'starting' | 'restarting',
  said: EvidenceItem,
): Verdict {
  const elapsed = duration(Math.max(0, evidence.at.wall - (boot?.startedAt ?? evidence.at.wall)))
  const what = code === 'starting' ? `It is starting, for ${elapsed} so far.` : 'It is restarting, as it announced.'
  const within = `It may take up to ${duration(startBudgetMs(startDurations))}.`
  if (code === 'starting' && crashes.length >= 3) {
    const message = `It is starting again after ${crashes.length} starts that ended badly within 10 minutes.`
    return { state: 'crash_looping', reasons: [because('starts_fail', message, said)] }
  }
  return { state: 'starting', reasons: [because(code, `${what} ${within}`, said)] }
}

/** Whether a start that has not got ready may go on. */
export function withinBudget({ at }: Evidence, { boot, marks, startDurations }: History): boolean {
  // The longer of what both clocks say, so that a wall clock that was set back cannot make a start last for ever.
  const elapsed = Math.max(at.wall - (boot?.startedAt ?? at.wall), at.mono - (marks.bootSince ?? at.mono))
  return elapsed < startBudgetMs(startDurations)
}
