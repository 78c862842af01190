import { valid } from 'semver'
import type { PackageFacts, PackageVersion } from '../../../effects.ts'
import { HostError } from '../../../host.ts'
import { fieldsOf, parsedJson } from './json-fields.ts'

export interface Overview {
  tags: Record<string, string>
  /** Newest first; tagged versions are always among them. */
  versions: string[]
  publishedAt: Map<string, number>
}

const mostVersions = 250

/** What `npm view NAME dist-tags versions time --json` says. */
export function readOverview(name: string, text: string): Overview {
  const fields = fieldsOf(parsedJson(text))
  const tags = texts(fields['dist-tags'])
  // A single one comes without its list.
  const listed = (Array.isArray(fields.versions) ? fields.versions : [fields.versions]).filter(isVersion)
  if (listed.length === 0) throw new HostError('failed', `The npm registry names no version of ${name}`)
  const publishedAt = new Map(
    Object.entries(texts(fields.time)).flatMap(([version, time]) => {
      const at = Date.parse(time)
      return Number.isNaN(at) ? [] : [[version, at] as const]
    }),
  )
  const newest = listed.reverse().sort((a, b) => (publishedAt.get(b) ?? 0) - (publishedAt.get(a) ?? 0))
  const tagged = new Set(Object.values(tags))
  return {
    tags,
    versions: newest.filter((version, index) => index < mostVersions || tagged.has(version)),
    publishedAt,
  }
}

/** A range that is exactly these versions: npm leaves beta versions out of any other. */
export function rangeOf(versions: readonly string[]): string {
  return versions.join(' || ')
}

/** What `npm view NAME@RANGE version engines deprecated dist.integrity --json` says of them. */
export function readVersions(name: string, { tags, versions, publishedAt }: Overview, text: string): PackageFacts {
  const parsed = parsedJson(text)
  const told = new Map(
    (Array.isArray(parsed) ? parsed : [parsed]).map((one) => {
      const fields = fieldsOf(one)
      return [fields.version, fields] as const
    }),
  )
  const known = versions.flatMap((version): PackageVersion[] => {
    const fields = fieldsOf(told.get(version))
    const integrity = fields['dist.integrity']
    // Without it nothing could prove what is installed, so such a version is none to offer.
    if (typeof integrity !== 'string' || !integrity.startsWith('sha')) return []
    const { node } = fieldsOf(fields.engines)
    return [
      {
        version,
        publishedAt: publishedAt.get(version) ?? null,
        node: typeof node === 'string' ? node : null,
        integrity,
        deprecated: typeof fields.deprecated === 'string' ? fields.deprecated : null,
      },
    ]
  })
  return { name, tags, versions: known }
}

function isVersion(value: unknown): value is string {
  return typeof value === 'string' && valid(value) === value
}

function texts(value: unknown): Record<string, string> {
  const entries = Object.entries(fieldsOf(value))
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
