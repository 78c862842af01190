import type { OperationId } from '@moltbot-ops/api/operations'
import type { operations } from '@moltbot-ops/api/types'
import type { Actor } from './actor.ts'
import type { Consent } from './consent.ts'

type JsonOf<T> = T extends { content: { 'application/json': infer Body } } ? Body : undefined
type Success<Responses> = {
  [Status in keyof Responses]: Status extends 200 | 201 | 202 | 204 ? JsonOf<Responses[Status]> : never
}[keyof Responses]

export type BodyOf<Id extends OperationId> = operations[Id] extends { requestBody: infer Body }
  ? JsonOf<Body>
  : operations[Id] extends { requestBody?: infer Body }
    ? JsonOf<NonNullable<Body>> | undefined
    : undefined
export type QueryOf<Id extends OperationId> = NonNullable<operations[Id]['parameters']['query']>
export type PathOf<Id extends OperationId> = NonNullable<operations[Id]['parameters']['path']>
export type ResultOf<Id extends OperationId> = Success<operations[Id]['responses']>

/** What a handler gets: everything is validated against the contract already. No request and no reply inside a feature. */
export interface Input<Id extends OperationId> {
  path: PathOf<Id>
  query: QueryOf<Id>
  body: BodyOf<Id>
  actor: Actor
  client: Client
  /** Sets or clears cookies of the answer; the only side channel to HTTP. */
  cookies: Cookies
  /** The approval that was used up for this call; there is one exactly where the contract asks for consent. */
  consent: Consent | null
}

/** Where a request came from, for rate limits and lockouts. */
export interface Client {
  /** Remote address, plus the peer's user id on loopback where the host can tell: `127.0.0.1 uid=1000`. */
  key: string
  address: string
  /** True when the request carries Origin or Sec-Fetch-Site: tokens then go into cookies that script cannot read. */
  browser: boolean
}

export interface Cookies {
  /** Value of the named cookie of the request. */
  read(name: 'session' | 'refresh'): string | undefined
  set(name: 'session' | 'refresh', value: string, maxAgeSeconds: number): void
  clear(name: 'session' | 'refresh'): void
}

/** Serves one operation of the contract. Throws `Problem` for everything the caller can do something about. */
export type Handler<Id extends OperationId> = (input: Input<Id>) => Promise<ResultOf<Id>>

/** The operations that a feature serves, by operationId; the compiler names a missing or wrong one. */
export type Feature<Ids extends OperationId> = { [Id in Ids]: Handler<Id> }
