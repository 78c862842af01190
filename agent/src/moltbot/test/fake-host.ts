import type {
  ContainerFacts,
  Host,
  HttpAnswer,
  Listener,
  ProcessFacts,
  ServiceFacts,
  TextSocket,
  User,
} from '../../host/host.ts'
import { HostError } from '../../host/host.ts'
import { createNoJournal } from '../../host/no-journal.ts'
import { createMemoryFiles, type MemoryFiles } from '../../host/simulated/memory-files.ts'

/** A machine of which each part can be set by hand. */
export interface FakeHost {
  host: Host
  disk: MemoryFiles
  users: User[]
  agent: User
  environment: Record<string, string>
  processes: Map<number, ProcessFacts & { environment?: Record<string, string> }>
  listeners: Listener[]
  services: ServiceFacts[]
  containers: ContainerFacts[]
  /** Answers by path, such as `/readyz`; nothing is ECONNREFUSED. */
  answers: Map<string, Partial<HttpAnswer> | HostError>
  /** Called for each socket that is opened. */
  onOpen: (url: string) => TextSocket | Promise<TextSocket>
}

export const anna: User = { uid: 1000, name: 'anna', home: '/home/anna' }

export function fakeProcess(pid: number, facts: Partial<ProcessFacts> = {}): ProcessFacts {
  return {
    pid,
    parentPid: 1,
    uid: 1000,
    userName: 'anna',
    comm: 'openclaw-gatewa',
    startTicks: pid * 10,
    startedAt: null,
    state: 'running',
    rssBytes: 800_000_000,
    cpuSeconds: 10,
    ...facts,
  }
}

export function createFakeHost(): FakeHost {
  const disk = createMemoryFiles()
  const fake: FakeHost = {
    disk,
    users: [anna],
    agent: { uid: 1001, name: 'ops', home: '/home/ops' },
    environment: {},
    processes: new Map(),
    listeners: [],
    services: [],
    containers: [],
    answers: new Map(),
    onOpen: () => Promise.reject(new HostError('failed', 'ECONNREFUSED')),
    host: {
      kind: 'simulated',
      files: disk.files,
      logs: disk.logs,
      journal: createNoJournal('There is no journal.'),
      system: {
        facts: async () => ({
          os: 'Debian',
          osVersion: '12',
          arch: 'x64',
          cpuCores: 2,
          memoryBytes: 8e9,
          memoryAvailableBytes: 4e9,
          load1m: 0.1,
          hostname: 'home-mini',
          bootedAt: 0,
          agentUser: fake.agent,
        }),
        diskOf: async () => ({ mount: '/', totalBytes: 100e9, freeBytes: 50e9 }),
        users: async () => fake.users,
        environment: () => fake.environment,
      },
      processes: {
        facts: async (pid) => fake.processes.get(pid) ?? null,
        withNamePrefix: async (prefix) => [...fake.processes.values()].filter(({ comm }) => comm.startsWith(prefix)),
        environment: async (pid) => fake.processes.get(pid)?.environment ?? {},
        openPaths: async () => [],
      },
      meters: {
        machine: async () => ({
          cpu: null,
          memoryTotalBytes: 8e9,
          memoryAvailableBytes: 4e9,
          swapUsedBytes: null,
          load1m: 0.1,
          uptimeSeconds: null,
        }),
        process: async () => null,
        agent: () => ({ cpuSeconds: 0, rssBytes: 70e6 }),
        close: () => undefined,
      },
      network: {
        listeners: async (ports) => fake.listeners.filter(({ port }) => ports?.includes(port) ?? true),
        peerUid: async () => null,
        get: async (url) => {
          const answer = fake.answers.get(new URL(url).pathname)
          if (!answer) throw new HostError('failed', 'ECONNREFUSED')
          if (answer instanceof HostError) throw answer
          return { status: 200, contentType: 'application/json; charset=utf-8', body: '{}', latencyMs: 4, ...answer }
        },
        open: async (url) => fake.onOpen(url),
      },
      services: { manager: async () => null, list: async () => fake.services },
      containers: { list: async () => fake.containers },
      secrets: { kind: 'simulated', get: async () => null, set: async () => undefined, delete: async () => undefined },
    },
  }
  return fake
}
