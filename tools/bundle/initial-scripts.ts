import { readFileSync } from 'node:fs'
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
  const waiting = [...sources, ...preloads].map(inFolder)
  const files = new Set<string>()
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue
    files.add(file)
    const source = readFileSync(`${folder}/${file}`, 'utf8')
    for (const [, path] of source.matchAll(staticImport)) waiting.push(posix.join(posix.dirname(file), path ?? ''))
  }
  const gzipBytes = [...files].reduce((sum, file) => sum + gzipSync(readFileSync(`${folder}/${file}`)).length, 0)
  return { files: [...files].sort(), gzipBytes }
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
