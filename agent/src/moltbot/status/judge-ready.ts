import type { Evidence, History } from './evidence.ts'
import { channelKey } from './marks.ts'
import { because, type Reason, seen, type Verdict } from './verdict.ts'
import { capital, duration } from './words.ts'

/** MoltBot itself gives a channel this long to connect. */
const channelGraceMs = 120_000
/** Right after a start its event loop is always busy. */
const busyBudgetMs = 60_000
/** It loads a changed token within 6 s. */
const tokenGraceMs = 10_000
/** A session that is lost once is opened again within a second or two. */
const lostAttempts = 3
const lostBudgetMs = 5000

/** Judges a gateway that says it is ready: is it all well? */
export function judgeReady(evidence: Evidence, history: History): Verdict {
  const { at, probe } = evidence
  const reasons = faultsOf(evidence, history)
  if (reasons.length > 0) return { state: 'degraded', reasons }
  const latency = probe?.kind === 'answered' ? duration(probe.latencyMs) : ''
  const answer = seen(at.wall, 'probe', `/readyz answered 200 in ${latency}.`)
  return { state: 'running', reasons: [because('ready', 'It answers every check.', answer)] }
}

/** Everything that is not well with a gateway that answers. */
export function faultsOf(evidence: Evidence, history: History): Reason[] {
  return [
    invalidEdit(evidence),
    link(evidence, history),
    ...channels(evidence, history),
    busy(evidence, history),
  ].filter((fault) => fault !== null)
}

/** The file on disk is one that the next start will refuse. */
export function invalidEdit({ at, configVerdict, config, probe }: Evidence): Reason | null {
  // Only what answers runs with the config before; a start that fails over the edit is told as what it is.
  if (probe?.kind !== 'answered') return null
  if (config.kind !== 'read' || configVerdict?.valid !== false || configVerdict.hash !== config.config.hash) return null
  const [first = 'the file cannot be read'] = configVerdict.issues
  const read = seen(
    at.wall,
    configVerdict.from === 'parser' ? 'file' : configVerdict.from,
    'MoltBot keeps its old config, because the file was refused.',
    {
      quote: configVerdict.issues.join('\n') || null,
      address: `config:${config.config.hash.slice(7, 19)}`,
    },
  )
  return because(
    'pending_invalid_edit',
    `The config was edited and is invalid: ${first}. It still runs with the one before; the next start will fail.`,
    read,
  )
}

function link({ at, link: { ending, failures }, config }: Evidence, { marks }: History): Reason | null {
  const edited = config.kind === 'read' ? at.wall - config.config.modifiedAt : Number.POSITIVE_INFINITY
  if (ending?.kind === 'refused_token' && (failures > 1 || edited < 0 || edited > tokenGraceMs)) {
    return because(
      'token_mismatch',
      'It refuses the token that stands in its config, so its channels and its plugins cannot be seen.',
      seen(at.wall, 'rpc', 'The connection was refused.', { quote: ending.message }),
    )
  }
  if (ending?.kind === 'refused_protocol') {
    return because(
      'protocol_mismatch',
      'It speaks another protocol than MoltBot Ops, so only its health checks can be seen. Update MoltBot Ops.',
      seen(at.wall, 'rpc', 'The connection was refused.', { quote: ending.message }),
    )
  }
  const since = marks.unlinkedSince === null ? 0 : at.mono - marks.unlinkedSince
  if (ending?.kind === 'lost' && failures >= lostAttempts && since >= lostBudgetMs) {
    return because(
      'connection_refused',
      `It answers its health checks, but every connection to it has broken off for ${duration(since)}.`,
      seen(at.wall, 'rpc', `${failures} attempts failed.`, { quote: ending.message }),
    )
  }
  return null
}

function channels({ at, channels: all }: Evidence, { marks }: History): Reason[] {
  return all.flatMap((channel) => {
    const since = marks.channelSilentSince[channelKey(channel)]
    if (since === undefined || at.mono - since < channelGraceMs) return []
    const name = capital(channel.id)
    const said = seen(
      channel.observedAt,
      'rpc',
      `${name} is ${channel.lifecycle ?? (channel.running ? 'running' : 'not running')}, not connected.`,
      {
        quote: channel.lastError,
      },
    )
    return [because('channel_silent', `${name} has had no connection for ${duration(at.mono - since)}.`, said)]
  })
}

function busy({ at, probe }: Evidence, { marks }: History): Reason | null {
  const loop = probe?.kind === 'answered' ? probe.eventLoop : null
  if (!loop?.degraded || marks.busySince === null || at.mono - marks.busySince < busyBudgetMs) return null
  const delay = loop.delayP99Ms === null ? '' : `, work waits up to ${duration(loop.delayP99Ms)}`
  const said = seen(at.wall, 'probe', `/readyz says that the event loop is degraded: ${loop.reasons.join(', ')}.`)
  return because('event_loop_busy', `It has been overloaded for ${duration(at.mono - marks.busySince)}${delay}.`, said)
}
