import type { OperationId } from '@moltbot-ops/api/operations'
import type { FastifyRequest } from 'fastify'
import type { Role } from '../core/actor.ts'
import type { Operation } from './operation-table.ts'

/** Whether this request needs an approval. */
export type ConsentRule = (request: Pick<FastifyRequest, 'query' | 'body'>) => boolean

const shows = ({ query }: Pick<FastifyRequest, 'query'>) => (query as { redact?: boolean }).redact === false

/** What the contract says in words after `x-consent: {when: …}`. */
const conditions: { [Id in OperationId]?: ConsentRule } = {
  tailLogs: shows,
  streamLogs: shows,
  followLogs: shows,
  saveAlertRule({ body }) {
    const channels = (body as { notify?: { channels?: string[] } }).notify?.channels ?? []
    return channels.some((channel) => channel !== 'in_app')
  },
  updateDevice: ({ body }) => (body as { role?: string }).role !== undefined,
}

/** Where what needs an approval needs a higher role than the rest of the operation. */
export const rolesWithConsent: { [Id in OperationId]?: Role } = {
  tailLogs: 'owner',
  streamLogs: 'owner',
  followLogs: 'owner',
}

/** Default closed: a condition of the contract that is not known here throws, so that the agent does not start. */
export function consentRule({ id, consent }: Operation): ConsentRule {
  if (consent === 'none') return () => false
  if (consent === 'required') return () => true
  const condition = conditions[id]
  if (!condition) throw new Error(`${id} needs consent when ${consent.when}, and nothing here knows when that is.`)
  return condition
}
