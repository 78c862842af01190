import { createContext, useContext } from 'react'
import type { Job } from '../wire.ts'

/** Something that a person wants done and that needs a signature first. */
export interface ConsentRequest {
  /** The operationId. */
  action: string
  /** Exactly what `act` sends: body, path and query as one flat object. */
  params: Record<string, unknown>
  /** Stands in the field for the reason; the person may change it. */
  suggestedReason: string
  /** Makes the one call that was approved, with the header that carries the approval. */
  act(headers: Record<string, string>): Promise<{ job_id?: string | null } | undefined>
  /** Called once it ended: with the job as it ended, or with null where the call needed none. Not when nothing was signed. */
  onEnd?(job: Job | null): void
}

export type AskConsent = (request: ConsentRequest) => void

export const ConsentContext = createContext<AskConsent | null>(null)

/** How a page asks for consent: the dialog opens, and does the rest. */
export function useConsent(): AskConsent {
  const ask = useContext(ConsentContext)
  if (ask === null) throw new Error('There is no ConsentProvider around this component.')
  return ask
}
