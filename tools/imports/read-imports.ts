import { posix } from 'node:path'
import { repositoryFiles } from '../repository-files.ts'

export interface Import {
  /** Path inside the repository. */
  from: string
  /** Path inside the repository, or the name of a package. */
  to: string
  typeOnly: boolean
}

// The formatter puts every import and re-export at the start of a line, so its shape can be relied on.
const staticImport = /^import (?<type>type )?(?:[\w$*{}\s,]+ from )?'(?<to>[^']+)'/gm
const reExport = /^export (?<type>type )?(?:\*(?: as \w+)?|\{[^}]*\}) from '(?<to>[^']+)'/gm
const dynamicImport = /\bimport\(\s*'(?<to>[^']+)'/g

export function importsOf(file: string, source: string): Import[] {
  return [staticImport, reExport, dynamicImport].flatMap((shape) =>
    [...source.matchAll(shape)].map(({ groups }) => ({
      from: file,
      to: resolve(file, groups?.to ?? ''),
      typeOnly: groups?.type !== undefined,
    })),
  )
}

/** A workspace is imported by its package name; the rules speak of folders. */
const workspaces: Record<string, string> = {
  '@moltbot-ops/api': 'api',
  '@moltbot-ops/redact': 'redact',
  '@moltbot-ops/sdk': 'sdk',
  '@moltbot-ops/agent': 'agent',
  '@moltbot-ops/web': 'web',
  '@moltbot-ops/e2e': 'e2e',
  '@moltbot-ops/tools': 'tools',
  'moltbot-ops': 'cli',
}

function resolve(file: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(file), specifier)
  const parts = specifier.split('/')
  const name = parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
  const folder = workspaces[name]
  return folder === undefined
    ? specifier
    : [folder, ...specifier.slice(name.length).split('/').filter(Boolean)].join('/')
}

export interface Modules {
  files: string[]
  imports: Import[]
}

/** Reads every module of the workspaces, committed or not yet. */
export function readModules(): Modules {
  const files = repositoryFiles('*.ts', '*.tsx')
  return {
    files: files.map(({ path }) => path),
    imports: files.flatMap(({ path, bytes }) => importsOf(path, bytes.toString('utf8'))),
  }
}
