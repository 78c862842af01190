import { printable } from './printable.ts'

const names: Record<string, string> = { whatsapp: 'WhatsApp', imessage: 'iMessage', msteams: 'Teams' }

/** A channel's own name; for one that we do not know, its id with a capital. */
export function channelName(id: string): string {
  return names[id] ?? printable(id.charAt(0).toUpperCase() + id.slice(1))
}
