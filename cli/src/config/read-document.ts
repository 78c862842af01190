import { Failure } from '../failure.ts'
import { readInput } from '../read-input.ts'
import type { Surroundings } from '../surroundings.ts'
import { printable } from '../words/printable.ts'

/** A configuration as it was written: the same document as text and as value. */
export interface WrittenConfig {
  text: string
  config: Record<string, unknown>
}

/** As much as the contract takes. */
const most = 900_000

/** Reads a configuration from a file, or from standard input for `-`. @throws Failure */
export async function readDocument(file: string, surroundings: Pick<Surroundings, 'stdin'>): Promise<WrittenConfig> {
  const text = await readInput(file, most, surroundings)
  if (text.trim() === '') throw new Failure('failed', `${file === '-' ? 'Standard input' : file} is empty.`)
  // Late: most verbs never read one.
  const { default: JSON5 } = await import('json5')
  const name = file === '-' ? 'Standard input' : file
  let config: unknown
  try {
    config = JSON5.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^JSON5: /, '') : ''
    throw new Failure('failed', `${name} is not JSON5: ${printable(why)}.`, error)
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new Failure('failed', `${name} holds no configuration: it must be an object.`)
  }
  return { text, config: { ...config } }
}
