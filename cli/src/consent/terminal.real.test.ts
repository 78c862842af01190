import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningAgent, startAgent } from '../../test/spawned.ts'

const program = fileURLToPath(new URL('../../bin/moltbot-ops.js', import.meta.url))
/** What the simulated hosts take. */
const password = 'simulated'
const ops = '"$NODE" "$PROGRAM"'
let agent: RunningAgent

beforeAll(async () => {
  agent = await startAgent('healthy')
}, 120_000)
afterAll(async () => {
  await agent.stop()
  await agent.clear()
})

/** Runs words of a shell on a terminal of its own, which `script` makes, and answers each question as it is asked. */
async function onTerminal(words: string, answers: string[]): Promise<{ code: number | null; shown: string }> {
  const { stateDir } = agent
  const names = { NODE: process.execPath, PROGRAM: program, MOLTBOT_OPS_STATE_DIR: stateDir }
  const child = spawn('script', ['-qefc', words, '/dev/null'], {
    cwd: stateDir,
    env: { PATH: process.env.PATH ?? '', TERM: 'xterm', ...names },
  })
  let shown = ''
  child.stdout.on('data', (chunk) => {
    shown += chunk
    if (!shown.endsWith(': ')) return
    const answer = answers.shift()
    if (answer === undefined) child.stdin.end()
    else child.stdin.write(`${answer}\r`)
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, shown }
}

test('a line, then a secret that is not shown, then a line again', { timeout: 120_000 }, async () => {
  const { code, shown } = await onTerminal(`${ops} install ssh op@garage.example`, ['yes', password, 'yes'])
  expect(code).toBe(0)
  expect(shown).toContain('Is it this key? Type yes: yes')
  expect(shown).toContain('Password of op@garage.example: \r\n')
  expect(shown).toContain('The agent and MoltBot run on garage.example.')
  expect(shown).toMatch(/█+░* +\d+ % {2}/)
})

test('standard input carries a file, and the terminal the consent', { timeout: 120_000 }, async () => {
  const edit = 'sed \'s/level: .info./level: "debug"/\''
  const { code, shown } = await onTerminal(`${ops} config get | ${edit} | ${ops} config apply -`, ['yes'])
  expect({ code, shown }).toMatchObject({ code: 0, shown: expect.stringContaining('MoltBot runs with it.') })
})

test('who has no terminal at all is refused', { timeout: 60_000 }, async () => {
  const { code, shown } = await onTerminal(`echo yes | setsid -w ${ops} restart --yes`, [])
  expect(code).toBe(3)
  expect(shown).toContain('This needs a person')
  const applied = await onTerminal(`echo '{}' | setsid -w ${ops} config apply - --yes`, ['yes'])
  expect(applied.code).toBe(3)
  expect(applied.shown).toContain('This needs a person')
})
