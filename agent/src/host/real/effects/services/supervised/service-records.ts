import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileAtomically } from '../../../../../core/atomic-file.ts'
import type { ServiceDefinition } from '../../../../effects.ts'
import { HostError } from '../../../../host.ts'
import { codeOf, hostError } from '../../../system-error.ts'
import { checkDefinition } from '../check-definition.ts'
import { idleState, isObject, parseRunState, type RunState } from './run-state.ts'

/** Two small files a service in the agent's own folder, which nobody else may write: what it is, and how it runs. */
export interface ServiceRecords {
  /** Where the definition lies, and its text. */
  definitionFile(definition: ServiceDefinition): { path: string; text: string }
  names(): Promise<string[]>
  /** Null when there is no such service. @throws HostError failed for a damaged file */
  read(name: string): Promise<{ definition: ServiceDefinition; run: RunState } | null>
  writeDefinition(definition: ServiceDefinition): Promise<void>
  writeRun(name: string, run: RunState): Promise<void>
  remove(name: string): Promise<void>
}

const definitionEnd = '.service.json'

export function createServiceRecords(folder: string): ServiceRecords {
  const definitionPath = (name: string) => join(folder, `${name}${definitionEnd}`)
  const runPath = (name: string) => join(folder, `${name}.run.json`)
  const definitionFile = (definition: ServiceDefinition) => ({
    path: definitionPath(definition.name),
    text: `${JSON.stringify(definition, null, 2)}\n`,
  })
  const write = async (path: string, text: string) => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFileAtomically(path, text)
  }
  const failed = (what: string) => (error: unknown) => {
    throw hostError(what, error)
  }
  return {
    definitionFile,
    async names() {
      const files = await readdir(folder).catch((error: unknown) => {
        if (codeOf(error) === 'ENOENT') return []
        throw hostError(`Listing ${folder}`, error)
      })
      return files.filter((name) => name.endsWith(definitionEnd)).map((name) => name.slice(0, -definitionEnd.length))
    },
    async read(name) {
      const definition = await readJson(definitionPath(name))
      if (definition === null) return null
      if (!isDefinition(definition) || definition.name !== name) throw damaged(definitionPath(name))
      checkDefinition(definition)
      const saved = await readJson(runPath(name))
      const run = saved === null ? idleState : parseRunState(saved)
      if (run === null) throw damaged(runPath(name))
      return { definition, run }
    },
    writeDefinition(definition) {
      const { path, text } = definitionFile(definition)
      return write(path, text).catch(failed(`Writing ${path}`))
    },
    writeRun: (name, run) => write(runPath(name), `${JSON.stringify(run)}\n`).catch(failed(`Writing ${runPath(name)}`)),
    async remove(name) {
      for (const path of [definitionPath(name), runPath(name)]) {
        await rm(path, { force: true }).catch(failed(`Removing ${path}`))
      }
    },
  }
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    if (error instanceof SyntaxError) throw damaged(path, error)
    throw hostError(`Reading ${path}`, error)
  }
}

function damaged(path: string, cause?: unknown): HostError {
  return new HostError('failed', `${path} is damaged, so its service is left as it is.`, cause)
}

function isDefinition(value: unknown): value is ServiceDefinition {
  if (!isObject(value) || !isObject(value.owner) || !isObject(value.environment)) return false
  const { name, description, owner, command, environment, workingDirectory, stateDir } = value
  const texts = [name, description, owner.name, owner.home, workingDirectory, stateDir, ...Object.values(environment)]
  const numbers = [owner.uid, owner.gid, value.port, value.startBudgetMs, value.stopBudgetMs]
  return (
    Array.isArray(command) &&
    [...texts, ...command].every((text) => typeof text === 'string') &&
    numbers.every((number) => typeof number === 'number')
  )
}
