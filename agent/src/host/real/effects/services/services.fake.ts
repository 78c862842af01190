import type { Folders, Owner, ProgramResult, Programs, ServiceDefinition } from '../../../effects.ts'
import type { MemoryFiles } from '../../../simulated/memory-files.ts'

export const anna: Owner = { uid: 1000, gid: 1000, name: 'anna', home: '/home/anna' }
export const root: Owner = { uid: 0, gid: 0, name: 'root', home: '/root' }

export function definition(changes: Partial<ServiceDefinition> = {}): ServiceDefinition {
  return {
    name: 'moltbot',
    description: 'MoltBot',
    owner: anna,
    command: ['/opt/node/bin/node', '/opt/openclaw.mjs', 'gateway', 'run'],
    environment: { NO_COLOR: '1' },
    workingDirectory: '/home/anna',
    stateDir: '/home/anna/.openclaw',
    port: 18_789,
    startBudgetMs: 60_000,
    stopBudgetMs: 330_000,
    ...changes,
  }
}

/** Programs that answer what the test says and tell what was run, as whom. */
export function createFakePrograms(answer: (command: string) => Partial<ProgramResult> = () => ({})) {
  const calls: string[] = []
  const programs: Programs = {
    async run(file, args, { owner }) {
      const command = [file, ...args].join(' ')
      calls.push(`${owner.name}: ${command}`)
      return { code: 0, signal: null, stdout: '', stderr: '', ...answer(command) }
    },
    find: async (name) => name,
  }
  return { programs, calls }
}

/** Folders on a file system in memory. */
export function createFakeFolders(disk: MemoryFiles): Pick<Folders, 'writeFile' | 'makeDirectory' | 'remove'> {
  return {
    writeFile: async (path, bytes, { owner, mode }) =>
      disk.write(path, Buffer.from(bytes).toString('utf8'), { uid: owner.uid, mode, at: 0 }),
    makeDirectory: async (path, { owner, mode }) => disk.makeDirectory(path, { uid: owner.uid, mode, at: 0 }),
    remove: async (path) => disk.remove(path),
  }
}
