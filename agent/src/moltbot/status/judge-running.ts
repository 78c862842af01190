import type { Probe } from '../gateway/probe.ts'
import { startBudgetMs } from './budget.ts'
import type { Evidence, History } from './evidence.ts'
import { faultsOf, judgeReady } from './judge-ready.ts'
import { because, seen, type Verdict } from './verdict.ts'
import { duration } from './words.ts'

/** Silence of a gateway that was ready, before it counts as stuck. */
const silentBudgetMs = 20_000
/** A stop and a restart give the lock back in the instant in which the port closes, so a lock behind a closed port is a fault. */
const heldBudgetMs = 4000
/** Between giving the lock back and the end of the process, or the new lock of a restart inside it. */
const closedBudgetMs = 60_000
/** Shorter spans are not worth telling. */
const momentMs = 3000
/** MoltBot lets work in progress end for up to 330 s before it stops. */
const drainBudgetMs = 330_000

/** Judges an installation whose gateway process is alive. */
export function judgeRunning(evidence: Evidence, history: History): Verdict {
  const { at, process, listener, probe, port } = evidence
  const pid = process?.pid ?? 0
  const alive = seen(
    at.wall,
    'process',
    `Process ${pid} is alive${process?.state === 'stopped' ? ', but paused' : ''}.`,
  )
  if (listener.kind === 'other') {
    const { listener: other } = listener
    const who = other.pid === null ? `a process of user ${other.uid}` : `process ${other.pid} of user ${other.uid}`
    return {
      state: 'unknown',
      reasons: [
        because(
          'port_owned_by_other',
          `Port ${port} is held by another program than MoltBot, so what answers there says nothing about it. No token was sent.`,
          seen(at.wall, 'host', `${who} listens on ${other.address}:${port}.`),
          alive,
        ),
      ],
    }
  }
  if (process?.state === 'stopped') {
    return {
      state: 'wedged',
      reasons: [
        because('process_paused', 'The process is paused by a signal. It holds its lock and does nothing.', alive),
      ],
    }
  }
  if (probe?.kind === 'answered') return probe.ready ? judgeReady(evidence, history) : judgeNotReady(evidence, history)
  if (probe?.kind === 'html' || probe?.kind === 'garbage' || probe?.kind === 'huge') {
    const said = seen(at.wall, 'probe', `/readyz answered ${probe.status} with ${strange[probe.kind]}.`, {
      quote: probe.quote,
    })
    const lives = evidence.live ? 'It says that it lives, but' : 'It'
    const message = `${lives} answers with ${strange[probe.kind]} where it should say whether it is ready.`
    return { state: 'degraded', reasons: [because('answer_not_understood', message, said, alive)] }
  }
  return judgeMute(evidence, history, alive)
}

const strange: Record<Exclude<Probe['kind'], 'answered' | 'timeout' | 'refused'>, string> = {
  html: 'a web page',
  garbage: 'something that is not its JSON',
  huge: 'far more than a health answer holds',
}

function judgeNotReady(evidence: Evidence, history: History): Verdict {
  const { at, probe, pending } = evidence
  const { marks, boot } = history
  if (probe?.kind !== 'answered') return { state: 'unknown', reasons: [] }
  const what = pending ?? probe.failing.join(', ')
  const said = seen(
    at.wall,
    'probe',
    `/readyz answered ${probe.status}, failing: ${probe.failing.join(', ') || 'nothing named'}.`,
  )
  if (marks.restartAnnouncedAt !== null) return starting(evidence, history, 'restarting', said)
  if (probe.failing.includes('gateway-draining')) {
    const since = at.mono - (marks.stopAnnouncedAt ?? at.mono)
    if (since < drainBudgetMs) {
      return {
        state: 'degraded',
        reasons: [
          because('stopping', 'It lets its work end and takes no more, because it was told to stop or restart.', said),
        ],
      }
    }
  }
  if (boot?.readyAt === null && withinBudget(evidence, history)) return starting(evidence, history, 'starting', said)
  if (boot?.readyAt === null) {
    const message = `It has not got ready within ${duration(startBudgetMs(history.startDurations))}. It waits for ${what}.`
    return { state: 'degraded', reasons: [because('start_over_budget', message, said)] }
  }
  const since = at.mono - (marks.notReadySince ?? at.mono)
  const lasting = since < momentMs ? 'is not ready' : `has not been ready for ${duration(since)}`
  const reasons = [because('not_ready', `It answers, but ${lasting}: ${what || 'it does not say why'}.`, said)]
  return { state: 'degraded', reasons: [...reasons, ...faultsOf(evidence, history)] }
}

/** The process lives and says nothing: the port is closed, or the answer does not come. */
function judgeMute(evidence: Evidence, history: History, alive: ReturnType<typeof seen>): Verdict {
  const { at, probe, port } = evidence
  const { marks, boot } = history
  const silent = probe?.kind === 'timeout'
  const said = silent
    ? seen(at.wall, 'probe', `/readyz did not answer within ${duration(probe.afterMs)}.`)
    : seen(at.wall, 'probe', `Nobody listens on port ${port}.`)
  if (boot?.readyAt === null && withinBudget(evidence, history)) return starting(evidence, history, 'starting', said)
  if (marks.restartAnnouncedAt !== null && at.mono - marks.restartAnnouncedAt < startBudgetMs(history.startDurations)) {
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
  const held = evidence.lock !== null && evidence.lock.pid === evidence.process?.pid
  const stuck = since >= (held ? heldBudgetMs : closedBudgetMs) || boot?.readyAt === null
  const lasting = since < momentMs ? 'is closed' : `has been closed for ${duration(since)}`
  const message = `Its process is alive${held ? ' and holds its lock' : ''}, but its port ${lasting}.`
  return { state: stuck ? 'wedged' : 'degraded', reasons: [because('port_closed', message, said, alive)] }
}

function starting(
  evidence: Evidence,
  { boot, startDurations, crashes }: History,
  code: 'starting' | 'restarting',
  said: ReturnType<typeof seen>,
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

function withinBudget({ at }: Evidence, { boot, marks, startDurations }: History): boolean {
  // The longer of what both clocks say, so that a wall clock that was set back cannot make a start last for ever.
  const elapsed = Math.max(at.wall - (boot?.startedAt ?? at.wall), at.mono - (marks.bootSince ?? at.mono))
  return elapsed < startBudgetMs(startDurations)
}
