import { explainFailure } from '../log/explain-failure.ts'
import type { EndedBoot, Evidence, History } from './evidence.ts'
import { crashesOfALoop, startingAgain } from './judge-starting.ts'
import { because, type EvidenceItem, seen, type Verdict } from './verdict.ts'

/** Judges an installation that has no living gateway process. */
export function judgeStopped(evidence: Evidence, history: History): Verdict {
  const { at, candidate, listener, probe, port, lock } = evidence
  if (candidate) {
    const said = seen(
      at.wall,
      'process',
      `Process ${candidate.pid} calls itself ${candidate.comm} and has not taken its lock yet.`,
    )
    if (history.crashes.length >= crashesOfALoop) return startingAgain(history.crashes, said)
    return { state: 'starting', reasons: [because('starting', 'It is starting.', said)] }
  }
  if (listener.kind === 'unclaimed' && probe?.kind === 'answered') {
    const said = seen(at.wall, 'probe', `/readyz on port ${port} answered ${probe.status} as MoltBot does.`)
    const message = `Something answers like MoltBot on port ${port}, but no lock file proves that it is this one. No token was sent.`
    return { state: 'unknown', reasons: [because('not_proven', message, said)] }
  }
  const gone = lock
    ? seen(at.wall, 'file', 'Its lock file is still there, and the process that wrote it is gone.', {
        quote: `pid ${lock.pid}, port ${lock.port ?? 'none'}`,
      })
    : seen(at.wall, 'file', 'There is no lock file, so no gateway runs here.')
  const { lastExit, crashes } = history
  if (lastExit === null) {
    if (lock) return ended({ at: lock.createdAt, clean: false, exitCode: null, message: null }, gone)
    return {
      state: 'stopped',
      reasons: [because('never_seen_running', 'It is not running, and was not seen running before.', gone)],
    }
  }
  const repaired = isRepaired(evidence, lastExit)
  if ((crashes.length >= crashesOfALoop || lastExit.exitCode === 78) && !repaired)
    return looping(lastExit, crashes, gone)
  return ended(lastExit, gone)
}

/** OpenClaw must not be started again after exit 78, unless somebody changed the config since. */
function isRepaired({ config }: Evidence, lastExit: EndedBoot): boolean {
  return lastExit.exitCode === 78 && config.kind === 'read' && config.config.modifiedAt > lastExit.at
}

function looping(lastExit: EndedBoot, crashes: EndedBoot[], gone: EvidenceItem): Verdict {
  const count =
    crashes.length >= crashesOfALoop
      ? `${crashes.length} starts ended badly within 10 minutes.`
      : 'Every start ends the same way.'
  if (lastExit.message === null) {
    const message = `${count} It was killed or crashed each time.`
    return { state: 'crash_looping', reasons: [because('starts_fail', message, gone)] }
  }
  const failure = explainFailure(lastExit.message)
  const said = seen(lastExit.at, 'log', 'The last start gave up.', { quote: lastExit.message })
  return { state: 'crash_looping', reasons: [because(failure.code, `${failure.message} ${count}`, said, gone)] }
}

function ended({ at, clean, message }: EndedBoot, gone: EvidenceItem): Verdict {
  if (message !== null && clean === false) {
    const failure = explainFailure(message)
    return {
      state: 'stopped',
      reasons: [
        because(failure.code, failure.message, seen(at, 'log', 'The start gave up.', { quote: message }), gone),
      ],
    }
  }
  if (clean === false) {
    const text = 'It ended without a farewell: it was killed or crashed.'
    return { state: 'stopped', reasons: [because('ended_uncleanly', text, gone)] }
  }
  if (clean === null) {
    const text = 'It ended, and nothing that can be read says how.'
    return { state: 'stopped', reasons: [because('end_unknown', text, gone)] }
  }
  return { state: 'stopped', reasons: [because('stopped_cleanly', 'It was stopped in good order.', gone)] }
}
