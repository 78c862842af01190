import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readAudit } from './dependencies/audit.ts'
import { licenceProblem } from './dependencies/licences.ts'
import { lockedPackages } from './dependencies/lockfile.ts'
import { runCommand } from './gate/run-command.ts'
import { repositoryRoot } from './repository.ts'

/** What comes from outside is locked by content, runs no script at install, has a known licence and no known hole. */
const readJson = (path: string) => JSON.parse(readFileSync(join(repositoryRoot, path), 'utf8'))
const packages = lockedPackages(readJson('package-lock.json'))
const decided: Record<string, boolean> = readJson('package.json').allowScripts

const problems = packages.flatMap(({ location, name, integrity, hasInstallScript, license, dev }) => {
  const found: string[] = []
  if (integrity === undefined) found.push('has no integrity hash')
  if (hasInstallScript && !(name in decided)) found.push('has an install script that allowScripts does not decide on')
  const licence = licenceProblem(installedLicence(location) ?? license, dev)
  if (licence) found.push(licence)
  return found.map((what) => `${location} ${what}`)
})

// `npm audit` prints to both streams; only its JSON is read.
const audit = readAudit((await runCommand(['npm', 'audit', '--json'], { minutes: 3 })).output)
if (audit.kind === 'vulnerable') problems.push(...audit.packages.map((one) => `known vulnerability: ${one}`))
if (audit.kind === 'unreachable') {
  const warning = `WARNING: known vulnerabilities were NOT checked: ${audit.message}`
  if (process.env.RELEASE === 'true') problems.push(warning)
  else console.error(warning)
}

for (const problem of problems) console.error(problem)
console.log(`${packages.length} packages checked, audit ${audit.kind}, ${problems.length} problems`)
process.exitCode = problems.length === 0 && packages.length > 100 ? 0 : 1

/** Packages for other platforms are locked but not installed; for them the lockfile's own word has to do. */
function installedLicence(location: string): unknown {
  try {
    const { license, licenses } = readJson(`${location}/package.json`)
    return license ?? licenses
  } catch {
    return undefined
  }
}
