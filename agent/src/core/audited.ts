import type { Actor } from './actor.ts'

export interface AuditedDeps {
  audit: { intend(act: AuditedAct): Promise<{ close(outcome: 'succeeded' | 'failed'): Promise<unknown> }> }
}

/** What is done, to what, by whom. */
export interface AuditedAct {
  actor: Actor
  action: string
  target: string
  instanceId?: string | null
  reason?: string | null
}

/**
 * What decides whether people are told, or whether a change stays, stands in the audit log also where it needs no
 * consent: somebody who wants to stay unseen begins there. @throws Problem audit_unavailable, and what the work throws
 */
export async function audited<Result>(
  { audit }: AuditedDeps,
  note: AuditedAct,
  work: () => Promise<Result>,
): Promise<Result> {
  const intent = await audit.intend(note)
  let result: Result
  try {
    result = await work()
  } catch (error) {
    await intent.close('failed')
    throw error
  }
  await intent.close('succeeded')
  return result
}
