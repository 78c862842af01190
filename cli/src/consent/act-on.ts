import { type Client, type OperationId, operations, type Schemas } from '@moltbot-ops/sdk'
import { Failure } from '../failure.ts'

type Confirmation = Schemas['Confirmation']
type Params = Record<string, unknown>
type AnyCall = (request: {
  path: Params
  query: Params
  body?: Params
  headers: Record<string, string>
  signal: AbortSignal
  timeoutMs: number
}) => Promise<unknown>

/** Parameters that an operation takes in its query; everything else that is not in its path is its body. */
const inQuery = new Set(['instance_id', 'redact', 'lines'])

/** Makes the call that a plan was approved for, from the plan alone. */
export function actOn(
  client: Client,
  { action, plan_input }: Confirmation,
  token: string,
  signal: AbortSignal,
): Promise<unknown> {
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
    headers: { 'x-confirmation-token': token },
    signal,
    timeoutMs: 90_000,
  })
}

/** Whether the plan stands on a secret, which the agent has thrown away already. */
export function holdsSecret({ plan_input }: Confirmation): boolean {
  return JSON.stringify(plan_input.params ?? {}).includes('"$secret"')
}

/** What carries a secret can be carried out only by its proposer, who has it. @throws Failure */
export function demandOpen(plan: Confirmation): void {
  if (!holdsSecret(plan)) return
  throw new Failure(
    'failed',
    'This plan carries a secret that only its proposer has. Approve it where it was proposed.',
  )
}
