import { explainFailure } from '../log/explain-failure.ts'
import { momentMs, startBudgetMs } from './budget.ts'
import type { Evidence, History } from './evidence.ts'
import { starting, withinBudget } from './judge-starting.ts'
import { because, type EvidenceItem, seen, type Verdict } from './verdict.ts'
import { duration } from './words.ts'

/** Silence of a gateway that was ready, before it counts as stuck. */
const silentBudgetMs = 20_000
/** A stop and a restart give the lock back in the instant in which the port closes, so a lock behind a closed port is a fault. */
const heldBudgetMs = 4000
/** A restart that hangs keeps the old lock: its channels get two times five seconds to end, and then it should be gone. */
const heldRestartMs = 30_000
/** Between giving the lock back and the end of the process, or the new lock of a restart inside it. */
const closedBudgetMs = 60_000

/** The process lives and says nothing: the port is closed, or the answer does not come. */
export function judgeMute(evidence: Evidence, history: History, alive: EvidenceItem): Verdict {
  const { at, probe, port } = evidence
  const { marks, boot } = history
  const silent = probe?.kind === 'timeout'
  const said = silent
    ? seen(at.wall, 'probe', `/readyz did not answer within ${duration(probe.afterMs)}.`)
    : seen(at.wall, 'probe', `Nobody listens on port ${port}.`)
  const failed = evidence.startFailure
  // One that ends after its failure does so at once.
  if (!silent && failed !== null && at.wall - failed.at >= momentMs) {
    const failure = explainFailure(failed.message)
    const told = seen(failed.at, 'log', 'The start gave up.', { quote: failed.message })
    const message = `${failure.message} Its process stays alive and does nothing until it is restarted.`
    return { state: 'wedged', reasons: [because(failure.code, message, told, said, alive)] }
  }
  if (boot?.readyAt === null && withinBudget(evidence, history)) return starting(evidence, history, 'starting', said)
  const held = evidence.lock !== null && evidence.lock.pid === evidence.process?.pid
  const restartBudget = held ? heldRestartMs : startBudgetMs(history.startDurations)
  if (marks.restartAnnouncedAt !== null && at.mono - marks.restartAnnouncedAt < restartBudget) {
    return starting(evidence, history, 'restarting', said)
  }
  if (silent) {
    const since = at.mono - (marks.silentSince ?? at.mono)
    const stuck = since >= silentBudgetMs || boot?.readyAt === null
    const lasting = since < momentMs ? 'does not answer' : `has not answered for ${duration(since)}`
    const message = `It ${lasting}, though its process is alive.`
    return { state: stuck ? 'wedged' : 'degraded', reasons: [because('not_answering', message, said, alive)] }
  }
  if (marks.stopAnnouncedAt !== null && at.mono - marks.stopAnnouncedAt < closedBudgetMs) {
    return {
      state: 'degraded',
      reasons: [because('stopping', 'It is stopping: it closed its port and ends its process.', said, alive)],
    }
  }
  const since = at.mono - (marks.closedSince ?? at.mono)
  const stuck = since >= (held ? heldBudgetMs : closedBudgetMs) || boot?.readyAt === null
  const lasting = since < momentMs ? 'is closed' : `has been closed for ${duration(since)}`
  const message = `Its process is alive${held ? ' and holds its lock' : ''}, but its port ${lasting}.`
  return { state: stuck ? 'wedged' : 'degraded', reasons: [because('port_closed', message, said, alive)] }
}
