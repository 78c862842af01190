import type { ConfigChange, ConfigDiff } from '../../../moltbot/config/changes/diff-configs.ts'
import { higherRisk } from '../../../moltbot/config/changes/risk-of.ts'
import type { ConfigPath } from '../../../moltbot/config/path.ts'
import { strongerEffect } from '../../../moltbot/config/reload/effect-of.ts'

/** What changes in a file that MoltBot refuses, and what that means for one that runs with another. */
export interface InForce {
  diff: ConfigDiff
  /** What the file has already, and MoltBot takes only now. */
  comesIntoForce: ConfigChange[]
}

/**
 * A change of the file costs what it changes in what MoltBot runs with.
 * @param running What changes in that; null where it is not known, and then a restart has to be expected.
 * @param witnessed What changes in the newest that is known from elsewhere than from beside the file, or is there at all
 * where nothing is. What is dangerous in it is told whatever MoltBot is said to run with.
 */
export function judgeInForce(onDisk: ConfigDiff, running: ConfigDiff | null, witnessed: ConfigDiff): InForce {
  const judged = running === null ? unknown(onDisk) : judge(onDisk, running)
  const told = [...judged.diff.changes, ...judged.comesIntoForce]
  const untold = witnessed.changes.filter(
    (danger) => danger.risk === 'high' && !told.some(({ path, risk }) => risk === 'high' && isAlong(path, danger.path)),
  )
  const risk = witnessed.risk === 'high' ? witnessed.risk : judged.diff.risk
  return { diff: { ...judged.diff, risk }, comesIntoForce: [...judged.comesIntoForce, ...untold] }
}

function unknown(onDisk: ConfigDiff): InForce {
  return { diff: { ...onDisk, effect: 'restart' }, comesIntoForce: [] }
}

function judge(onDisk: ConfigDiff, running: ConfigDiff): InForce {
  const changes = onDisk.changes.map((change): ConfigChange => {
    const met = running.changes.filter(({ path }) => isAlong(path, change.path))
    const same = met.find(({ path }) => path.length === change.path.length)
    return { ...change, ...(same ? verdictOf(same) : met.map(verdictOf).reduce(stronger, nothing)) }
  })
  const comesIntoForce = running.changes.filter(({ path }) => !onDisk.changes.some((one) => isAlong(one.path, path)))
  const truncated = onDisk.truncated || running.truncated
  return { diff: { changes, truncated, effect: running.effect, risk: running.risk }, comesIntoForce }
}

type Verdict = Pick<ConfigChange, 'effect' | 'risk' | 'why'>

const nothing: Verdict = { effect: 'none', risk: 'low', why: null }

const verdictOf = ({ effect, risk, why }: ConfigChange): Verdict => ({ effect, risk, why })

function stronger(one: Verdict, other: Verdict): Verdict {
  const risk = higherRisk(one.risk, other.risk)
  return { effect: strongerEffect(one.effect, other.effect), risk, why: risk === one.risk ? one.why : other.why }
}

/** The same setting, or one inside the other. */
function isAlong(one: ConfigPath, other: ConfigPath): boolean {
  const length = Math.min(one.length, other.length)
  return one.slice(0, length).every((part, index) => part === other[index])
}
