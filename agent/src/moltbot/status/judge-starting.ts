import { startBudgetMs } from './budget.ts'
import type { EndedBoot, Evidence, History } from './evidence.ts'
import { because, type EvidenceItem, type Verdict } from './verdict.ts'
import { duration } from './words.ts'

/** So many starts that ended badly within ten minutes are a loop. */
export const crashesOfALoop = 3

export function starting(
  evidence: Evidence,
  { boot, startDurations, crashes }: History,
  code: 'starting' | 'restarting',
  said: EvidenceItem,
): Verdict {
  const elapsed = duration(Math.max(0, evidence.at.wall - (boot?.startedAt ?? evidence.at.wall)))
  const what = code === 'starting' ? `It is starting, for ${elapsed} so far.` : 'It is restarting, as it announced.'
  const within = `It may take up to ${duration(startBudgetMs(startDurations))}.`
  if (code === 'starting' && crashes.length >= crashesOfALoop) return startingAgain(crashes, said)
  return { state: 'starting', reasons: [because(code, `${what} ${within}`, said)] }
}

/** One more start of a loop is no reason to hope. */
export function startingAgain(crashes: EndedBoot[], said: EvidenceItem): Verdict {
  const message = `It is starting again after ${crashes.length} starts that ended badly within 10 minutes.`
  return { state: 'crash_looping', reasons: [because('starts_fail', message, said)] }
}

/** Whether a start that has not got ready may go on. */
export function withinBudget({ at }: Evidence, { boot, marks, startDurations }: History): boolean {
  // The longer of what both clocks say, so that a wall clock that was set back cannot make a start last for ever.
  const elapsed = Math.max(at.wall - (boot?.startedAt ?? at.wall), at.mono - (marks.bootSince ?? at.mono))
  return elapsed < startBudgetMs(startDurations)
}
