import type { MoltBotStatus } from '../../wire.ts'

const channelNames: Record<string, string> = {
  telegram: 'Telegram',
  whatsapp: 'WhatsApp',
  discord: 'Discord',
  slack: 'Slack',
  signal: 'Signal',
  imessage: 'iMessage',
  msteams: 'Teams',
}

/** A channel's own name; for one that we do not know, its id with a capital. */
export function titled(channel: string): string {
  return channelNames[channel] ?? channel.charAt(0).toUpperCase() + channel.slice(1)
}

/** "a", "a and b", "a, b and c". */
export function together(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
}

export function portOf(status: MoltBotStatus): string | null {
  const url = status.gateway?.url
  if (url === undefined || !URL.canParse(url)) return null
  return new URL(url).port || null
}
