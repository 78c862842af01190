import type { Clock } from '../../core/clock.ts'
import type { Network } from '../../host/host.ts'
import type { GatewayConfig } from '../gateway/read-config.ts'
import type { JsonObject } from '../json.ts'
import { type ChannelFacts, channelNames, channelsOf } from '../rpc/channels.ts'
import { createLink, type LinkState, type LinkTarget } from '../rpc/link.ts'
import type { ConfigVerdict } from '../status/evidence.ts'
import { verdictOfRpc } from './judge-config.ts'

/** How long after an edit MoltBot is asked what it thinks of it; its own watcher needs about a second. */
const settleMs = 3000

export interface Talk {
  state(): LinkState
  channels(): ChannelFacts[]
  verdict(): ConfigVerdict | null
  aim(target: LinkTarget | null): void
  /** Asks the next thing if a call is allowed now. Returns at once; an answer is told through `onChange`. */
  ask(config: GatewayConfig | null, verdict: ConfigVerdict | null): void
  /** A rare question of somebody else; null when there is no session or no answer. */
  call(method: string): Promise<JsonObject | null>
  /** Nothing that was heard from the gateway before holds any more. */
  forget(): void
  stop(): void
}

export interface TalkDeps {
  network: Network
  clock: Clock
  random: () => number
  redact: (text: string) => string
  onChange(): void
}

/** What is heard from MoltBot over RPC. Calls are rare, so each goes to what is known least. */
export function createTalk({ network, clock, random, redact, onChange }: TalkDeps): Talk {
  let names: string[] = []
  let channels: ChannelFacts[] = []
  let channelsAt = Number.NEGATIVE_INFINITY
  let verdict: ConfigVerdict | null = null
  let asking = false
  /** Hash of the config that MoltBot was asked about in vain. */
  let unanswered: string | null = null

  const link = createLink({
    network,
    clock,
    random,
    platform: process.platform,
    onChange: () => {
      const { hello } = link.state()
      if (hello) names = channelNames(hello.health)
      onChange()
    },
    onEvent: (name, payload) => {
      if (name === 'health') names = channelNames(payload)
      if (name === 'shutdown') onChange()
    },
  })

  const askChannels = async () => {
    const answer = await link.call('channels.status', {})
    if (!answer) return
    channels = channelsOf(answer, clock.now()).map((channel) => ({
      ...channel,
      lastError: channel.lastError === null ? null : redact(channel.lastError),
    }))
    channelsAt = clock.monotonic()
  }

  const askConfig = async (config: GatewayConfig) => {
    const answer = await link.call('config.get', {})
    const told = answer && verdictOfRpc(config, answer, clock.now())
    // An answer that is too large ends the session; asking for the same file again would end it every minute.
    if (!told) unanswered = config.hash
    if (told) verdict = { ...told, issues: told.issues.map(redact) }
  }

  return {
    state: link.state,
    channels: () => channels,
    verdict: () => verdict,
    aim: link.aim,
    ask(config, known) {
      if (asking || link.state().phase !== 'connected' || link.callWaitMs() > 0) return
      const unjudged =
        config !== null &&
        known?.hash !== config.hash &&
        unanswered !== config.hash &&
        clock.now() - config.modifiedAt > settleMs
      const never = channelsAt === Number.NEGATIVE_INFINITY
      const next = names.length > 0 && (never || !unjudged) ? askChannels() : unjudged ? askConfig(config) : null
      if (!next) return
      asking = true
      void next.finally(() => {
        asking = false
        onChange()
      })
    },
    call: (method) => link.ask(method, {}),
    forget() {
      link.forget()
      unanswered = null
      names = []
      channels = []
      channelsAt = Number.NEGATIVE_INFINITY
    },
    stop: link.stop,
  }
}
