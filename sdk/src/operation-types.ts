import type { OperationId, operations as table } from '@moltbot-ops/api/operations'
import type { components, operations } from '@moltbot-ops/api/types'
import type { WithDefaults } from './defaulted-fields.ts'

/** Every shape of the contract by its name: `Schemas['MoltBotStatus']`. Fields stay snake_case. */
export type Schemas = components['schemas']

/** Operations that answer with an event stream; `followEvents` reads those. */
export type StreamOperationId = {
  [Id in OperationId]: (typeof table)[Id]['stream'] extends true ? Id : never
}[OperationId]

/** Operations that answer with a file; `download` reads those. */
export type DownloadOperationId = {
  [Id in OperationId]: (typeof table)[Id]['media'] extends 'application/json' | 'text/event-stream' | null ? never : Id
}[OperationId]

/** Operations that answer once: each is a method of the client. */
export type RequestOperationId = Exclude<OperationId, StreamOperationId | DownloadOperationId>

type JsonOf<T> = T extends { content: { 'application/json': infer Body } } ? Body : undefined
type OrUndefined<T> = { [Key in keyof T]: T[Key] | undefined }
type IsNothing<T> = [NonNullable<T>] extends [never] ? true : false

type Path<Id extends OperationId> =
  IsNothing<operations[Id]['parameters']['path']> extends true
    ? unknown
    : { path: NonNullable<operations[Id]['parameters']['path']> }

type Query<Id extends OperationId> =
  IsNothing<operations[Id]['parameters']['query']> extends true
    ? unknown
    : { query?: OrUndefined<NonNullable<operations[Id]['parameters']['query']>> }

type Body<Id extends OperationId> = operations[Id] extends { requestBody: infer Content }
  ? { body: WithDefaults<Id, JsonOf<Content>> }
  : operations[Id] extends { requestBody?: infer Content }
    ? IsNothing<Content> extends true
      ? unknown
      : { body?: WithDefaults<Id, JsonOf<NonNullable<Content>>> | undefined }
    : unknown

/** What holds for any call. */
export interface CallOptions {
  /** Ends the call; it then rejects with the signal's reason. */
  signal?: AbortSignal | undefined
  /** How long the whole call may take, in milliseconds; the client's own limit without it. */
  timeoutMs?: number
  /** More headers, such as `Idempotency-Key`. */
  headers?: Record<string, string>
}

/** Path, query and body of one operation, as the contract says, and `CallOptions`. */
export type RequestOf<Id extends OperationId> = Path<Id> & Query<Id> & Body<Id> & CallOptions

/** What an operation answers when it succeeds; `undefined` for 204. */
export type ResultOf<Id extends OperationId> = {
  [Status in keyof operations[Id]['responses']]: Status extends 200 | 201 | 202 | 204
    ? JsonOf<operations[Id]['responses'][Status]>
    : never
}[keyof operations[Id]['responses']]

/** A method for each operation that answers once, named by its operationId. */
export type Operations = {
  [Id in RequestOperationId]: (
    // An operation that needs neither path nor body can be called with nothing at all.
    ...request: Record<never, never> extends RequestOf<Id> ? [request?: RequestOf<Id>] : [request: RequestOf<Id>]
  ) => Promise<ResultOf<Id>>
}
