import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileAtomically } from '../../../../../core/atomic-file.ts'
import { HostError } from '../../../../host.ts'
import { codeOf, hostError } from '../../../system-error.ts'

/** What an engine does not keep: whether somebody wants the container up, and whether its last start was refused. */
export interface WantedState {
  wanted: 'up' | 'down'
  /** It ended with exit code 78 and is not tried again until somebody starts it. */
  refused: boolean
}

export interface WantedStates {
  names(): Promise<string[]>
  /** Down, for one that nobody has started yet. @throws HostError failed */
  read(name: string): Promise<WantedState>
  write(name: string, state: WantedState): Promise<void>
  remove(name: string): Promise<void>
}

const fileEnd = '.container.json'

/** One small file for each container, in the agent's own folder. */
export function createWantedStates(folder: string): WantedStates {
  const pathOf = (name: string) => join(folder, `${name}${fileEnd}`)
  return {
    async names() {
      const files = await readdir(folder).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return []
        throw hostError(`Listing ${folder}`, error)
      })
      return files.filter((name) => name.endsWith(fileEnd)).map((name) => name.slice(0, -fileEnd.length))
    },
    async read(name) {
      const text = await readFile(pathOf(name), 'utf8').catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return '{"wanted":"down","refused":false}'
        throw hostError(`Reading ${pathOf(name)}`, error)
      })
      const state = parse(text)
      if (state === null) throw new HostError('failed', `${pathOf(name)} is damaged.`)
      return state
    },
    async write(name, { wanted, refused }) {
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeFileAtomically(pathOf(name), `${JSON.stringify({ wanted, refused })}\n`)
      } catch (error) {
        throw hostError(`Writing ${pathOf(name)}`, error)
      }
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  }
}

function parse(text: string): WantedState | null {
  try {
    const { wanted, refused } = JSON.parse(text)
    return (wanted === 'up' || wanted === 'down') && typeof refused === 'boolean' ? { wanted, refused } : null
  } catch {
    return null
  }
}
