import { isObject, parseObject } from '../../json.ts'
import type { SchemaSource } from '../schema/schema-index.ts'
import { type MoltbotProgram, type ProgramDeps, runWithCandidate } from './program.ts'
import { UnreadableVerdict } from './validate.ts'

const timeoutMs = 120_000
/** 2.4 MB in 2026.9.6. */
const maxSchemaBytes = 12 * 1024 * 1024

/**
 * Asks the command line of the installed MoltBot for its schema. It has titles and descriptions, but no hints.
 * @throws HostError when it could not be run; UnreadableVerdict when what it prints is no schema.
 */
export async function readSchemaWithMoltbot(program: MoltbotProgram, deps: ProgramDeps): Promise<SchemaSource> {
  const candidate = { text: null, args: ['config', 'schema'], timeoutMs, maxOutputBytes: maxSchemaBytes }
  const { code, stdout } = await runWithCandidate(program, candidate, deps)
  const schema = parseObject(stdout.slice(Math.max(0, stdout.indexOf('{'))))
  if (code !== 0 || !isObject(schema?.properties)) throw new UnreadableVerdict('MoltBot printed no schema.')
  return { version: program.version, schema, uiHints: null }
}

/** The answer of the RPC method `config.schema`, which has the hints too; null when it is something else. */
export function schemaOfRpc(answer: unknown): SchemaSource | null {
  if (!isObject(answer) || !isObject(answer.schema) || !isObject(answer.schema.properties)) return null
  if (typeof answer.version !== 'string' || answer.version.length > 64) return null
  return { version: answer.version, schema: answer.schema, uiHints: isObject(answer.uiHints) ? answer.uiHints : null }
}
