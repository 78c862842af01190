import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Failure } from './failure.ts'

const inRepository = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/**
 * The folder of the built console. In a checkout it is built first if its sources have changed; a packed release has
 * it ready and brings no builder. Null where there is none: the agent then serves the API alone.
 */
export async function consoleFolder(say: (line: string) => void): Promise<string | null> {
  if (existsSync(inRepository('tools/build-console.ts')) && existsSync(inRepository('web/src'))) {
    const { buildConsole } = await import('../../tools/build-console.ts')
    try {
      return await buildConsole(say)
    } catch (error) {
      throw new Failure(
        'failed',
        `The console could not be built: ${error instanceof Error ? error.message : error}`,
        error,
      )
    }
  }
  const ready = inRepository('web/dist')
  return existsSync(ready) ? ready : null
}
