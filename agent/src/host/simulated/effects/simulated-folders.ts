import { posix } from 'node:path'
import type { Folders, Place } from '../../effects.ts'
import { HostError } from '../../host.ts'
import type { Machine } from '../machine/machine.ts'
import type { Acts } from './acts.ts'
import { claimSpace } from './disk-space.ts'
import type { EffectKind } from './effect-record.ts'
import { proveEntry, proveFolder, proveMayTake, proveParent } from './prove-place.ts'

const smallestWrite = 4096

/** Changes of the disk in memory, with the refusals of the real ones. A gateway notices what happens to its config. */
export function createSimulatedFolders(present: () => Machine, acts: Acts): Folders {
  const act = (kind: EffectKind, target: string, { owner }: Place, work: (machine: Machine) => void) =>
    acts.perform({ kind, target, by: owner.name }, () => {
      const machine = present()
      work(machine)
      machine.touched(target)
    })
  const own = ({ owner }: Place, mode: number) => ({ uid: owner.uid, mode, at: present().clock.now() })
  return {
    makeDirectory: (path, options) =>
      act('make_directory', path, options, ({ disk }) => {
        for (const folder of proveEntry(disk, path, options)) {
          if (disk.kind(folder) === null) disk.makeDirectory(folder, own(options, options.mode))
          else proveFolder(disk, folder, options.owner)
        }
      }),
    writeFile: (path, bytes, options) =>
      acts.perform({ kind: 'write_file', target: path, by: options.owner.name }, async (middle) => {
        const machine = present()
        const { disk } = machine
        proveParent(disk, path, options)
        const before = disk.kind(path)
        if (before !== null && before !== 'file') throw new HostError('unsafe', `${path} is not a regular file`)
        claimSpace(machine, path, Math.max(smallestWrite, bytes.length))
        const beside = posix.join(posix.dirname(path), `.${posix.basename(path)}.new`)
        disk.remove(beside)
        disk.write(beside, Buffer.from(bytes).toString('utf8'), own(options, options.mode))
        await middle()
        disk.rename(beside, path)
        machine.touched(path)
      }),
    switchLink: (path, target, options) =>
      act('switch_link', path, options, ({ disk }) => {
        proveParent(disk, path, options)
        const before = disk.kind(path)
        if (before !== null && before !== 'symlink') throw new HostError('unsafe', `${path} is not a symbolic link`)
        disk.remove(path)
        disk.link(path, target, own(options, 0o777))
      }),
    rename: (from, to, options) =>
      act('rename', to, options, (machine) => {
        const { disk } = machine
        proveParent(disk, from, options)
        proveParent(disk, to, options)
        if (disk.kind(from) === null) throw new HostError('failed', `ENOENT: no such file or directory, ${from}`)
        if (disk.kind(to) !== null) throw new HostError('failed', `${to} is there already`)
        disk.rename(from, to)
        machine.touched(from)
      }),
    remove(path, options) {
      const { disk } = present()
      const isThere = () => {
        const folders = proveEntry(disk, path, options).slice(0, -1)
        if (folders.some((folder) => disk.kind(folder) === null)) return false
        for (const folder of [options.root, ...folders]) proveFolder(disk, folder, options.owner)
        return disk.kind(path) !== null
      }
      const work = () => {
        proveMayTake(disk, path, options.owner)
        disk.remove(path)
      }
      // What is not there is not removed, and leaves no record.
      return acts.ask(isThere).then((there) => (there ? act('remove', path, options, work) : undefined))
    },
    seal: (path, options) =>
      act('seal', path, options, ({ disk }) => {
        proveParent(disk, path, options)
        if (disk.kind(path) === null) throw new HostError('failed', `ENOENT: no such file or directory, ${path}`)
        for (const name of disk.below(path)) {
          const kind = disk.kind(name)
          if (kind === 'symlink' && !leadsInside(disk.resolve(name), path))
            throw new HostError('unsafe', `${name} leads out of the folder`)
          const isProgram = kind === 'directory' || (disk.mode(name) & 0o111) !== 0
          disk.change(name, { uid: 0, ...(kind !== 'symlink' && { mode: isProgram ? 0o755 : 0o644 }) })
        }
      }),
  }
}

function leadsInside(target: string | null, folder: string): boolean {
  return target === null || target === folder || target.startsWith(`${folder}/`)
}
