import { execFileSync } from 'node:child_process'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Journeys look at the console as it is in the tree, so a stale one is built before the first of them. */
export default function buildConsole(): void {
  const root = dirname(dirname(fileURLToPath(import.meta.url)))
  execFileSync(process.execPath, ['tools/build-console.ts'], { cwd: root, stdio: 'inherit' })
}
