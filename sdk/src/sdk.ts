// biome-ignore-all lint/performance/noBarrelFile: the one door of the package
export { contractVersion, type OperationId, operations, type ProblemCode, problems } from '@moltbot-ops/api/operations'
export type { AgentEvent, AgentEvents, Gap, JobEvent, JobEvents, LogEvent, LogEvents } from './agent-event.ts'
export { AgentUnreachable, ApiError, type ErrorCode, type UnreachableReason } from './api-error.ts'
export { type Client, type ClientOptions, createClient } from './client.ts'
export type { ConnectionState, FollowOptions } from './follow-events.ts'
export type { CallOptions, RequestOf, RequestOperationId, ResultOf, Schemas } from './operation-types.ts'
export type { FetchInit, FetchLike } from './send.ts'
export { realTimers, type Timers } from './timers.ts'
