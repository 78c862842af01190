import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startedAs } from './started-as.ts'
import { hint, withHints } from './words/hint.ts'

async function folder(): Promise<{ bin: string; script: string }> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'moltbot-ops-test-')))
  onTestFinished(() => rm(dir, { recursive: true }))
  const [bin, script] = [join(dir, 'bin'), join(dir, 'moltbot-ops.js')]
  await mkdir(bin)
  await writeFile(script, '')
  return { bin, script }
}
const node = '/usr/bin/node'

test('what npx or a script of the package started is started with npx again', async () => {
  const { script } = await folder()
  expect(startedAs({ script, node, env: { npm_command: 'exec' } })).toBe('npx moltbot-ops')
  expect(startedAs({ script: '/a/node_modules/.bin/moltbot-ops', node, env: {} })).toBe('npx moltbot-ops')
})

test('where a shell finds it, its name is enough: a link, or a script that starts it', async () => {
  const { bin, script } = await folder()
  await symlink(script, join(bin, 'moltbot-ops'))
  expect(startedAs({ script, node, env: { PATH: `relative:${bin}` } })).toBe('moltbot-ops')
  await rm(join(bin, 'moltbot-ops'))
  await writeFile(join(bin, 'moltbot-ops'), `#!/bin/sh\nexec node ${script} "$@"\n`)
  await chmod(join(bin, 'moltbot-ops'), 0o755)
  expect(startedAs({ script, node, env: { PATH: bin } })).toBe('moltbot-ops')
})

test('another program of that name is not it', async () => {
  const { bin, script } = await folder()
  await writeFile(join(bin, 'moltbot-ops'), '#!/bin/sh\n')
  expect(startedAs({ script, node, env: { PATH: bin } })).toBe(`node ${script}`)
  const later = join(bin, 'later')
  await mkdir(later)
  await symlink(script, join(later, 'moltbot-ops'))
  // A shell takes the first one.
  expect(startedAs({ script, node, env: { PATH: `${bin}:${later}` } })).toBe(`node ${script}`)
  expect(startedAs({ script: '/opt/my ops/x.js', node: '/opt/n', env: {} })).toBe("/opt/n '/opt/my ops/x.js'")
})

test('a hint is told as the program was started, with the way to the same agent', () => {
  const program = () => 'npx moltbot-ops'
  const here = { program, options: { stateDir: '/srv/my state' } }
  expect(withHints(`Run: ${hint('config confirm')}.`, here)).toBe(
    "Run: npx moltbot-ops config confirm --state-dir '/srv/my state'.",
  )
  const afar = { program, options: { agent: 'https://ops.example:7337' } }
  expect(withHints(`${hint('jobs list')}, ${hint('serve')}`, afar)).toBe(
    'npx moltbot-ops jobs list --agent https://ops.example:7337, npx moltbot-ops serve',
  )
})
