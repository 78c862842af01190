import type { ContainerFacts } from '../../host/host.ts'
import type { Evidence } from './evidence.ts'
import { because, seen, type Verdict } from './verdict.ts'

/** Judges a gateway in a container, whose state and processes cannot be looked into from here: only the engine and its health. */
export function judgeContainer({ at, probe, port }: Evidence, container: ContainerFacts): Verdict {
  const facts = seen(
    at.wall,
    'container',
    `Container ${container.name} of ${container.image} ${container.running ? 'runs' : 'does not run'}.`,
  )
  if (!container.running) {
    const code = container.exitCode
    const message = code === null || code === 0 ? 'Its container is stopped.' : `Its container ended with code ${code}.`
    return { state: 'stopped', reasons: [because(code === 0 ? 'stopped_cleanly' : 'ended_uncleanly', message, facts)] }
  }
  if (probe?.kind === 'answered' && probe.ready) {
    return {
      state: 'running',
      reasons: [
        because(
          'ready',
          'It answers every check.',
          seen(at.wall, 'probe', `/readyz on port ${port} answered 200.`),
          facts,
        ),
      ],
    }
  }
  if (probe?.kind === 'answered') {
    const said = seen(at.wall, 'probe', `/readyz answered ${probe.status}, failing: ${probe.failing.join(', ')}.`)
    return {
      state: 'degraded',
      reasons: [because('not_ready', 'Its container runs, but it is not ready.', said, facts)],
    }
  }
  if (container.hostPort === null) {
    return {
      state: 'unknown',
      reasons: [because('not_proven', 'Its container runs and publishes no port, so it cannot be asked.', facts)],
    }
  }
  return {
    state: 'degraded',
    reasons: [because('not_answering', 'Its container runs, but it does not answer.', facts)],
  }
}
