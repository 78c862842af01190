import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { repositoryRoot } from '../repository.ts'
import { prepareAudit } from './audit.bench.ts'
import type { PrepareBench } from './bench-case.ts'
import { prepareConfig } from './config.bench.ts'
import { prepareHttp } from './http.bench.ts'
import { prepareJobs } from './jobs.bench.ts'
import { prepareMetrics } from './metrics.bench.ts'
import { resultText } from './print-result.ts'
import { prepareProposal } from './proposal.bench.ts'
import { prepareRedact } from './redact.bench.ts'
import { measure } from './result.ts'
import { prepareStart } from './start.bench.ts'
import { prepareTail } from './tail.bench.ts'

const benches: Record<string, PrepareBench> = {
  audit: prepareAudit,
  config: prepareConfig,
  http: prepareHttp,
  jobs: prepareJobs,
  metrics: prepareMetrics,
  proposal: prepareProposal,
  redact: prepareRedact,
  start: prepareStart,
  tail: prepareTail,
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { fast: { type: 'boolean', default: false }, rounds: { type: 'string' } },
})
const [name = ''] = positionals
const prepare = benches[name]
if (!prepare) {
  console.error(`usage: npm run bench -- ${Object.keys(benches).join('|')} [--fast] [--rounds N]`)
  process.exit(2)
}
const plan = { fast: values.fast, rounds: Number(values.rounds ?? (values.fast ? 3 : 15)) }
if (!values.fast && plan.rounds < 5) throw new Error('fewer than 5 rounds say nothing; use --fast for a quick look')

const bench = await prepare(plan)
try {
  const result = await measure(name, bench, plan)
  console.log(resultText(result))
  // A quick look is no result to keep.
  if (!plan.fast) {
    const folder = join(repositoryRoot, 'tools/bench/results')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`)
  }
  const missed = result.series.flatMap(({ judgements }) => judgements.filter(({ passed }) => !passed))
  process.exitCode = missed.length === 0 ? 0 : 1
} finally {
  await bench.dispose()
}
