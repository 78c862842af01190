import type { Actor } from '../../core/actor.ts'
import type { AuditLog } from '../audit/audit-log.ts'

export interface AuditedDeps {
  audit: Pick<AuditLog, 'intend'>
}

/** What is done, to what, by whom. */
interface Note {
  actor: Actor
  action: string
  target: string
  instanceId?: string | null
  reason?: string | null
}

/**
 * What decides whether people are told stands in the audit log, also where it needs no consent: somebody who wants to
 * stay unseen begins with the alerts. @throws Problem audit_unavailable, and what the work throws
 */
export async function audited<Result>(
  { audit }: AuditedDeps,
  note: Note,
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
