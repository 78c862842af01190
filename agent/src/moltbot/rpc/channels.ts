import { booleanAt, isObject, type JsonObject, numberAt, objectAt, textAt } from '../json.ts'

/** One account of one channel as MoltBot reports it. `running` says nothing about the connection. */
export interface ChannelFacts {
  id: string
  account: string | null
  configured: boolean
  running: boolean
  /** Null where MoltBot does not say. */
  connected: boolean | null
  lifecycle: string | null
  lastError: string | null
  lastInboundAt: number | null
  /** When MoltBot was asked, milliseconds since 1970. */
  observedAt: number
}

const maxChannels = 50
const maxAccounts = 20

/** Reads the answer of `channels.status`. A channel without accounts stands for itself. */
export function channelsOf(answer: JsonObject, observedAt: number): ChannelFacts[] {
  const channels = objectAt(answer, 'channels') ?? {}
  const accounts = objectAt(answer, 'channelAccounts') ?? {}
  return Object.entries(channels)
    .slice(0, maxChannels)
    .flatMap(([id, channel]) => {
      const listed = accounts[id]
      const rows = Array.isArray(listed) ? listed.filter(isObject).slice(0, maxAccounts) : []
      const facts = (row: JsonObject): ChannelFacts => ({
        id: id.slice(0, 64),
        account: textAt(row, 'accountId', 64),
        configured: booleanAt(row, 'configured') ?? false,
        running: booleanAt(row, 'running') ?? false,
        connected: booleanAt(row, 'connected'),
        lifecycle: textAt(row, 'lifecycle', 64),
        lastError: textAt(row, 'lastError'),
        lastInboundAt: numberAt(row, 'lastInboundAt'),
        observedAt,
      })
      if (rows.length > 0) return rows.map(facts)
      return isObject(channel) ? [facts(channel)] : []
    })
}

/** Names of channels in the `health` event or greeting; empty means that there is nothing to ask about. */
export function channelNames(health: JsonObject | null): string[] {
  return Object.keys(objectAt(health, 'channels') ?? {}).slice(0, maxChannels)
}
