import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildConsole } from './build-console.ts'
import { initialScripts, policyProblems } from './bundle/initial-scripts.ts'

/** The console starts fast on a slow link, and its page keeps to the policy that it is served under. */
const budget = 160_000

const folder = await buildConsole(console.log)
const { files, gzipBytes } = initialScripts(folder, '/console/')
const problems = policyProblems(readFileSync(join(folder, 'index.html'), 'utf8')).map(
  (what) => `index.html has ${what}`,
)
if (gzipBytes > budget) problems.push(`${gzipBytes} bytes of JavaScript before the start; the budget is ${budget}`)
// React alone is larger than this: less means that the entry was not found.
if (gzipBytes < 20_000) problems.push(`only ${gzipBytes} bytes of JavaScript: the entry was not seen`)

for (const problem of problems) console.error(problem)
console.log(`${files.length} initial scripts, ${(gzipBytes / 1000).toFixed(1)} of ${budget / 1000} KB gzip`)
process.exitCode = problems.length === 0 ? 0 : 1
