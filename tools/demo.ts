import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { repositoryRoot } from './repository.ts'

/** The product on a simulated host, for a first look: nothing of it stays behind. */
const values = readArgs()
const stateDir = mkdtempSync(join(tmpdir(), 'moltbot-ops-demo-'))
const serve = ['serve', '--simulate', values.scenario, '--port', values.port, '--state-dir', stateDir]
const agent = spawn(process.execPath, [join(repositoryRoot, 'cli/bin/moltbot-ops.js'), ...serve], { stdio: 'inherit' })

// The terminal sends Ctrl-C to the agent as well; this process only has to outlive it to clean up.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => agent.kill('SIGTERM'))
// The terminal was closed.
process.on('SIGHUP', () => agent.kill('SIGTERM'))
agent.once('error', (error) => {
  console.error(error.message)
  process.exitCode = 1
})
agent.once('exit', (code) => {
  rmSync(stateDir, { recursive: true, force: true })
  process.exitCode = code ?? 1
})

function readArgs(): { scenario: string; port: string } {
  const usage = 'Usage: npm run demo -- [--scenario NAME] [--port PORT]'
  try {
    const options = {
      scenario: { type: 'string', default: 'healthy' },
      port: { type: 'string', default: '7338' },
    } as const
    const { values } = parseArgs({ options: { ...options, help: { type: 'boolean' } } })
    if (values.help !== true) return values
    console.log(usage)
    process.exit(0)
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n${usage}`)
    process.exit(2)
  }
}
