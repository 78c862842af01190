import type { OpenFolder, Walk } from './walk.ts'

type FileSystem = typeof import('node:fs')

export interface TreeActions {
  /** With `ofUid` only when the tree itself belongs to that user. */
  remove(path: string, ofUid?: number): void
  seal(path: string): void
  /** Regular files and their sizes. */
  measure(path: string): { bytes: number; files: number }
}

/**
 * Work on whole trees, whoever their parts belong to. It stays on one file system and follows no symlink.
 * This function is sent as text to a process of another user: it may use nothing but its arguments.
 */
export function createTreeActions(fs: FileSystem, walk: Walk): TreeActions {
  /** Each level holds a descriptor. */
  const deepest = 200
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = fs.constants
  const unlessMissing = (work: () => void) => {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
  /** As bytes, because a name need not be UTF-8. */
  const namesIn = (folder: OpenFolder) => fs.readdirSync(folder.at('.'), { encoding: 'buffer' })
  const factsOf = (folder: OpenFolder, name: string | Buffer) =>
    fs.lstatSync(folder.at(name), { throwIfNoEntry: false }) ?? null

  const within = <Result>(folder: OpenFolder, work: (folder: OpenFolder) => Result) => {
    try {
      return work(folder)
    } finally {
      folder.close()
    }
  }
  const enter = (folder: OpenFolder, name: string | Buffer, depth: number) => {
    const inner = walk.enter(folder, name)
    const other = fs.fstatSync(inner.descriptor).dev !== fs.fstatSync(folder.descriptor).dev
    if (!other && depth < deepest) return inner
    inner.close()
    throw walk.refuse(other ? `${inner.path} is another file system` : `${inner.path} lies too deep`)
  }

  const removeEntry = (folder: OpenFolder, name: string | Buffer, depth: number) => {
    const facts = factsOf(folder, name)
    if (!facts) return
    if (!facts.isDirectory()) return unlessMissing(() => fs.unlinkSync(folder.at(name)))
    within(enter(folder, name, depth), (inner) => {
      for (const child of namesIn(inner)) removeEntry(inner, child, depth + 1)
    })
    fs.rmdirSync(folder.at(name))
  }

  /** Only what climbs first and then goes down stays where it seems to: a later `..` could start from a symlink's target. */
  const proveLinkInside = (target: string, path: string, depth: number) => {
    const parts = target.split('/')
    const climbs = parts.findIndex((part) => part !== '..' && part !== '.')
    const down = climbs === -1 ? [] : parts.slice(climbs)
    const ups = parts.filter((part) => part === '..').length
    const inside = !target.startsWith('/') && ups <= depth && !down.includes('..')
    if (!inside) throw walk.refuse(`${path} leads out of the folder`)
  }
  const sealFile = (folder: OpenFolder, name: Buffer) => {
    const path = `${folder.path}/${name.toString('utf8')}`
    const file = fs.openSync(folder.at(name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      const facts = fs.fstatSync(file)
      // Through a second name its owner could have kept a way to a file that is not theirs at all.
      if (!facts.isFile() || facts.nlink !== 1) throw walk.refuse(`${path} is not a file with one name`)
      fs.fchownSync(file, 0, 0)
      fs.fchmodSync(file, (facts.mode & 0o111) === 0 ? 0o644 : 0o755)
    } finally {
      fs.closeSync(file)
    }
  }
  const sealFolder = (folder: OpenFolder, depth: number) => {
    // First the folder, so that nothing can be put into it any more, then what is in it.
    fs.fchownSync(folder.descriptor, 0, 0)
    fs.fchmodSync(folder.descriptor, 0o755)
    for (const name of namesIn(folder)) {
      const facts = fs.lstatSync(folder.at(name))
      const path = `${folder.path}/${name.toString('utf8')}`
      if (facts.isDirectory()) within(enter(folder, name, depth), (inner) => sealFolder(inner, depth + 1))
      else if (facts.isSymbolicLink()) {
        proveLinkInside(fs.readlinkSync(folder.at(name)), path, depth)
        fs.lchownSync(folder.at(name), 0, 0)
      } else if (facts.isFile()) sealFile(folder, name)
      else throw walk.refuse(`${path} is neither a file nor a directory`)
    }
  }

  const measureFolder = (folder: OpenFolder, depth: number, sum: { bytes: number; files: number }) => {
    for (const name of namesIn(folder)) {
      const facts = fs.lstatSync(folder.at(name))
      if (facts.isDirectory()) within(enter(folder, name, depth), (inner) => measureFolder(inner, depth + 1, sum))
      else if (facts.isFile()) {
        sum.bytes += facts.size
        sum.files += 1
      }
    }
    return sum
  }
  const inTree = <Result>(path: string, work: (tree: OpenFolder) => Result) => {
    const { folder, name } = walk.parentOf(path)
    return within(folder, () => within(enter(folder, name, 0), work))
  }
  return {
    remove(path, ofUid) {
      let parent: ReturnType<Walk['parentOf']> | undefined
      unlessMissing(() => {
        parent = walk.parentOf(path)
      })
      if (!parent) return
      const { folder, name } = parent
      within(folder, () => {
        const uid = factsOf(folder, name)?.uid ?? ofUid
        if (ofUid !== undefined && uid !== ofUid) throw walk.refuse(`${path} belongs to user ${uid}`)
        removeEntry(folder, name, 0)
        fs.fsyncSync(folder.descriptor)
      })
    },
    seal: (path) => inTree(path, (tree) => sealFolder(tree, 0)),
    measure: (path) => inTree(path, (tree) => measureFolder(tree, 0, { bytes: 0, files: 0 })),
  }
}
