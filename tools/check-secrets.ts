import { isText, repositoryFiles } from './repository-files.ts'
import { isAllowed } from './secrets/allowed.ts'
import { commitCount, historyContents, isShallow } from './secrets/contents.ts'
import { ownFindings } from './secrets/own-rules.ts'
import { runSecretlint } from './secrets/run-secretlint.ts'

/** Looks for secrets in the checkout and in everything that was ever committed. Values are never printed. */
if (isShallow())
  throw new Error('this clone has no history (it is shallow); fetch it whole, for example fetch-depth: 0')

const checkout = repositoryFiles().map((file) => ({ id: 'checkout', ...file }))
const all = [...checkout, ...historyContents()]
const seen = new Set<string>()
const texts = all.filter(({ path, bytes }) => {
  const key = `${path}\0${bytes.toString('latin1')}`
  if (seen.has(key) || !isText(bytes) || isAllowed(path)) return false
  seen.add(key)
  return true
})

// A planted token proves in every run that the scanner works and that its findings are read.
const planted = { id: 'planted', path: 'planted.txt', bytes: Buffer.from(`ghp_${'aB3dE6gH9'.repeat(4)}`) }
const found = await runSecretlint([...texts, planted])
if (!found.delete(texts.length)) throw new Error('the scanner did not find a planted token')

const problems = [...found].map(([index, what]) => `${nameOf(index)} ${what}`)
for (const [index, { bytes }] of texts.entries()) {
  for (const { rule, line } of ownFindings(bytes.toString('utf8')))
    problems.push(`${nameOf(index)} line ${line}: ${rule}`)
}
for (const problem of problems) console.error(problem)
const commits = commitCount()
console.log(`${texts.length} contents of the checkout and ${commits} commits scanned, ${problems.length} secrets`)
process.exitCode = problems.length === 0 && commits > 0 && texts.length > 50 ? 0 : 1

function nameOf(index: number): string {
  const { id, path } = texts[index] ?? planted
  return id === 'checkout' ? path : `${path} (${id.slice(0, 10)} in the history)`
}
