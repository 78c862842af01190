import type { AuditEvent } from '../../wire.ts'

/** What an operation does, for a person. One that is not here is shown by its own name. */
const operations: Record<string, string> = {
  runOpsAction: 'Operate MoltBot',
  'runOpsAction:restart': 'Restart MoltBot',
  'runOpsAction:start': 'Start MoltBot',
  'runOpsAction:stop': 'Stop MoltBot',
  installLocal: 'Install MoltBot on this host',
  installSsh: 'Install MoltBot on another host',
  applyConfig: 'Change the configuration',
  revertConfig: 'Put an earlier configuration back',
  updateDevice: 'Change a paired device',
  deleteDevice: 'Revoke a paired device',
  approvePairing: 'Let a device in',
  denyPairing: 'Turn a device away',
  createToken: 'Make a script token',
  revokeToken: 'Revoke a script token',
  setPassphrase: 'Set the owner passphrase',
  createStandingApproval: 'Make a standing approval',
  revokeStandingApproval: 'Revoke a standing approval',
  tailLogs: 'Read logs without redaction',
  streamLogs: 'Follow logs without redaction',
  followLogs: 'Follow logs without redaction',
  updateNotificationSettings: 'Change where alerts are sent',
  saveAlertRule: 'Change an alert rule',
  'audit.file_begun': 'A file of the log was begun',
  'audit.signer_registered': 'A key that may sign was registered',
  'audit.signer_revoked': 'A key may not sign any more',
  'audit.refusals': 'Refusals, summed up',
  'audit.damage_found': 'Damage to the log was found',
  'audit.torn_line_cut': 'A half-written line was cut off',
  'audit.unreadable_intent': 'What was begun could not be read',
  'audit.other_log_kept_aside': 'A log of another agent was put aside',
  'audit.checkpoints_kept_aside': 'Checkpoints of another log were put aside',
}

/** The parameters of an act stand in its first entries alone; the later ones are named after those. */
export function actionNames(entries: readonly AuditEvent[]): (entry: AuditEvent) => string {
  const params = new Map<string, AuditEvent['params_redacted']>()
  for (const { correlation, params_redacted } of entries) {
    if (correlation.confirmation_id !== null && params_redacted !== null) {
      params.set(correlation.confirmation_id, params_redacted)
    }
  }
  return ({ action, params_redacted, correlation }) => {
    const known = params_redacted ?? params.get(correlation.confirmation_id ?? '') ?? null
    return actionName({ action, params_redacted: known })
  }
}

export function actionName({
  action,
  params_redacted: params,
}: Pick<AuditEvent, 'action' | 'params_redacted'>): string {
  const what = typeof params?.action === 'string' ? operations[`${action}:${params.action}`] : undefined
  return what ?? operations[action] ?? action
}

/** Offered while somebody types an operation. */
export const knownActions: readonly string[] = Object.keys(operations).filter((name) => !name.includes(':'))
