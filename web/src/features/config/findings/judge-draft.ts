import { ApiError } from '@moltbot-ops/sdk'
import type { ConfigError } from '../config-queries.ts'
import { formatPath } from '../document/config-path.ts'

/** What a draft would bring: what is refused now and was not before. An old fault must not stop the change of another thing. */
export function newErrors(findings: readonly ConfigError[], before: readonly ConfigError[]): ConfigError[] {
  const known = new Set(before.map(keyOf))
  return findings.filter((finding) => finding.severity === 'error' && !known.has(keyOf(finding)))
}

const keyOf = ({ path, message }: ConfigError) => `${path} ${message}`

/** Why the agent would not even look at a draft, place by place, such as a mask that stands where it means nothing. */
export function detailsOf(error: unknown): ConfigError[] {
  if (!(error instanceof ApiError)) return []
  return error.details.map(({ path, message }) => ({ path: pathOf(path), message, severity: 'error' }))
}

/** A JSON pointer (RFC 6901) into the request as a path of the configuration. */
function pathOf(pointer: string): string {
  const parts = pointer.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  return formatPath(parts.slice(2).map((part) => (/^\d+$/.test(part) ? Number(part) : part)))
}
