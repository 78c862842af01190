import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs'
import { basename, delimiter, join } from 'node:path'
import { shellWord } from './words/hint.ts'

const name = 'moltbot-ops'
/** A script that starts this one is a line or two. */
const longestScript = 1024

export interface Start {
  /** The script as Node was given it. */
  script: string
  node: string
  env: Record<string, string | undefined>
}

/** How a person starts this program again: by its name where a shell finds it, else as it was started. */
export function startedAs({ script, node, env }: Start): string {
  // npm sets it for what npx and the scripts of a package run.
  if (env.npm_command !== undefined || script.includes('/node_modules/.bin/')) return `npx ${name}`
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder.startsWith('/'))
  // The first of that name is what a shell takes, whatever comes after it.
  const first = folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
  const found = first !== undefined && leadsTo(first, script) ? first : undefined
  if (found?.includes('/node_modules/.bin/')) return `npx ${name}`
  if (found !== undefined) return name
  return `${basename(node) === 'node' ? 'node' : shellWord(node)} ${shellWord(script)}`
}

/** Whether a file is a link to the script, or a short script that names it. */
function leadsTo(path: string, script: string): boolean {
  try {
    if (realpathSync(path) === realpathSync(script)) return true
    const facts = lstatSync(path)
    return facts.isFile() && facts.size <= longestScript && readFileSync(path, 'utf8').includes(script)
  } catch {
    return false
  }
}
