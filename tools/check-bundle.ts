import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildConsole } from './build-console.ts'
import { initialScripts, pageScripts, policyProblems } from './bundle/initial-scripts.ts'

/** The console starts fast on a slow link, and its page keeps to the policy that it is served under. */
const budget = 160_000
/** For each page beyond that, when it is opened first. The largest, the configuration, has three quarters of it. */
const pageBudget = { bytes: 70_000, files: 10 }

const folder = await buildConsole(console.log)
const { files, gzipBytes } = initialScripts(folder, '/console/')
const problems = policyProblems(readFileSync(join(folder, 'index.html'), 'utf8')).map(
  (what) => `index.html has ${what}`,
)
if (gzipBytes > budget) problems.push(`${gzipBytes} bytes of JavaScript before the start; the budget is ${budget}`)
// React alone is larger than this: less means that the entry was not found.
if (gzipBytes < 20_000) problems.push(`only ${gzipBytes} bytes of JavaScript: the entry was not seen`)
const pages = pageScripts(folder, files)
if (pages.length === 0) problems.push('no page has a script of its own: they were not seen')
for (const { name, files: own, gzipBytes: bytes } of pages) {
  if (bytes <= pageBudget.bytes && own.length <= pageBudget.files) continue
  problems.push(
    `${name} fetches ${bytes} bytes in ${own.length} files; the budget is ${pageBudget.bytes} in ${pageBudget.files}`,
  )
}

for (const problem of problems) console.error(problem)
console.log(`${files.length} initial scripts, ${(gzipBytes / 1000).toFixed(1)} of ${budget / 1000} KB gzip`)
for (const { name, files: own, gzipBytes: bytes } of pages) {
  console.log(`${name}: ${own.length} more, ${(bytes / 1000).toFixed(1)} KB`)
}
process.exitCode = problems.length === 0 ? 0 : 1
