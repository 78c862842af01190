import type { Schemas } from '@moltbot-ops/sdk'

/** The contract's shapes by their short names. They stay snake_case all the way to the component. */

export type MoltBotStatus = Schemas['MoltBotStatus']
export type MoltBotState = Schemas['MoltBotState']
export type SystemInfo = Schemas['SystemInfo']
export type Timeline = Schemas['Timeline']
export type TimelineChange = Schemas['TimelineChange']
export type Finding = Schemas['Finding']
export type Reason = Schemas['Reason']
export type Instance = Schemas['Instance']
export type Session = Schemas['Session']
export type Device = Schemas['Device']
export type PendingPairing = Schemas['PendingPairing']
export type ScriptToken = Schemas['Token']
export type Role = Schemas['Role']
export type AuthTokens = Schemas['AuthTokens']
export type AgentIdentity = Schemas['AgentIdentity']
export type PairStartResponse = Schemas['PairStartResponse']
export type Jwk = Schemas['Jwk']
