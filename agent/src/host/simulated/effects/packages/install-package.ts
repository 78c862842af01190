import type { Packages, PackageTree } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import type { Machine } from '../../machine/machine.ts'
import { claimSpace } from '../disk-space.ts'
import type { RegistryMood } from '../faults.ts'
import { passTime } from '../pass-time.ts'
import { proveEntry, proveFolder } from '../prove-place.ts'
import type { Published } from './published.ts'

export interface InstallationDeps {
  present(): Machine
  mood(): RegistryMood
  slowMs: number
}

type InstallOptions = Parameters<Packages['install']>[1]

const steps = 10
/** The size of what stands for everything else in a package. */
const rest = 'everything-else'

/** Lays out the files of a package in its prefix, as npm does, and takes its time for it. */
export function createInstallation({ present, mood, slowMs }: InstallationDeps) {
  return async (
    known: Published,
    tree: PackageTree,
    options: InstallOptions,
    middle: () => Promise<void>,
  ): Promise<{ bytes: number; files: number }> => {
    const { owner, prefix, onLine, signal, timeoutMs } = options
    const machine = present()
    const { disk, clock } = machine
    const label = `${known.name}@${known.version}`
    const from = clock.monotonic()
    prepare(machine, options)
    const write: Write = (path, text, more = {}) => {
      claimSpace(machine, `${prefix}/${path}`, text.length)
      disk.write(`${prefix}/${path}`, text, { uid: owner.uid, mode: 0o644, at: clock.now(), ...more })
    }
    const duration = mood() === 'slow' ? slowMs : known.installMs
    const share = Math.round(known.unpackedBytes / steps)
    for (let step = 1; step <= steps; step++) {
      const left = timeoutMs - (clock.monotonic() - from)
      await passTime(clock, duration / steps, `Installing ${label}`, { timeoutMs: left, signal })
      if (step === 3 && mood() === 'wrong_integrity') throw damaged(label)
      if (step === steps / 2) {
        await middle()
        if (machine.scenario().installFillsDisk && known.name === 'openclaw') machine.occupyRest()
      }
      claimSpace(machine, prefix, share)
      write(`node_modules/${known.name}/${rest}`, '', { bytes: share * step })
      if (known.packages > steps)
        onLine?.(`${Math.round((known.packages * step) / steps)} of ${known.packages} packages`)
    }
    write('package.json', `${JSON.stringify({ dependencies: { [known.name]: known.version } }, null, 2)}\n`)
    write('package-lock.json', tree.lockText)
    writePackage(known, write)
    if (known.name === 'openclaw')
      disk.link(`${prefix}/node_modules/.bin/openclaw`, '../openclaw/openclaw.mjs', { uid: owner.uid, at: clock.now() })
    onLine?.(`${label}: added ${known.packages} package${known.packages === 1 ? '' : 's'}`)
    if (options.runScripts)
      for (const script of known.installScripts) onLine?.(`${script}: install script ended with 0`)
    return { bytes: known.unpackedBytes, files: known.files }
  }
}

/** The prefix is an empty folder of the owner, made if it is not there. */
function prepare({ disk, clock }: Machine, { owner, root, prefix }: InstallOptions): void {
  for (const folder of proveEntry(disk, prefix, { owner, root })) {
    if (disk.kind(folder) === null) disk.makeDirectory(folder, { uid: owner.uid, mode: 0o755, at: clock.now() })
    proveFolder(disk, folder, owner)
  }
  if (disk.below(prefix).length > 1) throw new HostError('failed', `${prefix} is not empty`)
}

type Write = (path: string, text: string, more?: { mode?: number; bytes?: number }) => void

function writePackage({ name, version, node }: Published, write: Write): void {
  const manifest = { name, version, ...(node && { engines: { node } }) }
  write(`node_modules/${name}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`)
  if (name === 'openclaw') write('node_modules/openclaw/openclaw.mjs', '#!/usr/bin/env node\n', { mode: 0o755 })
  else write(`node_modules/${name}/bin/node`, '', { mode: 0o755 })
}

function damaged(label: string): HostError {
  return new HostError('unsafe', `The integrity of ${label} is not what the registry says: EINTEGRITY`)
}
