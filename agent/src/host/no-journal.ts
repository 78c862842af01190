import { HostError, type Journal } from './host.ts'

/** The journal of a host that has none. @param reason in words for people */
export function createNoJournal(reason: string): Journal {
  const refuse = (): never => {
    throw new HostError('failed', reason)
  }
  return { refusal: async () => reason, before: async () => refuse(), after: async () => refuse(), follow: refuse }
}
