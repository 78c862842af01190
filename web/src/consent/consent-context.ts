import { createContext, useContext } from 'react'
import type { Confirmation, Job } from '../wire.ts'

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
  /**
   * Called once it ended: with the job as it ended, or with null where the call needed none. Not when nothing was
   * signed, and not when the dialog was closed before the end.
   */
  onEnd?(job: Job | null): void
}

export interface Consent {
  ask(request: ConsentRequest): void
  /** Opens what somebody proposed; whoever approves it makes the call. */
  review(proposed: Confirmation): void
}

export const ConsentContext = createContext<Consent | null>(null)

function useContextOfConsent(): Consent {
  const consent = useContext(ConsentContext)
  if (consent === null) throw new Error('There is no ConsentProvider around this component.')
  return consent
}

/** How a page asks for consent: the dialog opens, and does the rest. */
export function useConsent(): (request: ConsentRequest) => void {
  return useContextOfConsent().ask
}

export function useReview(): (proposed: Confirmation) => void {
  return useContextOfConsent().review
}
