import { join } from 'node:path'
import { compareBaseline } from './contract/compare-baseline.ts'
import { readDocument } from './contract/document.ts'
import { repositoryRoot } from './repository.ts'

/** Proves that everything of the frozen contract 0.1.0 is still in api/openapi.yaml. */
const frozen = readDocument(join(repositoryRoot, 'api/baseline/openapi-0.1.0.yaml'))
const current = readDocument(join(repositoryRoot, 'api/openapi.yaml'))
const { operations, compared, broken } = compareBaseline(frozen, current)

for (const line of broken) console.error(line)
console.log(`${operations} operations and ${compared} things of 0.1.0 compared, ${broken.length} broken`)
// The frozen text has 16 operations; fewer means that this check, not the contract, is broken.
process.exitCode = broken.length === 0 && operations === 16 && compared > 100 ? 0 : 1
