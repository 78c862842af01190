import type { OwnMachine, PathFacts } from './own-machine.ts'

export interface FakeOwnMachine {
  machine: OwnMachine
  files: Map<string, string>
  calls: string[]
}

export interface FakeWishes {
  uid?: number
  platform?: NodeJS.Platform
  /** Overrides for paths; what is not named is a file or folder of root, if it is there. */
  facts?: Record<string, PathFacts | null>
  files?: Record<string, string>
  /** What a command prints, or its exit code; by default it succeeds and prints nothing. */
  answer?: (command: string, files: Map<string, string>) => { code?: number; text?: string }
  running?: number[]
  status?: number
}

/** A machine in memory with systemd, whose time passes when somebody waits. */
export function createFakeOwnMachine(wishes: FakeWishes = {}): FakeOwnMachine {
  const { uid = 0, facts = {}, answer = () => ({}), running = [], status = 200 } = wishes
  const files = new Map(Object.entries(wishes.files ?? {}))
  const calls: string[] = []
  let time = 0
  const ofRoot: PathFacts = { kind: 'directory', uid: 0, mode: 0o755 }
  const machine: OwnMachine = {
    platform: wishes.platform ?? 'linux',
    user: uid === 0 ? { uid, name: 'root', home: '/root' } : { uid, name: 'anna', home: '/home/anna' },
    node: '/usr/bin/node',
    program: '/opt/moltbot-ops/cli/bin/moltbot-ops.js',
    facts: async (path) =>
      path in facts ? (facts[path] ?? null) : path.startsWith('/var/lib/systemd') ? null : ofRoot,
    readText: async (path) => files.get(path) ?? null,
    writeText: async (path, text) => void files.set(path, text),
    remove: async (path) => void files.delete(path),
    async run(file, args) {
      const command = [file, ...args].join(' ')
      calls.push(command)
      return { code: 0, text: '', ...answer(command, files) }
    },
    status: async () => status,
    isRunning: (pid) => running.includes(pid),
    monotonic: () => time,
    async pause(milliseconds) {
      time += milliseconds
    },
  }
  return { machine, files, calls }
}
