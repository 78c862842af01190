import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Argv, runCommand } from '../gate/run-command.ts'

const release = 'bookworm'
const packages = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'dbus-user-session',
  'libpam-systemd',
  'openssh-server',
  'sudo',
  'iproute2',
  'ca-certificates',
  'procps',
]
/** Counts up when the list of packages changes, so that an old root is not taken for the new one. */
const generation = 1

const cache = join(process.env.XDG_CACHE_HOME ?? tmpdir(), 'moltbot-ops-real')

/** Why this machine cannot make a guest; undefined when it can. */
export function guestObstacle(): string | undefined {
  if (process.getuid?.() !== 0) return 'a systemd guest needs root'
  const missing = ['/usr/bin/systemd-nspawn', '/usr/sbin/debootstrap'].filter((program) => !existsSync(program))
  return missing.length === 0 ? undefined : `missing: ${missing.join(' ')}`
}

/** Unpacks a small Debian with systemd into `folder`, which must not exist. Made once for a machine, then kept as an archive. */
export async function unpackGuestRoot(folder: string): Promise<void> {
  const archive = await guestArchive()
  mkdirSync(folder, { mode: 0o755 })
  await must(['tar', '--numeric-owner', '-C', folder, '-xf', archive])
}

async function guestArchive(): Promise<string> {
  const archive = join(cache, `guest-${release}-${generation}.tar`)
  if (existsSync(archive)) return archive
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(tmpdir(), 'guest-root-'))
  const root = join(work, 'root')
  const partial = `${archive}.partial-${process.pid}`
  try {
    await must(['debootstrap', '--variant=minbase', `--include=${packages.join(',')}`, release, root, await mirror()])
    for (const folder of ['var/cache/apt/archives', 'var/lib/apt/lists']) {
      rmSync(join(root, folder), { recursive: true, force: true })
    }
    await must(['tar', '--numeric-owner', '-C', root, '-cf', partial, '.'])
    // Renamed when complete: two runs may make it at the same time.
    renameSync(partial, archive)
    return archive
  } finally {
    rmSync(partial, { force: true })
    rmSync(work, { recursive: true, force: true })
  }
}

/** The mirror that this machine's apt is set up for. */
async function mirror(): Promise<string> {
  const about = [`Codename: ${release}`, 'Component: main', 'Created-By: Packages']
  const listed = await must(['apt-get', 'indextargets', '--format', '$(REPO_URI)', ...about])
  const found = listed.split('\n').find((line) => /^https?:/.test(line))
  if (found === undefined) throw new Error(`apt is set up for no mirror of ${release}`)
  return found
}

async function must(argv: Argv): Promise<string> {
  const { ok, output } = await runCommand(argv, { minutes: 8 })
  if (!ok) throw new Error(`${argv[0]} failed:\n${output.slice(-3000)}`)
  return output
}
