import { chownSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Owner } from '../../../effects.ts'
import type { ServiceSubject } from '../service-subject.ts'

export interface StandInPlace {
  owner: Owner
  /** Where state directories lie, as the service sees it. */
  folder: string
  /** The same path as this machine sees it. */
  at(path: string): string
  /** The Node that runs the stand-in there. */
  node: string
}

/** Stand-ins with their state directories, for subjects whose files this machine can reach. */
export function createStandIns({
  owner,
  folder,
  at,
  node,
}: StandInPlace): Pick<ServiceSubject, 'definition' | 'behave' | 'events'> {
  return {
    async definition(name, changes) {
      const stateDir = `${folder}/moltbot ${name}`
      const program = `${stateDir}/stand-in.mts`
      mkdirSync(at(stateDir), { recursive: true, mode: 0o700 })
      copyFileSync(join(import.meta.dirname, 'stand-in.ts'), at(program))
      writeFileSync(at(`${stateDir}/events.jsonl`), '')
      for (const path of [stateDir, program, `${stateDir}/events.jsonl`]) chownSync(at(path), owner.uid, owner.gid)
      return {
        name,
        description: 'MoltBot',
        owner,
        command: [node, program, stateDir, 'plain', 'two words', '100%n', '$HOME "quoted" \\ ;', ''],
        environment: {},
        workingDirectory: stateDir,
        stateDir,
        port: 18_789,
        startBudgetMs: 60_000,
        stopBudgetMs: 10_000,
        ...changes,
      }
    },
    async behave({ stateDir }, behaviour) {
      const path = at(`${stateDir}/behaviour.json`)
      writeFileSync(path, JSON.stringify(behaviour))
      chownSync(path, owner.uid, owner.gid)
    },
    async events({ stateDir }) {
      const lines = readFileSync(at(`${stateDir}/events.jsonl`), 'utf8').split('\n')
      return lines.filter(Boolean).map((line) => JSON.parse(line))
    },
  }
}
