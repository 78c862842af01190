import { HostError } from '../../../host.ts'
import { fieldsOf, parsedJson } from './json-fields.ts'
import type { Platform } from './runtime-packages.ts'

export interface LockFacts {
  /** What npm installs on this platform; the lock also names what other platforms need. */
  packages: number
  /** `name@version`, sorted. */
  installScripts: string[]
}

const strong = /^sha(256|384|512)-[A-Za-z0-9+/]+=*$/
const folder = 'node_modules/'

/**
 * Reads a package-lock.json of version 3 and proves that every package in it is bound to its content.
 * @throws HostError failed, when it does not lock `name@version`; unsafe, for a package without integrity, such as one
 * that comes from git, or one that comes from an address of its own
 */
export function readLock(text: string, name: string, version: string, here: Platform): LockFacts {
  const lock = fieldsOf(parsedJson(text))
  const entries = lockedPackages(lock)
  const main = entries.find(({ path }) => path === folder + name)
  if (lock.lockfileVersion !== 3 || main?.version !== version) {
    throw new HostError('failed', `The lock does not hold ${name} ${version}`)
  }
  const open = entries.find(({ bundled, integrity }) => !bundled && !strong.test(integrity))
  if (open) throw new HostError('unsafe', `${open.id} cannot be verified: the registry states no integrity for it`)
  // The registry's own addresses are left out of our locks, so what names one comes from somewhere that no plan says.
  const elsewhere = entries.find(({ bundled, entry }) => !bundled && entry.resolved !== undefined)
  if (elsewhere) throw new HostError('unsafe', `${elsewhere.id} does not come from the registry`)
  const fitting = entries.filter(({ entry }) => fits(entry, here))
  return {
    packages: fitting.length,
    installScripts: fitting
      .filter(({ entry }) => entry.hasInstallScript === true)
      .map(({ id }) => id)
      .sort(),
  }
}

/** `name@version` of the package with this integrity; null when the lock has none. */
export function packageWithIntegrity(text: string, integrity: string): string | null {
  return lockedPackages(fieldsOf(parsedJson(text))).find((one) => one.integrity === integrity)?.id ?? null
}

function lockedPackages(lock: Record<string, unknown>) {
  return Object.entries(fieldsOf(lock.packages)).flatMap(([path, entry]) =>
    path === '' ? [] : [lockedPackage(path, fieldsOf(entry))],
  )
}

function lockedPackage(path: string, entry: Record<string, unknown>) {
  const inside = path.slice(path.lastIndexOf(folder) + folder.length)
  const name = typeof entry.name === 'string' ? entry.name : inside
  const version = typeof entry.version === 'string' ? entry.version : ''
  const integrity = typeof entry.integrity === 'string' ? entry.integrity : ''
  // Bundled packages lie in the archive of another, whose integrity covers them.
  return { path, entry, id: `${name}@${version}`, version, integrity, bundled: entry.inBundle === true }
}

/** As npm reads `os`, `cpu` and `libc`: a list of what is wanted, or of what is not. */
function fits(entry: Record<string, unknown>, { platform, arch, glibc }: Platform): boolean {
  const libc = platform === 'linux' ? [glibc ? 'glibc' : 'musl'] : []
  return [['os', platform], ['cpu', arch], ...libc.map((value) => ['libc', value] as const)].every(([field, value]) => {
    const listed = field === undefined ? undefined : entry[field]
    if (!Array.isArray(listed) || listed.includes('any')) return true
    if (listed.includes(`!${value}`)) return false
    return listed.includes(value) || listed.every((one) => String(one).startsWith('!'))
  })
}
