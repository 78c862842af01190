import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runBare } from '../test/run-cli.ts'

const root = join(import.meta.dirname, '../..')
const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md']

/** Each `moltbot-ops NOUN VERB` of the pages. Issues describe what is not built yet. */
const named = execFileSync('git', list, { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && !path.startsWith('docs/github-issues/') && existsSync(join(root, path)))
  .flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    const commands = text.matchAll(/(?:`|\$ |^)(?:npx )?moltbot-ops ([a-z]+)(?: ([a-z]+))?/gm)
    return [...commands].map(([, verb = '', sub = '']) => ({ path, verb, sub }))
  })

/** What the help lists below a place. */
async function verbsBelow(...place: string[]): Promise<string[]> {
  const { stdout } = await runBare([...place, '--help'])
  return [...stdout.matchAll(/^ {2}([a-z]+)(?= |$)/gm)].map(([, name = '']) => name)
}

test('every verb that a page names exists', async () => {
  expect(named.length).toBeGreaterThan(25)
  const verbs = await verbsBelow()
  const below = new Map(await Promise.all(verbs.map(async (verb) => [verb, await verbsBelow(verb)] as const)))
  const missing = named.filter(({ verb, sub }) => {
    const inner = below.get(verb)
    // Of a verb without verbs of its own the next word is an argument.
    return inner === undefined || (sub !== '' && inner.length > 0 && !inner.includes(sub))
  })
  expect(missing).toEqual([])
})
