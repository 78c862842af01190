import { execFileSync, spawnSync } from 'node:child_process'
import { repositoryRoot } from '../repository.ts'

export interface Content {
  /** Git's name of the content. */
  id: string
  path: string
  bytes: Buffer
}

const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: repositoryRoot, encoding: 'utf8', maxBuffer: 1 << 28 })
    .split('\n')
    .filter(Boolean)

/** Every content that any reachable commit ever had, once each. */
export function historyContents(): Content[] {
  const paths = new Map<string, string>()
  for (const line of git('rev-list', '--objects', '--all', 'HEAD')) {
    const space = line.indexOf(' ')
    if (space > 0) paths.set(line.slice(0, space), line.slice(space + 1))
  }
  return readBlobs(paths)
}

export function commitCount(): number {
  return git('rev-list', '--all', 'HEAD').length
}

/** A shallow clone hides the history, so it cannot be called clean. */
export function isShallow(): boolean {
  return git('rev-parse', '--is-shallow-repository')[0] === 'true'
}

/** `git cat-file --batch` answers "<id> <type> <size>\n<bytes>\n" for each id. */
function readBlobs(paths: ReadonlyMap<string, string>): Content[] {
  const { stdout } = spawnSync('git', ['cat-file', '--batch'], {
    cwd: repositoryRoot,
    input: [...paths.keys()].join('\n'),
    maxBuffer: 1 << 30,
  })
  const contents: Content[] = []
  for (let at = 0; at < stdout.length; ) {
    const end = stdout.indexOf(0x0a, at)
    const [id = '', type, size = '0'] = stdout.toString('utf8', at, end).split(' ')
    const from = end + 1
    at = from + Number(size) + 1
    if (type === 'blob') contents.push({ id, path: paths.get(id) ?? '', bytes: stdout.subarray(from, at - 1) })
  }
  return contents
}
