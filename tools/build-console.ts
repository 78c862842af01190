import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'web/dist')
const stamp = join(dist, '.built-from')

/** Everything that the built console is made of. The lockfile stands for its packages and their versions. */
const sources = [
  'web/src',
  'web/public',
  'web/index.html',
  'web/vite.config.ts',
  'web/package.json',
  'sdk/src',
  'api/generated',
  'package-lock.json',
]

/** Builds web/dist if it was built from other sources, and gives back its folder. Several may call this at once. */
export async function buildConsole(say: (line: string) => void): Promise<string> {
  const hash = hashOfSources()
  if (isBuiltFrom(hash)) return dist
  say('Building the console …')
  // Built beside and renamed: an agent that serves the old one never sees half of the new one.
  const fresh = join(root, '.cache', `console-${process.pid}`)
  const old = `${fresh}-old`
  try {
    await build(fresh)
    writeFileSync(join(fresh, '.built-from'), hash)
    if (existsSync(dist)) renameSync(dist, old)
    renameSync(fresh, dist)
  } catch (error) {
    // Another process may have put the same build in its place a moment earlier.
    if (!isBuiltFrom(hash)) throw error
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true })
  }
  return dist
}

function isBuiltFrom(hash: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash
}

/** A process of its own, so that the agent does not keep the memory of a bundler. */
function build(outDir: string): Promise<void> {
  mkdirSync(join(root, '.cache'), { recursive: true })
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  if (!existsSync(vite)) throw new Error('The console cannot be built: its packages are missing. Run `npm ci` first.')
  const args = [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn']
  const env = { ...process.env, NODE_ENV: 'production' }
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: join(root, 'web'),
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The console was not built (${code}).`))))
  })
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const file of sources.flatMap(filesOf))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

function filesOf(path: string): string[] {
  const whole = join(root, path)
  if (!existsSync(whole)) return []
  if (!statSync(whole).isDirectory()) return [path]
  const entries = readdirSync(whole, { recursive: true, withFileTypes: true, encoding: 'utf8' })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
    .sort()
}

if (import.meta.main) console.log(await buildConsole(console.log))
