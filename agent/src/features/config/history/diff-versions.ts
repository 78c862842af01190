import type { components } from '@moltbot-ops/api/types'
import { Problem } from '../../../core/problem.ts'
import { diffConfigs } from '../../../moltbot/config/changes/diff-configs.ts'
import { diffLines } from '../../../moltbot/config/changes/diff-lines.ts'
import { formatPath } from '../../../moltbot/config/path.ts'
import { maskText } from '../../../moltbot/config/secrets/mask-text.ts'
import type { SecretPolicy } from '../../../moltbot/config/secrets/secret-policy.ts'
import { type ParsedConfig, parseConfig } from '../../../moltbot/config/text/parse-config.ts'
import { type CopyStore, withPrefix } from './copy-store.ts'

export interface TwoVersions {
  instanceId: string
  from: string
  to: string
  policy: SecretPolicy
  /** The installed version, whose rules tell what a change needs; null for the newest that is known. */
  version: string | null
}

/**
 * What is different between two kept versions, secrets masked.
 * @throws Problem not_found where no copy is kept, config_unreadable where one cannot be read: then nobody can tell what
 * in it is a secret
 */
export async function diffVersions(
  { instanceId, from, to, policy, version }: TwoVersions,
  copies: Pick<CopyStore, 'read'>,
): Promise<components['schemas']['ConfigDiff']> {
  const before = await readVersion(instanceId, from, copies)
  const after = await readVersion(instanceId, to, copies)
  const { changes, effect, risk } = diffConfigs(before.document, after.document, { policy, version })
  return {
    base_hash: withPrefix(from),
    hash: withPrefix(to),
    changes: changes.map((change) => ({ ...change, path: formatPath(change.path) })),
    ...{ effect, risk, comments_lost: [] },
    lines: diffLines(maskText(before, policy).text, maskText(after, policy).text),
  }
}

async function readVersion(instanceId: string, hash: string, copies: Pick<CopyStore, 'read'>): Promise<ParsedConfig> {
  const text = await copies.read(instanceId, withPrefix(hash))
  if (text === null) throw new Problem('not_found', 'No copy of this version is kept, so it cannot be shown.')
  const reading = parseConfig(text)
  if (reading.ok) return reading.config
  throw new Problem(
    'config_unreadable',
    'One of the two versions cannot be read as JSON5, so its settings are not known.',
  )
}
