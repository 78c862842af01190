export type EffectKind =
  | 'create_account'
  | 'remove_account'
  | 'make_directory'
  | 'write_file'
  | 'switch_link'
  | 'rename'
  | 'remove'
  | 'seal'
  | 'run'
  | 'install_package'
  | 'pull_image'
  | 'install_service'
  | 'remove_service'
  | 'start'
  | 'stop'
  | 'restart'
  | 'ssh_run'
  | 'ssh_upload'

/** One change of the simulated machine, or of a host that it reached. Questions are not recorded. */
export interface EffectRecord {
  /** Simulated wall time, ms since 1970. */
  at: number
  kind: EffectKind
  /** A path, a program with its arguments, a package with its version, the name of a service. Never a secret. */
  target: string
  /** Name of the account as which it was done; `user@host` over SSH. */
  by: string
}
