import { Problem } from '../../../core/problem.ts'

/** What a remote host told about itself. It is the word of that host: nothing here is proven. */
export interface RemoteFacts {
  /** `Linux`, `Darwin`, as `uname -s` prints it. */
  system: string
  /** For people, such as `Debian GNU/Linux 12 (bookworm)`. */
  os: string
  /** As Node names it where it is known: `x64`, `arm64`. */
  arch: string
  /** Null where it cannot be told. */
  libc: { name: 'glibc' | 'musl'; version: string } | null
  hostname: string
  user: string
  home: string
  cpuCores: number | null
  memoryBytes: number | null
  /** Where the program goes, and where the upload goes. */
  diskFreeBytes: number | null
  homeFreeBytes: number | null
  /** `systemd`, or the name of the first process. */
  init: string | null
  root: 'is_root' | 'sudo_without_password' | 'sudo_with_password' | 'none'
  node: { version: string; path: string } | null
  hasNpm: boolean
  docker: string | null
  /** Program or state of a MoltBot that is there already. */
  moltbot: string | null
  /** Traces of an agent that is there already. */
  agent: string | null
  agentPortTaken: boolean
  moltbotPortTaken: boolean
  /** Programs that an installation needs and that are not there. */
  missing: string[]
}

const arches: Record<string, string> = { x86_64: 'x64', amd64: 'x64', aarch64: 'arm64', arm64: 'arm64' }
const roots = ['is_root', 'sudo_without_password', 'sudo_with_password', 'none'] as const

/**
 * Reads what the script printed; lines of a login banner or a profile around it are passed over.
 * @throws Problem ssh_unreachable when the script did not get to its end
 */
export function parseFacts(printed: string): RemoteFacts {
  const values = new Map<string, string[]>()
  for (const line of printed.split('\n').slice(0, 2000)) {
    const [, name, value] = /^([a-z_]{1,20})=(.{0,400})$/.exec(line) ?? []
    if (name === undefined || value === undefined || value.trim() === '') continue
    values.set(name, [...(values.get(name) ?? []), clean(value)])
  }
  if (!values.has('end')) {
    throw new Problem('ssh_unreachable', 'The host let us in but ran no commands: its shell may be restricted.')
  }
  const text = (name: string) => values.get(name)?.[0] ?? null
  const path = (name: string) => pathOrNull(text(name))
  const system = text('system') ?? 'unknown'
  const arch = text('arch') ?? 'unknown'
  const version = /^\d+\.\d+\.\d+/.exec(text('node') ?? '')?.[0]
  const nodePath = path('node_path')
  return {
    system,
    os: text('os') ?? system,
    arch: arches[arch] ?? arch,
    libc: libcOf(text('libc') ?? ''),
    hostname: text('hostname') ?? 'unknown',
    user: text('user') ?? 'unknown',
    home: path('home') ?? '/',
    cpuCores: numberOrNull(text('cores')),
    memoryBytes: numberOrNull(text('memory')),
    diskFreeBytes: numberOrNull(text('disk')),
    homeFreeBytes: numberOrNull(text('home_disk')),
    init: text('init'),
    root: roots.find((one) => one === text('root')) ?? 'none',
    node: version === undefined || nodePath === null ? null : { version, path: nodePath },
    hasNpm: text('npm') !== null,
    docker: text('docker'),
    moltbot: text('moltbot') ?? text('moltbot_state'),
    agent: text('agent'),
    agentPortTaken: text('agent_port') === '1',
    moltbotPortTaken: text('moltbot_port') === '1',
    missing: (values.get('missing') ?? []).slice(0, 20),
  }
}

/** What a person may be shown: no control characters, no marks that turn the direction of writing. */
function clean(value: string): string {
  return value.replaceAll(/\p{C}/gu, ' ').trim().slice(0, 200)
}

/** A path that may be put into a command without thinking; anything odder is as if it were not there. */
function pathOrNull(value: string | null): string | null {
  if (value === null || !/^\/[\w./@+-]*$/.test(value)) return null
  return value.split('/').includes('..') ? null : value.replace(/(?<=.)\/+$/, '')
}

function numberOrNull(value: string | null): number | null {
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null
}

function libcOf(value: string): RemoteFacts['libc'] {
  const glibc = /^glibc (\d+\.\d+)/.exec(value)?.[1]
  if (glibc !== undefined) return { name: 'glibc', version: glibc }
  return /^musl/.test(value) ? { name: 'musl', version: '' } : null
}
