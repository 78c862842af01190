import type { User } from './host.ts'

/**
 * What may change the machine, as interfaces, apart from `Host` so that whoever only observes cannot even name it.
 * Nothing here asks for consent: whoever calls it holds an approved plan.
 * Every method says as whom it acts. A root agent never acts as root in a folder of somebody else: the real
 * implementation does such work in a process of that user. The simulated host keeps a record of each call.
 * Methods throw `HostError`; its message is for people and holds no secret.
 */
export interface Effects {
  readonly accounts: Accounts
  readonly folders: Folders
  readonly programs: Programs
  readonly packages: Packages
  readonly images: Images
  readonly serviceManagers: readonly ServiceManager[]
  readonly ssh: Ssh
}

/** An account with its group, as whom work is done. */
export interface Owner extends User {
  gid: number
}

export interface Accounts {
  /** Null when there is no such account. */
  find(name: string): Promise<Owner | null>
  byUid(uid: number): Promise<Owner | null>
  /** Makes a system account without a password and a login, with a home of mode 0700; the one that is there stays as it is. */
  createSystem(name: string, home: string): Promise<Owner>
  /**
   * Takes away an account that `createSystem` made, and its home with all that is in it; not an error when there is none.
   * Cut off in the middle, it goes on when it is called again.
   * @throws HostError denied, for an account that was made otherwise, and while a process runs as it
   */
  remove(name: string): Promise<void>
  /** Whether no process runs as this account; what holds a file open for writing could change it after it was sealed. */
  isIdle(owner: Owner): Promise<boolean>
  /** Whether this agent may make accounts and act as others. */
  mayActAsOthers(): Promise<boolean>
}

/**
 * Writes with the rights of `owner`, inside `root` alone: a symlink or `..` that leads out of it is
 * `HostError('unsafe')`. `root` itself must exist and belong to the owner or to root.
 */
export interface Folders {
  makeDirectory(path: string, options: Place & { mode: number }): Promise<void>
  /** Temporary file beside it, fsync, rename, fsync of the directory. Replaces a regular file only. */
  writeFile(path: string, bytes: Uint8Array, options: Place & { mode: number }): Promise<void>
  /** Points a symlink at `target` in one step (new link, rename). */
  switchLink(path: string, target: string, options: Place): Promise<void>
  rename(from: string, to: string, options: Place): Promise<void>
  /** Removes a file or a whole tree; not an error when there is none. Never follows a symlink. */
  remove(path: string, options: Place): Promise<void>
  /** Makes a tree belong to root and nobody else able to write it: a verified generation. Only a root agent does it. */
  seal(path: string, options: Place): Promise<void>
}

export interface Place {
  owner: Owner
  /** Absolute and canonical. */
  root: string
}

export interface ProgramOptions {
  owner: Owner
  /** The whole environment: nothing is inherited. */
  env: Record<string, string>
  cwd: string
  stdin?: string
  timeoutMs: number
  /** Output beyond this is cut, its end kept; default 1 MiB for each stream. */
  maxOutputBytes?: number
  onLine?(stream: 'stdout' | 'stderr', line: string): void
  signal?: AbortSignal
}

export interface ProgramResult {
  /** Null when a signal ended it. */
  code: number | null
  signal: string | null
  stdout: string
  stderr: string
}

export interface Programs {
  /**
   * Runs a program without a shell, in a process group of its own that ends with it.
   * @throws HostError timeout (the group was killed), failed (it could not be started, or `signal` was aborted)
   */
  run(file: string, args: readonly string[], options: ProgramOptions): Promise<ProgramResult>
  /** Absolute path of a program on the agent's PATH; null when there is none. */
  find(name: string): Promise<string | null>
}

/** One published version as the registry tells it. */
export interface PackageVersion {
  version: string
  publishedAt: number | null
  /** `engines.node`. */
  node: string | null
  /** `sha512-…` of the tarball. */
  integrity: string
  deprecated: string | null
}

export interface PackageFacts {
  name: string
  tags: Record<string, string>
  versions: PackageVersion[]
}

/** The whole dependency tree of one version, resolved once: what will be installed is what the plan showed. */
export interface PackageTree {
  name: string
  version: string
  /** package.json and package-lock.json with integrity of every package. */
  lockText: string
  packages: number
  /** Of the packages as the registry states it; null when it does not. */
  unpackedBytes: number | null
  /** `name@version` of packages that run scripts at install. */
  installScripts: string[]
}

/** The npm registry that the host is set up for (npmrc, proxy and CA settings of `owner` are respected). */
export interface Packages {
  /** @throws HostError failed (`registry unreachable`, `404`, `500`), timeout */
  describe(name: string, options: { owner: Owner; timeoutMs: number }): Promise<PackageFacts>
  resolve(
    name: string,
    version: string,
    options: { owner: Owner; runtime: Runtime; timeoutMs: number; signal?: AbortSignal },
  ): Promise<PackageTree>
  /** Installs exactly that tree into `prefix` (which is empty); a wrong integrity is `HostError('unsafe')`. */
  install(
    tree: PackageTree,
    options: {
      owner: Owner
      root: string
      prefix: string
      runtime: Runtime
      runScripts: boolean
      timeoutMs: number
      onLine?(line: string): void
      signal?: AbortSignal
    },
  ): Promise<{ bytes: number; files: number }>
  /** The Node that runs the agent and the npm of the host; null when there is no npm. */
  hostRuntime(): Promise<Runtime | null>
  /** The Node from the platform package that satisfies `range`: staged into `prefix` like any package. Null: none is known. */
  runtimeFor(range: string | null): { package: string; version: string } | null
}

/** The Node that runs a MoltBot, and npm itself. `npm` is the path of npm's own script. */
export interface Runtime {
  node: string
  npm: string
}

export interface EngineFacts {
  version: string
  /** Without root: then using it is not root-equivalent. */
  rootless: boolean
  socket: string
}

export interface ImageFacts {
  /** `repository@sha256:…`, or the id of a local image. */
  reference: string
  digest: string
  bytes: number
  local: boolean
}

/** The container engine, through its API. */
export interface Images {
  /** Null when no engine answers. */
  engine(): Promise<EngineFacts | null>
  /** Null when the image is not on this host. */
  local(reference: string): Promise<ImageFacts | null>
  /** Asks the image's registry for the digest of a tag without pulling; null when it cannot be told. */
  remoteDigest(reference: string, options: { timeoutMs: number }): Promise<string | null>
  /** Pulls by digest. */
  pull(
    reference: string,
    options: { timeoutMs: number; onLine?(line: string): void; signal?: AbortSignal },
  ): Promise<ImageFacts>
}

export type ServiceManagerKind = 'systemd' | 'systemd_user' | 'launchd' | 'docker' | 'supervised'

/** How a MoltBot is kept running, in the words of any manager. */
export interface ServiceDefinition {
  /** Short and plain: unit, label or container are named after it. `moltbot` for the first one. */
  name: string
  description: string
  owner: Owner
  /** Absolute program and its arguments; for `docker` the arguments after the image's entry point. */
  command: string[]
  environment: Record<string, string>
  workingDirectory: string
  stateDir: string
  port: number
  /** How long a start may take until the port answers. */
  startBudgetMs: number
  stopBudgetMs: number
  /** Only for `docker`: by digest, or the id of a local image. */
  image?: string
  /** Only for `docker`, where the engine has no bridge: the container shares the host's network. */
  hostNetwork?: boolean
}

export interface ServiceState {
  installed: boolean
  state: 'running' | 'starting' | 'stopped' | 'failed'
  pid: number | null
  /** Code of the last end; null when it never ended or is not known. */
  exitCode: number | null
  /** Restarts by the manager since it was installed or since the manager's own count began. */
  restarts: number
  message: string | null
}

/**
 * One way to keep MoltBot running. Exit code 78 is never retried, restarts back off, a stop goes TERM, then KILL after
 * the budget. `start`, `stop` and `restart` resolve when the manager has done it, not when MoltBot is ready.
 */
export interface ServiceManager {
  readonly kind: ServiceManagerKind
  /** Whether it can be used here for `owner`, and why not. */
  available(owner: Owner): Promise<{ available: boolean; reason: string }>
  /** What will be written, for the plan: paths and texts. */
  preview(definition: ServiceDefinition): Promise<{ path: string; text: string }[]>
  install(definition: ServiceDefinition): Promise<void>
  remove(name: string, owner: Owner): Promise<void>
  start(name: string, owner: Owner): Promise<void>
  stop(name: string, owner: Owner): Promise<void>
  restart(name: string, owner: Owner): Promise<void>
  state(name: string, owner: Owner): Promise<ServiceState>
}

export interface SshTarget {
  host: string
  port: number
}

export type SshCredential =
  | { type: 'password'; username: string; password: string }
  | { type: 'key'; username: string; privateKeyPem: string; passphrase: string | null }
  | { type: 'agent'; username: string }

export interface SshHostKey {
  type: string
  /** `SHA256:` and base64 without padding, as `ssh-keygen -l` prints it. */
  fingerprint: string
}

export interface Ssh {
  /** Reads the host key and hangs up before authentication. */
  hostKey(target: SshTarget, options: { timeoutMs: number }): Promise<SshHostKey>
  /**
   * Connects only to the host that holds this key.
   * @throws HostError denied (wrong credential), unsafe (another host key), timeout, failed
   */
  connect(
    target: SshTarget,
    credential: SshCredential,
    options: { fingerprint: string; timeoutMs: number; signal?: AbortSignal },
  ): Promise<SshSession>
}

export interface SshSession {
  run(
    command: string,
    options: {
      timeoutMs: number
      stdin?: string
      /** Runs it on a terminal of its own; what it prints comes all as `stdout`. */
      terminal?: boolean
      maxOutputBytes?: number
      onLine?(stream: 'stdout' | 'stderr', line: string): void
      signal?: AbortSignal
    },
  ): Promise<ProgramResult>
  /** Writes a file through SFTP under a temporary name and renames it. */
  upload(
    bytes: AsyncIterable<Uint8Array>,
    path: string,
    options: { mode: number; size: number; timeoutMs: number; onProgress?(sent: number): void; signal?: AbortSignal },
  ): Promise<void>
  /** Resolves when the connection ended, with the cause where it was not us. */
  readonly ended: Promise<string | null>
  close(): void
}
