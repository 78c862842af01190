import type { ProgramResult } from '../../effects.ts'
import { judgeConfig } from '../gateway/config.ts'
import { configSchema } from '../gateway/schema.ts'
import type { MemoryFiles } from '../memory-files.ts'
import { readFrame } from '../rpc/frame.ts'

type Environment = Record<string, string>

/**
 * MoltBot's own command line as far as the agent uses it, in the words of 2026.9.6. Null for a command that the
 * simulation does not know.
 */
export function runMoltbotCommand(
  disk: MemoryFiles,
  entry: string,
  args: readonly string[],
  environment: Environment,
): ProgramResult | null {
  const words = args.filter((word) => word !== '--no-color').join(' ')
  switch (words) {
    case '--version':
      return printed(0, `OpenClaw ${versionOf(disk, entry)} (eb377ac)\n`)
    case 'config schema':
      return printed(0, `${JSON.stringify(configSchema, null, 2)}\n`)
    case 'config validate --json':
      return validate(disk, configPathOf(environment))
    default:
      return null
  }
}

function versionOf(disk: MemoryFiles, entry: string): unknown {
  return readFrame(disk.read(entry.replace(/openclaw\.mjs$/, 'package.json')))?.version ?? 'unknown'
}

function configPathOf({ OPENCLAW_CONFIG_PATH, OPENCLAW_STATE_DIR, OPENCLAW_HOME, HOME }: Environment): string {
  return OPENCLAW_CONFIG_PATH ?? `${OPENCLAW_STATE_DIR ?? `${OPENCLAW_HOME ?? HOME}/.openclaw`}/openclaw.json`
}

/** A good file is told in one line; a bad one indented, with `<root>` for the whole. */
function validate(disk: MemoryFiles, path: string): ProgramResult {
  const failed = (message: string) => ({ ok: false, error: { type: 'cli_error', message }, valid: false, path })
  const text = disk.read(path)
  if (text === null) return printed(1, `${JSON.stringify(failed('file not found'))}\n`)
  const { valid, issues } = judgeConfig(text)
  if (valid) return printed(0, `${JSON.stringify({ valid: true, path, warnings: [] })}\n`)
  const told = issues.map((issue) => ({ ...issue, path: issue.path === '' ? '<root>' : issue.path }))
  const answer = { ...failed(`OpenClaw config is invalid: ${path}`), issues: told }
  return printed(1, `${JSON.stringify(answer, null, 2)}\n`)
}

function printed(code: number, stdout: string): ProgramResult {
  return { code, signal: null, stdout, stderr: '' }
}
