import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../gate/run-command.ts'

/** Outside the repository, and readable by other users, because some tests run MoltBot under an account of its own. */
const realCache = join(process.env.XDG_CACHE_HOME ?? tmpdir(), 'moltbot-ops-real')

const attempts = 3

/** A private npm folder that holds exactly this package; installed once per machine, from the registry npm is set up for. */
export async function npmFolder(name: string, version: string): Promise<string> {
  const folder = join(realCache, `${name}-${version}`)
  if (existsSync(folder)) return folder
  // Made beside and renamed: a folder with the final name is always complete, also when two runs race.
  const partial = `${folder}.partial-${process.pid}`
  let output = ''
  for (let attempt = 1; attempt <= attempts; attempt++) {
    rmSync(partial, { recursive: true, force: true })
    mkdirSync(partial, { recursive: true })
    const install = ['npm', 'install', '--prefix', partial, `${name}@${version}`, '--no-audit', '--no-fund'] as const
    const result = await runCommand(install, { cwd: partial, minutes: 8 })
    output = result.output
    if (!result.ok) continue
    if (existsSync(folder)) rmSync(partial, { recursive: true, force: true })
    else renameSync(partial, folder)
    return folder
  }
  rmSync(partial, { recursive: true, force: true })
  throw new Error(`${name}@${version} could not be installed in ${attempts} tries:\n${output}`)
}
