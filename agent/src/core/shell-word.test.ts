import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { shellWord } from './shell-word.ts'

test.each(['/var/lib/moltbot-ops', '/home/anna/state dir', `/it's "here" $HOME \`id\` \\`, '/ünï/漢字', ''])(
  'a shell reads %s as one word',
  (text) => {
    expect(execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' })).toBe(text)
  },
)

test('a plain path stays plain', () => {
  expect(shellWord('/var/lib/moltbot-ops')).toBe('/var/lib/moltbot-ops')
})
