/**
 * Everything the agent knows of the machine, as interfaces. `real/` asks the operating system, `simulated/` answers
 * from a scenario. Methods answer what is; a thing that is not there is `null` or an empty list, never an error.
 * They throw only `HostError`, when the machine refuses to answer.
 */
export interface Host {
  readonly kind: 'real' | 'simulated'
  readonly system: System
  readonly files: Files
  readonly logs: LogFiles
  readonly journal: Journal
  readonly processes: Processes
  readonly meters: Meters
  readonly network: Network
  readonly services: Services
  readonly containers: Containers
  readonly secrets: SecretStore
}

/**
 * The machine refused: no permission, an unsafe file, a broken socket. `reason` is for code, `message` for people.
 * Where something is fetched, `not_found` is what a registry does not have and `unreachable` a registry that cannot be
 * asked; `no_space` is a full disk.
 */
export class HostError extends Error {
  readonly reason: 'denied' | 'unsafe' | 'too_large' | 'timeout' | 'failed' | 'not_found' | 'unreachable' | 'no_space'
  constructor(reason: HostError['reason'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'HostError'
    this.reason = reason
  }
}

export interface SystemFacts {
  os: string
  osVersion: string
  arch: string
  cpuCores: number
  memoryBytes: number
  memoryAvailableBytes: number | null
  load1m: number | null
  hostname: string
  /** When the machine was started, ms since 1970; null where it cannot be told. */
  bootedAt: number | null
  /** User id and name that the agent runs as. */
  agentUser: User
}

export interface User {
  uid: number
  name: string
  home: string
}

export interface DiskSpace {
  mount: string
  totalBytes: number
  freeBytes: number
}

export interface System {
  facts(): Promise<SystemFacts>
  /** The file system that holds `path` (or its nearest existing parent). */
  diskOf(path: string): Promise<DiskSpace | null>
  /** Users whose homes may hold an installation: for root everybody with a login, else only the agent's own user. */
  users(): Promise<User[]>
  /** Environment variables that may point to an installation: only names that begin with `OPENCLAW_`. */
  environment(): Record<string, string>
}

export interface FileFacts {
  kind: 'file' | 'directory' | 'symlink' | 'other'
  size: number
  uid: number
  mode: number
  modifiedAt: number
  inode: number
}

/**
 * Reads with the rights of an owner. For a root agent the real implementation proves on the open descriptor that the
 * file is regular and belongs to `ownerUid`, so that no symlink or hard link can make root read for somebody else;
 * otherwise `HostError('unsafe')`.
 */
export interface Files {
  /** Facts of the path itself; a symlink is not followed. Null when there is none. */
  facts(path: string): Promise<FileFacts | null>
  /**
   * At most `maxBytes`; larger is `HostError('too_large')`, or with `fromEnd` the last `maxBytes` of it. Null when there
   * is no such file. `path` must be canonical, because a symlink anywhere in it is `HostError('unsafe')`.
   */
  readText(path: string, options: { ownerUid: number; maxBytes: number; fromEnd?: boolean }): Promise<string | null>
  /** Names in a directory, sorted; empty when there is none. At most 10,000. */
  list(path: string): Promise<string[]>
  /** The canonical path, symlinks resolved; null when there is none. */
  resolve(path: string): Promise<string | null>
}

/**
 * A log file that was opened: the same file also after it was renamed or removed. Every method throws
 * `HostError('timeout' | 'failed')` when the machine refuses.
 */
export interface OpenLog {
  readonly inode: number
  /** Size in bytes and time of the last write in ms since 1970, as they are now. */
  facts(): Promise<{ size: number; modifiedAt: number }>
  /** Fills `target` with what lies from `offset` on. Fewer bytes than asked for are the end of the file. */
  read(target: Buffer, offset: number): Promise<number>
  /**
   * Reads what was written a moment ago, which the system still has at hand: once, so that fewer bytes than asked for need
   * not be the end. Where the file lies on a disk of this machine it does not wait for its turn.
   */
  readFresh(target: Buffer, offset: number): Promise<number>
  close(): Promise<void>
}

/** Files that grow while they are read, with the rights of their owner as in `Files`. */
export interface LogFiles {
  /**
   * Null when there is no such file. `path` must be canonical.
   * @throws HostError denied, unsafe, timeout, failed
   */
  open(path: string, options: { ownerUid: number }): Promise<OpenLog | null>
  /**
   * Names in a folder that begin with `prefix`, in no order; empty when there is no folder. It looks at 50,000 names and
   * tells 20,000 at most.
   * @throws HostError denied, timeout, failed
   */
  names(folder: string, prefix: string): Promise<string[]>
  /**
   * Calls `changed` after something in the folder changed, with the name where it is known. Only a hint: it may come
   * late, too often, for nothing, or never, as on a network mount or when the folder itself is replaced.
   */
  watch(folder: string, changed: (name: string | null) => void): { close(): void }
}

/** A unit of systemd whose output the journal keeps. */
export interface JournalUnit {
  /** With its ending: `openclaw-gateway.service`. */
  name: string
  scope: 'system' | 'user'
  /** Whose unit it is, for a user's. */
  ownerUid: number
}

export interface JournalLine {
  /** Names the entry, across restarts: letters, digits and `-`. */
  cursor: string
  /** When the journal received it, ms since 1970. */
  at: number
  /** At most 16 KiB. */
  text: string
  /** The line went on where `text` ends. */
  truncated: boolean
}

/** What the service manager of the host keeps of the output of a unit. */
export interface Journal {
  /** Why it cannot be read, and what would help; null when it can. */
  refusal(unit: JournalUnit): Promise<string | null>
  /**
   * The newest `count` lines up to that of `cursor` and with it, oldest first; of the end when it is null.
   * @throws HostError denied, timeout, failed
   */
  before(unit: JournalUnit, cursor: string | null, count: number, signal: AbortSignal): Promise<JournalLine[]>
  /** The first `count` lines after that of `cursor`. @throws HostError denied, timeout, failed */
  after(unit: JournalUnit, cursor: string, count: number, signal: AbortSignal): Promise<JournalLine[]>
  /**
   * What comes after the line of `cursor`, or after the present end when it is null, until aborted.
   * @throws HostError failed when the journal cannot be followed any more
   */
  follow(unit: JournalUnit, cursor: string | null, signal: AbortSignal): AsyncIterable<JournalLine[]>
}

export interface ProcessFacts {
  pid: number
  parentPid: number
  uid: number
  userName: string | null
  /** Short name as the kernel has it; never proof of identity. */
  comm: string
  /** Field 22 of /proc/<pid>/stat: clock ticks after boot. With the pid it names a process for ever. */
  startTicks: number
  startedAt: number | null
  state: 'running' | 'stopped' | 'zombie'
  rssBytes: number
  cpuSeconds: number
}

export interface Processes {
  /** Null when there is no such process. */
  facts(pid: number): Promise<ProcessFacts | null>
  /** Processes of this machine, not of its containers, whose short name begins with `prefix`. */
  withNamePrefix(prefix: string): Promise<ProcessFacts[]>
  /** Environment variables of a process whose names are listed; empty when they may not be read. */
  environment(pid: number, names: string[]): Promise<Record<string, string>>
  /** Paths that the process has mapped or opened and that contain `part`; empty when they may not be read. */
  openPaths(pid: number, part: string): Promise<string[]>
}

/** What the machine as a whole shows at one moment. Null is what it does not tell. */
export interface MachineMeter {
  /** Processor time of all cores together since the start, in units that only their ratio has a meaning of. */
  cpu: { busy: number; total: number } | null
  memoryTotalBytes: number | null
  memoryAvailableBytes: number | null
  swapUsedBytes: number | null
  load1m: number | null
  /** Since the machine was started, also while it slept. */
  uptimeSeconds: number | null
}

export interface ProcessMeter {
  /** As in `ProcessFacts`: another value is another process under the same number. */
  startTicks: number
  cpuSeconds: number
  rssBytes: number
  threads: number | null
  openFiles: number | null
}

/** What is read every few seconds for ever, so it is cheap: counters and gauges, and nothing that must be looked for. */
export interface Meters {
  machine(): Promise<MachineMeter>
  /** Null when there is no such process. */
  process(pid: number): Promise<ProcessMeter | null>
  /** The agent's own process. */
  agent(): { cpuSeconds: number; rssBytes: number }
  /** Gives back what is kept open; the meters may be read again later. */
  close(): void
}

/** Who listens on a TCP port of loopback. `pid` is null when the listener belongs to a process that we may not see. */
export interface Listener {
  port: number
  address: string
  uid: number
  pid: number | null
}

export interface HttpAnswer {
  status: number
  contentType: string
  /** At most the `maxBytes` asked for. */
  body: string
  latencyMs: number
}

/** A web socket as frames of text. `messages` ends when the socket closes. */
export interface TextSocket {
  send(text: string): void
  close(): void
  /** Called for each text message; set before `open` resolves to the caller. */
  onMessage(listener: (text: string) => void): void
  /** Called once: code and reason of the close frame, or 1006 for a broken connection. */
  onClose(listener: (code: number, reason: string) => void): void
}

export interface Network {
  /** Listening sockets on loopback or any address, for the given ports (all when none are given). */
  listeners(ports?: number[]): Promise<Listener[]>
  /** User id of the process that holds the other end of a loopback connection; null when unknown. */
  peerUid(localPort: number, remotePort: number): Promise<number | null>
  /**
   * GET over plain HTTP to loopback. Redirects are not followed, the body is cut at `maxBytes`.
   * Throws `HostError('timeout' | 'failed')`; the message of `failed` holds the system's code, such as ECONNREFUSED.
   */
  get(url: string, options: { timeoutMs: number; maxBytes: number; signal?: AbortSignal }): Promise<HttpAnswer>
  /** Opens a web socket to loopback. A frame over `maxFrameBytes` closes it with 1009. */
  open(url: string, options: { timeoutMs: number; maxFrameBytes: number; signal?: AbortSignal }): Promise<TextSocket>
}

export interface ServiceFacts {
  manager: 'systemd' | 'launchd'
  scope: 'system' | 'user'
  name: string
  /** Path of the unit or plist. */
  path: string
  active: boolean | null
  mainPid: number | null
  environment: Record<string, string>
  execStart: string
  ownerUid: number
}

export interface Services {
  /** The service manager that runs this host: null where there is none. */
  manager(): Promise<'systemd' | 'launchd' | null>
  /** Service definitions whose names match upstream's (`openclaw-gateway*`, `clawdbot-gateway*`, `ai.openclaw.*` …). */
  list(users: User[]): Promise<ServiceFacts[]>
}

export interface ContainerFacts {
  id: string
  name: string
  image: string
  running: boolean
  startedAt: number | null
  restartCount: number
  exitCode: number | null
  /** Published port on this host for the container's gateway port; null when none. */
  hostPort: number | null
  /** Host path mounted as MoltBot's state; null when it is a volume. */
  stateDir: string | null
  pid: number | null
}

export interface Containers {
  /** Containers of known MoltBot images; empty without an engine. */
  list(): Promise<ContainerFacts[]>
}

/** Where the agent's own keys live. */
export interface SecretStore {
  readonly kind: 'keychain' | 'file' | 'simulated'
  get(name: string): Promise<string | null>
  set(name: string, value: string): Promise<void>
  delete(name: string): Promise<void>
}
