import type { OperationId } from '@moltbot-ops/api/operations'

/**
 * Body fields that have a default and may be left out, by operation. The generated types say what the agent's handlers
 * get, where defaults are filled in already, so a caller needs this list beside them. A test compares it with the contract.
 */
export const defaultedFields = {
  createToken: ['scope', 'ttl_seconds'],
  installLocal: ['channel'],
  installSsh: ['port', 'method', 'channel', 'remember_key'],
  preflightInstall: ['channel'],
  probeSsh: ['port'],
  validateConfig: ['thorough'],
  applyConfig: ['backup_before_apply'],
  createSupportBundle: ['include_logs', 'include_config_redacted', 'include_metrics', 'include_audit'],
  previewAlertRule: ['days'],
} as const satisfies { [Id in OperationId]?: readonly string[] }

/** A body as a caller writes it. */
export type WithDefaults<Id extends OperationId, Body> = Id extends keyof typeof defaultedFields
  ? Optional<Body, (typeof defaultedFields)[Id][number]>
  : Body

type Optional<Body, Field extends string> = Omit<Body, Field> & { [Key in Extract<keyof Body, Field>]?: Body[Key] }
