import { homedir } from 'node:os'
import { dirname } from 'node:path'
import { hygieneProblems, hygieneRules } from './hygiene/rules.ts'
import { repositoryRoot } from './repository.ts'
import { isText, repositoryFiles } from './repository-files.ts'

/** Nothing in the repository may depend on, or tell about, the machine that it was written on. */
const shared = ['/', '/root', '/tmp', '/home', '/srv', '/opt', '/usr/src']
const places = [dirname(repositoryRoot), repositoryRoot, homedir()].filter((place) => !shared.includes(place))

const texts = repositoryFiles().filter(({ bytes }) => isText(bytes))
const rules = hygieneRules(places)
const problems = texts.flatMap(({ path, bytes }) => hygieneProblems(path, bytes.toString('utf8'), rules))

for (const problem of problems) console.error(problem)
console.log(`${texts.length} files read, ${problems.length} problems`)
process.exitCode = problems.length === 0 && texts.length > 50 ? 0 : 1
