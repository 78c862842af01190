import type { Probe } from '../gateway/probe.ts'
import { momentMs, startBudgetMs } from './budget.ts'
import type { Evidence, History } from './evidence.ts'
import { judgeMute } from './judge-mute.ts'
import { faultsOf, judgeReady } from './judge-ready.ts'
import { starting, withinBudget } from './judge-starting.ts'
import { because, seen, type Verdict } from './verdict.ts'
import { capital, duration } from './words.ts'

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
  const what = pending ?? probe.failing.map((name) => plainly(name, evidence)).join(', ')
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

/** After its grace of two minutes MoltBot counts a channel without a connection as its own failure, under the channel's name. */
function plainly(name: string, { channels, config }: Evidence): string {
  const isChannel =
    channels.some(({ id }) => id === name) || (config.kind === 'read' && config.config.channels.includes(name))
  return isChannel ? `${capital(name)} has no connection` : name
}
