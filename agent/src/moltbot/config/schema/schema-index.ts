import type { JsonObject } from '../../json.ts'
import { createSecretPolicy, type SecretPolicy } from '../secrets/secret-policy.ts'
import { checkDocument, type SchemaIssue } from './check-document.ts'
import { createHints, type Hints } from './hints.ts'
import { createSchemaReader } from './schema-node.ts'
import { searchSettings } from './search-settings.ts'
import { listSettings, type Setting } from './settings.ts'
import { subtreeAt } from './subtree.ts'

/** The schema of one version, ready to be asked. Made once for a version: reading it takes about a tenth of a second. */
export interface SchemaIndex {
  readonly version: string
  readonly hints: Hints
  /** Which settings of this version are secrets. */
  readonly policy: SecretPolicy
  /** Every setting, in the order of the schema. Made at the first call. */
  settings(): readonly Setting[]
  /** At most 200, the best first. */
  search(words: string): Setting[]
  /** The part at a dotted path such as `channels.telegram` or `models.providers.*`; null when there is none. */
  subtree(path: string): JsonObject | null
  check(document: JsonObject): SchemaIssue[]
}

export interface SchemaSource {
  version: string
  schema: unknown
  /** Null where only the command line could be asked, which prints none. */
  uiHints: unknown
}

/** About 100 KB of JSON for the largest part, the top level. */
const limits = { depth: 2, maxNodes: 600 }

/** @throws TypeError for what is no schema of a config. */
export function createSchemaIndex({ version, schema, uiHints }: SchemaSource): SchemaIndex {
  const reader = createSchemaReader(schema)
  const hints = createHints(uiHints)
  let settings: readonly Setting[] | null = null
  const all = () => {
    settings ??= listSettings(reader, hints, version)
    return settings
  }
  return {
    version,
    hints,
    policy: createSecretPolicy(hints.sensitive),
    settings: all,
    search: (words) => searchSettings(all(), words),
    subtree: (path) => subtreeAt(reader, partsOf(path), path === '' ? { ...limits, depth: 1 } : limits),
    check: (document) => checkDocument(document, reader),
  }
}

/** `a.b[].c` and `a["x.y"]`: names, `*` and `[]`. */
export function partsOf(path: string): string[] {
  const parts = path.matchAll(/\[("(?:[^"\\]|\\.)*")\]|\[\d*\]|[^.[\]]+/g)
  return [...parts].map(([whole, quoted]) =>
    quoted === undefined ? (whole.startsWith('[') ? '[]' : whole) : unquoted(quoted),
  )
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch {
    return text
  }
}
