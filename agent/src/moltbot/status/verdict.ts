import type { components } from '@moltbot-ops/api/types'
import { isoTime } from '../../core/clock.ts'
import type { ReasonCode } from './reason-codes.ts'

type Schemas = components['schemas']
export type State = Schemas['MoltBotState']
export type EvidenceItem = Schemas['Evidence']

/** A reason whose code is from the closed list. */
export type Reason = Omit<Schemas['Reason'], 'code'> & { code: ReasonCode }

export interface Verdict {
  state: State
  reasons: Reason[]
}

/** One thing that was seen, with what the machine said about it. */
export function seen(
  at: number,
  kind: EvidenceItem['kind'],
  statement: string,
  { quote = null, address = null }: { quote?: string | null; address?: string | null } = {},
): EvidenceItem {
  return { kind, statement, quote: quote === null ? null : quote.slice(0, 500), address, at: isoTime(at) }
}

export function because(code: ReasonCode, message: string, ...evidence: EvidenceItem[]): Reason {
  return { code, message, evidence }
}
