import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { gzipSync } from 'node:zlib'

export interface InitialScripts {
  files: string[]
  gzipBytes: number
}

const scriptTag = /<script\b([^>]*)>([\s\S]*?)<\/script>/g
const modulePreload = /<link\b[^>]*rel="modulepreload"[^>]*href="([^"]+)"/g
// In built modules every static import ends in a quoted path; a lazy one has a bracket in between.
const staticImport = /\b(?:import|from)\s*"(\.[^"]+)"/g

/** What a browser has to fetch before the console can start: the page's scripts and everything they import at once. */
export function initialScripts(folder: string, base: string): InitialScripts {
  const html = readFileSync(`${folder}/index.html`, 'utf8')
  const inFolder = (url: string) => url.replace(new RegExp(`^${base}`), '')
  const sources = [...html.matchAll(scriptTag)].flatMap(
    ([, attributes]) => /\bsrc="([^"]+)"/.exec(attributes ?? '')?.[1] ?? [],
  )
  const preloads = [...html.matchAll(modulePreload)].flatMap(([, url]) => url ?? [])
  const files = withImports(folder, [...sources, ...preloads].map(inFolder), new Set())
  return { files, gzipBytes: gzipped(folder, files) }
}

export interface PageScripts extends InitialScripts {
  /** Of its script, such as `ConfigRoute`. */
  name: string
}

/** What a browser has to fetch for each page beyond the initial scripts, when that page is opened first. */
export function pageScripts(folder: string, initial: readonly string[]): PageScripts[] {
  const loaded = new Set(initial)
  return readdirSync(`${folder}/assets`)
    .filter((name) => /^\w+Route-[\w-]+\.js$/.test(name))
    .map((name) => {
      const files = withImports(folder, [`assets/${name}`], loaded)
      return { name: name.replace(/-.*$/, ''), files, gzipBytes: gzipped(folder, files) }
    })
}

/** The files and all that they import at once, without those that are there already. */
function withImports(folder: string, begin: readonly string[], without: ReadonlySet<string>): string[] {
  const waiting = [...begin]
  const files = new Set<string>()
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file) || without.has(file)) continue
    files.add(file)
    const source = readFileSync(`${folder}/${file}`, 'utf8')
    for (const [, path] of source.matchAll(staticImport)) waiting.push(posix.join(posix.dirname(file), path ?? ''))
  }
  return [...files].sort()
}

function gzipped(folder: string, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(`${folder}/${file}`)).length, 0)
}

/** What the console's content security policy would refuse, found before a browser does. */
export function policyProblems(html: string): string[] {
  const problems: string[] = []
  for (const [, attributes, body] of html.matchAll(scriptTag)) {
    if (!/\bsrc="/.test(attributes ?? '') || body?.trim()) problems.push('an inline script')
  }
  if (/<[^>]+\son[a-z]+\s*=/i.test(html)) problems.push('an event handler in an attribute')
  if (/(?:src|href)\s*=\s*"(?:https?:)?\/\//i.test(html)) problems.push('something from another host')
  if (/javascript:/i.test(html)) problems.push('a javascript: address')
  return problems
}
