import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { runCommand } from '../gate/run-command.ts'
import { repositoryRoot } from '../repository.ts'

const batchSize = 500

/**
 * Lays the contents out as files under their own names, which some rules go by, and gives back the findings by
 * position in the list.
 */
export async function runSecretlint(
  contents: readonly { path: string; bytes: Buffer }[],
): Promise<Map<number, string>> {
  const folder = mkdtempSync(join(tmpdir(), 'secret-scan-'))
  try {
    const files = contents.map(({ path, bytes }, index) => {
      mkdirSync(join(folder, String(index)))
      writeFileSync(join(folder, String(index), basename(path)), bytes)
      return join(String(index), basename(path))
    })
    const found = new Map<number, string>()
    for (let from = 0; from < files.length; from += batchSize) {
      for (const [index, what] of await scan(folder, files.slice(from, from + batchSize))) found.set(index, what)
    }
    return found
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function scan(folder: string, files: string[]): Promise<[number, string][]> {
  const rules = ['--secretlintrc', join(repositoryRoot, '.secretlintrc.json')]
  // The unix format shows where and what, never the value.
  const flags = ['--no-glob', '--no-gitignore', '--format', 'unix', ...rules]
  const { ok, output } = await runCommand(['secretlint', ...flags, ...files], { cwd: folder })
  const findings = output.split('\n').flatMap((line): [number, string][] => {
    const match = /^.*?\/(\d+)\/[^/]+:(\d+):\d+: (.*)$/.exec(line.replace(folder, ''))
    return match ? [[Number(match[1]), `line ${match[2]}: ${match[3]}`]] : []
  })
  if (!ok && findings.length === 0) throw new Error(`secretlint failed:\n${output.slice(0, 4000)}`)
  return findings
}
