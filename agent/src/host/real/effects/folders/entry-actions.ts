import type { OpenFolder, Walk } from './walk.ts'

type FileSystem = typeof import('node:fs')

export interface EntryActions {
  makeDirectory(path: string, mode: number): void
  /** Makes the first missing directory on the way in a folder of root's, and gives it to its owner. */
  giveDirectory(path: string, mode: number, owner: { uid: number; gid: number }): void
  writeFile(path: string, mode: number, bytes: Uint8Array): void
  switchLink(path: string, target: string): void
  rename(from: string, to: string): void
}

/** Changes of one entry. This function is sent as text to a process of another user: it may use nothing but its arguments. */
export function createEntryActions(fs: FileSystem, walk: Walk): EntryActions {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = fs.constants
  const factsOf = (folder: OpenFolder, name: string) => fs.lstatSync(folder.at(name), { throwIfNoEntry: false }) ?? null
  const inParentOf = <Result>(path: string, work: (folder: OpenFolder, name: string) => Result) => {
    const { folder, name } = walk.parentOf(path)
    try {
      return work(folder, name)
    } finally {
      folder.close()
    }
  }
  const removeFile = (folder: OpenFolder, name: string) => {
    if (factsOf(folder, name)) fs.unlinkSync(folder.at(name))
  }
  /** Makes an entry beside the real one and puts it in its place: readers see the old one or the new one. */
  const replace = (folder: OpenFolder, name: string, make: (way: string | Buffer) => void) => {
    const beside = `.${name}.new`
    removeFile(folder, beside)
    try {
      make(folder.at(beside))
      walk.proveInPlace(folder)
      fs.renameSync(folder.at(beside), folder.at(name))
    } catch (error) {
      removeFile(folder, beside)
      throw error
    }
    fs.fsyncSync(folder.descriptor)
  }
  const make = (folder: OpenFolder, name: string, mode: number) => {
    if (factsOf(folder, name)) return walk.enterOwned(folder, name)
    fs.mkdirSync(folder.at(name), 0o700)
    const made = walk.enterOwned(folder, name)
    fs.fchmodSync(made.descriptor, mode)
    fs.fsyncSync(folder.descriptor)
    return made
  }
  const give = (folder: OpenFolder, name: string, mode: number, uid: number, gid: number) => {
    const made = make(folder, name, mode)
    try {
      fs.fchownSync(made.descriptor, uid, gid)
    } finally {
      made.close()
    }
  }
  return {
    makeDirectory(path, mode) {
      let folder = walk.root()
      for (const name of walk.namesTo(path)) {
        const above = folder
        try {
          folder = make(above, name, mode)
        } finally {
          above.close()
        }
      }
      folder.close()
    },
    giveDirectory(path, mode, { uid, gid }) {
      let folder = walk.root()
      for (const name of walk.namesTo(path)) {
        const above = folder
        try {
          if (fs.fstatSync(above.descriptor).uid !== 0) return
          if (factsOf(above, name)) folder = walk.enter(above, name)
          else return give(above, name, mode, uid, gid)
        } finally {
          above.close()
        }
      }
      folder.close()
    },
    writeFile: (path, mode, bytes) =>
      inParentOf(path, (folder, name) => {
        if (factsOf(folder, name)?.isFile() === false) throw walk.refuse(`${path} is not a regular file`)
        replace(folder, name, (way) => {
          const file = fs.openSync(way, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
          try {
            fs.writeFileSync(file, bytes)
            fs.fchmodSync(file, mode)
            fs.fsyncSync(file)
          } finally {
            fs.closeSync(file)
          }
        })
      }),
    switchLink: (path, target) =>
      inParentOf(path, (folder, name) => {
        if (factsOf(folder, name)?.isSymbolicLink() === false) throw walk.refuse(`${path} is not a symbolic link`)
        replace(folder, name, (way) => fs.symlinkSync(target, way))
      }),
    rename: (from, to) =>
      inParentOf(from, (source, oldName) =>
        inParentOf(to, (folder, name) => {
          if (factsOf(folder, name)) throw Object.assign(new Error(`${to} is there already`), { reason: 'failed' })
          walk.proveInPlace(source)
          walk.proveInPlace(folder)
          fs.renameSync(source.at(oldName), folder.at(name))
          fs.fsyncSync(folder.descriptor)
          fs.fsyncSync(source.descriptor)
        }),
      ),
  }
}
