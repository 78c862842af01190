import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const sources = join(import.meta.dirname, '../src')

/** Every file of the program itself, as path and text. */
async function program(): Promise<[string, string][]> {
  const names = await readdir(sources, { recursive: true })
  const own = names.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  return Promise.all(
    own.map(async (name): Promise<[string, string]> => [name, await readFile(join(sources, name), 'utf8')]),
  )
}

test('no message says how the program is started, which only the command line knows', async () => {
  const files = await program()
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter(([, text]) => /\bnpx\b[^\n]*moltbot-ops/.test(text)).map(([name]) => name)).toEqual([])
})
