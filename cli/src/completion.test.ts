import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { runBare } from '../test/run-cli.ts'

const script = async (shell: string) => (await runBare(['completion', shell])).stdout
const bash = await script('bash')

/** What bash offers after these words; the last one is being typed. */
function offered(...words: string[]): string[] {
  const typed = ['moltbot-ops', ...words].map((word) => `'${word}'`).join(' ')
  const ask = `COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _moltbot_ops; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['--norc', '-euc', `${bash}\n${ask}`], { encoding: 'utf8' })
    .split('\n')
    .filter(Boolean)
}

test.each([
  [['stat'], ['status']],
  [['pa'], ['pair', 'passphrase']],
  [
    ['pair', ''],
    ['list', 'approve', 'deny'],
  ],
  [['--state-dir', 'pair', 'pair', 'a'], ['approve']],
  [
    ['pair', 'approve', '--role', ''],
    ['viewer', 'admin', 'owner'],
  ],
  [['pair', 'approve', '482-119', '--ro'], ['--role']],
  [['config', 're'], ['revert']],
  [['config', 'set', 'logging.level', '--tr'], ['--trial']],
  [
    ['install', ''],
    ['check', 'local', 'ssh', 'versions'],
  ],
  [
    ['install', 'ssh', 'op@host', '--method', ''],
    ['docker', 'native'],
  ],
  [['devices', 'role', 'dev_1', 'o'], ['owner']],
  [['devices', 'role', ''], []],
  [['serve', '--simulate', 'crash'], ['crash-loop']],
  [['simulation', 'scenario', 'not-i'], ['not-installed']],
  [['completion', 'f'], ['fish']],
  [['status', '--js'], ['--json']],
])('bash completes %j to %j', (words, expected) => {
  expect(offered(...words)).toEqual(expected)
})

test('the scripts of zsh and fish know the same verbs', async () => {
  for (const shell of ['zsh', 'fish']) {
    const text = await script(shell)
    for (const word of ['approve', 'crash-loop', '--role'.slice(shell === 'fish' ? 2 : 0)]) expect(text).toContain(word)
  }
})
