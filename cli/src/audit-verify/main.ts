import { parseArgs } from 'node:util'
import { CannotVerify, verifyAndTell } from './verify-and-tell.ts'

/** The verifier as a program of its own, one file that needs nothing but Node: `audit-verify.mjs`. */
const usage = `Verifies the audit log of MoltBot Ops: an export, one file of a log, or an audit directory.

usage: node audit-verify.mjs FILE [--key SHA256:…] [--checkpoint FILE] [--json]

  --key         fingerprint of the agent's key, known from elsewhere; without it
                nothing proves who wrote the log
  --checkpoint  file with checkpoints that were kept elsewhere; the log must still
                agree with them
  --json        print the result as JSON

Exit codes: 0 unbroken, 1 broken (or not signed by the key that was named), 2 usage.
`

async function run(): Promise<number> {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse()
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`)
    return 2
  }
  const { values, positionals } = parsed
  const [path] = positionals
  if (values.help || path === undefined || positionals.length > 1) {
    ;(values.help ? process.stdout : process.stderr).write(usage)
    return values.help ? 0 : 2
  }
  try {
    const request = { path, key: values.key, checkpoint: values.checkpoint, json: values.json }
    return await verifyAndTell(request, (text) => process.stdout.write(text))
  } catch (error) {
    if (!(error instanceof CannotVerify)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

function parse() {
  return parseArgs({
    allowPositionals: true,
    options: {
      key: { type: 'string' },
      checkpoint: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
}

process.exitCode = await run()
