import { ago } from '../../ui/time-words.ts'
import type { MoltBotStatus } from '../../wire.ts'
import { onOurClock, type Surroundings } from './freshness.ts'
import { titled, together } from './naming.ts'
import { overviewWords as words } from './overview-words.ts'

export interface Sentence {
  verdict: string
  cause: string
  follows: string
}

/** The first fault makes the sentence; the next one follows in the line below. */
export function degraded(status: MoltBotStatus, here: Surroundings): Sentence {
  const [first, second] = status.reasons ?? []
  const { verdict, cause, follows } = fault(status, first?.code, here)
  return { verdict, cause, follows: second?.message ?? follows }
}

function fault(status: MoltBotStatus, code: string | undefined, here: Surroundings): Sentence {
  const text = words.degraded
  const plainly = (verdict: string, follows = ''): Sentence => ({ verdict, cause: firstReason(status) ?? '', follows })
  switch (code) {
    case 'pending_invalid_edit':
      return nextStartFails(status, here)
    case 'token_mismatch':
      return words.tokenRefused
    case 'protocol_mismatch':
      return plainly(text.protocol, text.followsDisconnected)
    case 'stopping':
      return plainly(text.stopping, text.followsStopping)
    case 'start_over_budget':
      return plainly(text.lateStart, words.starting.follows)
    case 'not_answering':
    case 'port_closed':
      return plainly(text.noAnswerNow)
    case 'answer_not_understood':
      return plainly(text.strange, text.followsStrange)
    case 'event_loop_busy':
      return plainly(text.slow)
  }
  const silent = status.channels?.filter((channel) => channel.configured && channel.connected === false) ?? []
  if (silent.length > 0) return silence(silent, here)
  if (code === 'gateway_disconnected' || status.gateway?.rpc === 'unreachable') {
    return plainly(text.disconnected, text.followsDisconnected)
  }
  if (status.gateway?.ready === false) return plainly(text.notReady)
  return plainly(text.verdict)
}

function silence(silent: NonNullable<MoltBotStatus['channels']>, here: Surroundings): Sentence {
  const text = words.degraded
  const names = together(silent.map((channel) => titled(channel.id)))
  const [only] = silent
  if (silent.length > 1 || only === undefined) {
    return { verdict: text.silentMany(names), cause: text.silentNowMany, follows: text.follows }
  }
  const last = only.last_inbound_at
  const cause =
    last === null ? text.silentNow : text.silentSince(ago(onOurClock(Date.parse(last), here.agentOffset), here.now))
  return { verdict: text.silent(names), cause, follows: text.follows }
}

export function nextStartFails(status: MoltBotStatus, here: Surroundings): Sentence {
  const text = words.nextStartFails
  const changed = status.config?.changed_at ?? null
  const when = changed === null ? null : ago(onOurClock(Date.parse(changed), here.agentOffset), here.now)
  return { verdict: text.verdict, cause: text.cause(when), follows: text.follows }
}

/** The agent's first reason, in its own words. */
export function firstReason(status: MoltBotStatus): string | null {
  return status.reasons?.[0]?.message ?? null
}
