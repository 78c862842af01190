import type { Plan } from '../../../core/consent.ts'
import type { InstallSshState, WantedMoltbot } from './install-state.ts'

/** What the job begins with: exactly the facts that the approved plan stands on. */
export function stateFromPlan({ basis }: Plan): InstallSshState {
  const text = (name: string) => String(basis[name] ?? '')
  const bringsNode = basis.node_sha256 !== null
  return {
    target: { host: text('host'), port: Number(basis.port) },
    username: text('username'),
    fingerprint: text('host_key'),
    asRoot: basis.root === 'is_root' ? 'root' : 'root_by_sudo',
    archive: { version: text('archive_version'), sha256: text('archive_sha256'), bytes: Number(basis.archive_bytes) },
    runtime: bringsNode ? { version: text('node_version'), sha256: text('node_sha256'), packedSha256: null } : null,
    node: text('node'),
    folder: text('folder'),
    home: text('home'),
    moltbot: {
      method: text('method') as WantedMoltbot['method'],
      channel: text('channel') as WantedMoltbot['channel'],
      version: basis.version === null ? null : text('version'),
    },
    rememberKey: basis.remember_key === true,
    staging: null,
    before: null,
    remoteAgentId: null,
    remoteJobId: null,
    moltbotInstalled: false,
    moltbotResult: null,
  }
}
