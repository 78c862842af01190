import type { RemoteScript } from './read-script.ts'
import type { RemoteHost, RemoteUser } from './remote-hosts.ts'

/** What a script does on a simulated host. */
export interface RemoteRule {
  name: string
  /** Matched against the program that is run, or the body of the script. */
  pattern: RegExp
  /** It only looks: no record, and nothing changes. */
  reads?: boolean
  milliseconds?: number
  /** What it prints; a `Failure` is printed on the other stream, and ends with 1. */
  run(host: RemoteHost, script: RemoteScript, user: RemoteUser): string[] | Failure
}

export interface Failure {
  failed: string
}

const productFolder = '/opt/moltbot-ops'
const stateFolder = '/var/lib/moltbot-ops'
const programLink = '/usr/local/bin/moltbot-ops'

const forget = (host: RemoteHost, ...paths: (string | undefined)[]) => {
  for (const gone of paths)
    for (const path of [...host.paths])
      if (gone !== undefined && gone !== '' && (path === gone || path.startsWith(`${gone}/`))) host.paths.delete(path)
}

/** The first that matches counts; a script that none knows does nothing and succeeds. */
export const remoteRules: readonly RemoteRule[] = [
  { name: 'facts', pattern: /\bsay end 1\b/, reads: true, run: facts },
  {
    name: 'look',
    pattern: /^there\(\)/m,
    reads: true,
    run: (host) => [
      `productFolder=${Number([...host.paths].some((path) => path.startsWith(productFolder)))}`,
      `stateFolder=${Number(host.paths.has(stateFolder))}`,
      `programLink=${Number(host.paths.has(programLink))}`,
    ],
  },
  {
    name: 'unpack',
    pattern: /\btar -xzf\b/,
    milliseconds: 1000,
    run(host, { variables }) {
      const { staging = '', folder = '', link, version } = variables
      if (!host.paths.has(`${staging}/archive.tar.gz`)) return { failed: `${staging}/archive.tar.gz: No such file` }
      forget(host, staging)
      host.paths.add(folder)
      if (link !== undefined) host.paths.add(link)
      host.agentVersion = version ?? null
      return []
    },
  },
  {
    name: 'service install',
    pattern: /\bservice install\b/,
    milliseconds: 1500,
    run(host) {
      if (host.agentVersion === null) return { failed: 'moltbot-ops: not found' }
      host.isServiceThere = true
      host.paths.add(stateFolder)
      return ['moltbot-ops runs as a service.']
    },
  },
  {
    name: 'service remove',
    pattern: /\bsystemctl disable\b/,
    milliseconds: 800,
    run(host, { variables }) {
      host.isServiceThere = false
      if (variables.had_state === '0') forget(host, stateFolder)
      return []
    },
  },
  {
    name: 'install MoltBot',
    pattern: /\bTASK=/,
    milliseconds: 4000,
    run(host, { variables }) {
      if (!host.isServiceThere) return { failed: 'connect ECONNREFUSED: the agent there does not run' }
      const isInstall = /"do":\s*"install"/.test(variables.task ?? '')
      if (!isInstall) return [JSON.stringify({ end: endOf('none') })]
      host.isMoltbotThere = true
      return [
        { line: 'Install MoltBot on this host.' },
        { job: 'job_remote_1' },
        { message: 'Installing the packages', line: 'Installing the packages' },
        { progress: 0.5 },
        { progress: 1 },
        { end: endOf('succeeded') },
      ].map((told) => JSON.stringify(told))
    },
  },
  {
    name: 'verify',
    pattern: /\/health\b/,
    reads: true,
    milliseconds: 500,
    run: (host) =>
      host.isServiceThere
        ? [JSON.stringify({ agent_id: `agent_${host.hostname}`, version: host.agentVersion })]
        : { failed: 'the agent did not answer within a minute' },
  },
  {
    name: 'store a key',
    pattern: />>"\$file"/,
    run(host, { variables }) {
      host.authorizedKeys.push(variables.line ?? '')
      return []
    },
  },
  {
    name: 'remove a key',
    pattern: /grep -v -F/,
    run(host, { variables }) {
      const { mark = '' } = variables
      host.authorizedKeys = host.authorizedKeys.filter((line) => !line.endsWith(` ${mark}`))
      return []
    },
  },
  {
    name: 'make a folder',
    pattern: /\bmkdir\b/,
    run(host, { variables }) {
      if (variables.staging !== undefined) host.paths.add(variables.staging)
      return []
    },
  },
  {
    name: 'remove files',
    pattern: /\brm -rf?\b/,
    run(host, { variables }) {
      const { staging, folder, link, had_link: hadLink } = variables
      forget(host, staging, folder, hadLink === '0' ? link : undefined)
      if (folder !== undefined) host.agentVersion = null
      return []
    },
  },
]

function endOf(status: 'succeeded' | 'none') {
  return { status, code: status, message: '', result: {} }
}

function facts(host: RemoteHost, _script: RemoteScript, { name, home, root }: RemoteUser): string[] {
  const told: Record<string, string | number> = {
    system: 'Linux',
    arch: 'x86_64',
    hostname: host.hostname,
    user: name,
    uid: name === 'root' ? 0 : 1000,
    home,
    os: 'Debian GNU/Linux 12 (bookworm)',
    libc: 'glibc 2.36',
    cores: 4,
    memory: 8_589_934_592,
    disk: 42_949_672_960,
    home_disk: 42_949_672_960,
    init: 'systemd',
    root,
    node: '24.21.0',
    node_path: '/usr/bin/node',
    ...(host.agentVersion !== null && { agent: productFolder }),
    agent_port: Number(host.isServiceThere),
    moltbot_port: Number(host.isMoltbotThere),
    end: 1,
  }
  return Object.entries(told).map(([key, value]) => `${key}=${value}`)
}
