import { type Client, type OperationId, operations } from '@moltbot-ops/sdk'
import type { Confirmation } from '../wire.ts'

type Params = Record<string, unknown>
type AnyCall = (request: {
  path: Params
  query: Params
  body?: Params
  headers: Record<string, string>
  timeoutMs: number
}) => Promise<{ job_id?: string | null } | undefined>

/** Parameters that an operation takes in its query; everything else that is not in its path is its body. */
const inQuery = new Set(['instance_id', 'redact', 'lines'])

/** Longer than the agent waits for a job before it answers. */
const answerWithinMs = 90_000

/** Makes the call that a plan was approved for, from the plan alone. */
export function actOn(client: Client, { action, plan_input }: Confirmation, headers: Record<string, string>) {
  const params = (plan_input.params ?? {}) as Params
  const { path: template, body } = operations[action as OperationId]
  const inPath = new Set([...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
  const pick = (wanted: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(params).filter(([name]) => wanted(name)))
  // Every operation that answers once is a method of its name.
  const call = client[action as keyof Client] as unknown as AnyCall
  return call({
    path: pick((name) => inPath.has(name)),
    query: pick((name) => inQuery.has(name)),
    ...(body === 'none' ? {} : { body: pick((name) => !inPath.has(name) && !inQuery.has(name)) }),
    headers,
    timeoutMs: answerWithinMs,
  })
}

/** Stands in a plan for a value that only its proposer has. */
export const carriesSecret = (params: unknown): boolean => (JSON.stringify(params) ?? '').includes('"$secret"')
