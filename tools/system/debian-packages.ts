import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

export interface PackagesResult {
  ok: boolean
  /** One line for a person. */
  message: string
}

interface Machine {
  isRoot: boolean
  hasApt: boolean
  isInstalled(name: string): boolean
  /** Runs apt-get and says whether it succeeded. */
  apt(args: string[]): boolean
}

const attempts = 3

/** Installs what is missing, and nothing else. The network is tried again, for mirrors have bad minutes. */
export function installDebianPackages(names: readonly string[], machine: Machine = thisMachine): PackagesResult {
  const missing = names.filter((name) => !machine.isInstalled(name))
  if (missing.length === 0) return { ok: true, message: `present: ${names.join(' ')}` }
  const how = `install these Debian packages: ${missing.join(' ')}`
  if (!machine.hasApt) return { ok: false, message: `apt-get is not here; ${how}` }
  if (!machine.isRoot) return { ok: false, message: `not root; ${how}` }
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const updated = machine.apt(['update', '-qq'])
    if (updated && machine.apt(['install', '-y', '-qq', '--no-install-recommends', ...missing])) {
      return { ok: true, message: `installed: ${missing.join(' ')}` }
    }
  }
  return { ok: false, message: `apt-get failed ${attempts} times; ${how}` }
}

const thisMachine: Machine = {
  isRoot: process.getuid?.() === 0,
  hasApt: existsSync('/usr/bin/apt-get'),
  isInstalled(name) {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder is dpkg-query's own
    const { stdout } = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' })
    return stdout === 'install ok installed'
  },
  apt(args) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    // A lock held by unattended upgrades is waited for rather than failed on.
    const wait = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=3']
    const { status } = spawnSync('apt-get', [...wait, ...args], { env, stdio: ['ignore', 'inherit', 'inherit'] })
    return status === 0
  },
}
