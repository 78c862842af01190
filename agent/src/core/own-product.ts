/** A file that can be put on another host, with the digest that a plan shows. */
export interface Upload {
  /** In hex, of exactly the bytes that `open` gives. */
  sha256: string
  bytes: number
  open(): AsyncIterable<Uint8Array>
}

/** The archive of this very program, as `npm run pack` makes it. */
export interface PackedProduct extends Upload {
  version: string
}

export interface Libc {
  name: 'glibc' | 'musl'
  /** Such as `2.36`; empty where it cannot be told. */
  version: string
}

/** The Node that this agent runs on, with the npm of this host where there is one. */
export interface OwnRuntime {
  version: string
  /** As `process.platform` and `process.arch` have them. */
  platform: string
  arch: string
  libc: Libc | null
  hasNpm: boolean
  /** Of `runtimeList`, which names every file with its own digest: the other host checks both after unpacking. */
  sha256: string
  /** `bin/node`, `lib/node_modules/npm` and the list as .tar.gz. It is made when it is asked for, which takes seconds. */
  packed(): Promise<Upload>
}

/** Name of the list of a packed runtime, in the form of `sha256sum`. */
export const runtimeList = 'files.sha256'

/** What an agent can put on another host: itself. */
export interface OwnProduct {
  /** @throws Problem plan_impossible when the files of this program are not those that it was released with */
  archive(): Promise<PackedProduct>
  runtime(): Promise<OwnRuntime>
}
