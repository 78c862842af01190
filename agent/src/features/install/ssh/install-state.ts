import type { SshTarget } from '../../../host/effects.ts'
import type { ScriptOptions } from './remote-shell.ts'

/** How MoltBot is installed there, in the words of the remote agent. */
export interface WantedMoltbot {
  method: 'npm' | 'docker'
  channel: 'stable' | 'beta' | 'nightly'
  version: string | null
}

/** What the job keeps between its steps and across a restart. No credential, and nothing that a credential could be. */
export type InstallSshState = {
  target: SshTarget
  username: string
  /** The confirmed host key. */
  fingerprint: string
  /** How root is reached. */
  asRoot: Extract<ScriptOptions['as'], 'root' | 'root_by_sudo'>
  archive: { version: string; sha256: string; bytes: number }
  /** The Node that is brought along; null when the host's own is used. */
  runtime: { version: string; sha256: string; packedSha256: string | null } | null
  /** Absolute path of the Node that runs the agent there. */
  node: string
  /** Where the program goes. */
  folder: string
  /** Home of the user that logs in. */
  home: string
  moltbot: WantedMoltbot
  rememberKey: boolean
  /** Where the upload is collected; null before there is a folder. */
  staging: string | null
  /** What was there before, so that an undo leaves it. */
  before: { productFolder: boolean; stateFolder: boolean; programLink: boolean } | null
  remoteAgentId: string | null
  /** The remote job that installs MoltBot there, and how it went. */
  remoteJobId: string | null
  moltbotInstalled: boolean
  moltbotResult: Record<string, string> | null
}

/** The credential, apart from the state: in memory, for this job alone. Only secrets are in it. */
export type InstallSshSecrets =
  | { password: string }
  | { privateKeyPem: string; passphrase: string | null }
  | { agent: true }
