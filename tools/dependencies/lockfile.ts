export interface LockedPackage {
  /** Where npm puts it, for example `node_modules/a/node_modules/b`. */
  location: string
  name: string
  version: string
  /** Only used to build and test, so it never reaches a user's machine. */
  dev: boolean
  integrity: string | undefined
  hasInstallScript: boolean
  license: unknown
}

interface LockEntry {
  name?: string
  version?: string
  link?: boolean
  dev?: boolean
  devOptional?: boolean
  integrity?: string
  inBundle?: boolean
  hasInstallScript?: boolean
  license?: unknown
}

/** Everything that comes from outside; workspaces and links to them are ours. */
export function lockedPackages(lockfile: { packages: Record<string, LockEntry> }): LockedPackage[] {
  return Object.entries(lockfile.packages)
    .filter(([location, entry]) => location.includes('node_modules/') && !entry.link)
    .map(([location, entry]) => ({
      location,
      name: entry.name ?? location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version: entry.version ?? '',
      dev: entry.dev ?? entry.devOptional ?? false,
      integrity: entry.integrity ?? (entry.inBundle ? 'inside its parent' : undefined),
      hasInstallScript: entry.hasInstallScript ?? false,
      license: entry.license,
    }))
}
