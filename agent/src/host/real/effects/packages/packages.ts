import { join } from 'node:path'
import { valid } from 'semver'
import type { Packages, Runtime } from '../../../effects.ts'
import { type Files, HostError } from '../../../host.ts'
import type { MeasuredFolders } from '../folders/folders.ts'
import { downloadProgress } from './download-progress.ts'
import { fieldsOf, parsedJson } from './json-fields.ts'
import { packageWithIntegrity, readLock } from './lock.ts'
import type { WithNpm } from './npm.ts'
import { rangeOf, readOverview, readVersions } from './package-facts.ts'
import { type Platform, runtimePackageFor } from './runtime-packages.ts'

interface PackagesDeps {
  withNpm: WithNpm
  folders: MeasuredFolders
  files: Files
  platform: Platform
  /** The Node and npm of the host, for questions. */
  runtime(): Promise<Runtime | null>
}

const plainName = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~][a-z0-9._~-]{0,213}$/
const maxLockBytes = 16 * 1024 * 1024
const maxManifestBytes = 4 * 1024 * 1024
/** A question is asked by a person who waits: one more try, soon. */
const askOnceMore = ['--fetch-retries=1', '--fetch-retry-mintimeout=200', '--fetch-retry-maxtimeout=200']
const tryAgain = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=10000']
const quiet = ['--no-audit', '--no-fund', '--no-update-notifier']

/** npm packages through npm itself, so that whatever the host is set up with for npm holds here too. */
export function createPackages({ withNpm, folders, files, platform, runtime }: PackagesDeps): Packages {
  return {
    hostRuntime: runtime,
    runtimeFor: (range) => runtimePackageFor(range, platform),

    async describe(name, { owner, timeoutMs }) {
      proveName(name)
      const host = await runtime()
      if (!host) throw new HostError('not_found', 'This host has no npm. Install Node.js together with npm.')
      const until = performance.now() + timeoutMs
      return withNpm(owner, host, async (npm) => {
        const view = (what: string, fields: string[]) =>
          npm.run({
            doing: `Asking for ${name}`,
            args: ['view', what, ...fields, '--json', ...askOnceMore],
            cwd: npm.folder,
            timeoutMs: Math.max(1, until - performance.now()),
          })
        const overview = readOverview(name, await view(name, ['name', 'dist-tags', 'versions', 'time']))
        const range = rangeOf(overview.versions)
        const fields = ['version', 'engines', 'deprecated', 'dist.integrity']
        return readVersions(name, overview, await view(`${name}@${range}`, fields))
      })
    },

    async resolve(name, version, { owner, runtime, timeoutMs, signal }) {
      proveName(name)
      proveVersion(version)
      return withNpm(owner, runtime, async (npm) => {
        const place = { owner, root: npm.folder }
        await folders.writeFile(join(npm.folder, 'package.json'), manifest(name, version, []), {
          ...place,
          mode: 0o600,
        })
        await npm.run({
          doing: `Resolving ${name} ${version}`,
          // What the lock says of where packages come from would tie it to one registry; their content it names anyway.
          args: ['install', '--package-lock-only', '--ignore-scripts', '--lockfile-version=3'].concat([
            '--omit-lockfile-registry-resolved',
            ...quiet,
            ...tryAgain,
          ]),
          cwd: npm.folder,
          timeoutMs,
          ...(signal ? { signal } : {}),
        })
        const lock = { ownerUid: owner.uid, maxBytes: maxLockBytes }
        const lockText = (await files.readText(join(npm.folder, 'package-lock.json'), lock)) ?? ''
        const { packages, installScripts } = readLock(lockText, name, version, platform)
        return { name, version, lockText, packages, unpackedBytes: null, installScripts }
      })
    },

    async install({ name, version, lockText }, options) {
      const { owner, root, prefix, runtime, runScripts, timeoutMs, onLine, signal } = options
      proveName(name)
      const { packages, installScripts } = readLock(lockText, name, version, platform)
      const names = await files.list(prefix)
      if (names.length > 0) throw new HostError('failed', `${prefix} is not empty`)
      const place = { owner, root, mode: 0o644 }
      await folders.writeFile(
        join(prefix, 'package.json'),
        manifest(name, version, runScripts ? installScripts : []),
        place,
      )
      await folders.writeFile(join(prefix, 'package-lock.json'), Buffer.from(lockText), place)
      const scripts = runScripts ? ['--foreground-scripts'] : ['--ignore-scripts']
      await withNpm(owner, runtime, (npm) =>
        npm.run({
          doing: `Installing ${name} ${version}`,
          args: ['ci', ...scripts, ...quiet, ...tryAgain, '--loglevel=http', '--no-progress'],
          cwd: prefix,
          timeoutMs,
          nameOf: (integrity) => packageWithIntegrity(lockText, integrity),
          ...(onLine ? { onLine: downloadProgress(packages, onLine) } : {}),
          ...(signal ? { signal } : {}),
        }),
      )
      const own = { ownerUid: owner.uid, maxBytes: maxManifestBytes }
      const installed = await files.readText(join(prefix, 'node_modules', name, 'package.json'), own)
      const found = fieldsOf(parsedJson(installed ?? '')).version
      if (found !== version)
        throw new HostError('failed', `npm installed ${name} ${found ?? 'not at all'}, not ${version}`)
      return folders.measure(prefix, { owner, root })
    },
  }
}

/** npm 12 runs only scripts that package.json allows by name. */
function manifest(name: string, version: string, installScripts: readonly string[]): Buffer {
  const allowScripts = Object.fromEntries(installScripts.map((id) => [id.slice(0, id.lastIndexOf('@')), true]))
  const wanted = { private: true, dependencies: { [name]: version } }
  const text = JSON.stringify(installScripts.length === 0 ? wanted : { ...wanted, allowScripts }, null, 2)
  return Buffer.from(`${text}\n`)
}

/** Nothing that npm could take for an option, an address, a folder or a tag. */
function proveName(name: string): void {
  if (!plainName.test(name)) throw new HostError('unsafe', `${name} is not the name of a package`)
}

function proveVersion(version: string): void {
  if (valid(version) !== version) throw new HostError('unsafe', `${version} is not an exact version`)
}
