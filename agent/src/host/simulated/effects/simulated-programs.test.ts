import { expect, test } from 'vitest'
import { installMoltbot } from '../test/install-moltbot.ts'
import { openMachine, robin } from '../test/open-machine.ts'

async function withMoltbot() {
  const machine = openMachine('not-installed')
  const { definition, owner, configPath } = await installMoltbot(machine)
  const [node = '', script = ''] = definition.command
  const run = (args: string[], env: Record<string, string> = { OPENCLAW_CONFIG_PATH: configPath }) =>
    machine.effects.programs.run(node, [script, ...args], { owner, env, cwd: '/var/lib/moltbot', timeoutMs: 10_000 })
  const candidate = async (text: string) => {
    const path = '/var/lib/moltbot/tmp/candidate.json'
    await machine.effects.folders.writeFile(path, Buffer.from(text), { owner, root: '/var/lib/moltbot', mode: 0o600 })
    return run(['config', 'validate', '--json'], { OPENCLAW_CONFIG_PATH: path })
  }
  return { ...machine, run, candidate, node, owner }
}

test('the version is that of the package', async () => {
  const { run } = await withMoltbot()
  expect(await run(['--version'])).toMatchObject({ code: 0, stdout: 'OpenClaw 2026.9.6 (eb377ac)\n' })
})

test('a valid candidate is told in one line, an invalid one with every issue', async () => {
  const { candidate, run, configPath } = {
    ...(await withMoltbot()),
    configPath: '/var/lib/moltbot/state/openclaw.json',
  }
  const valid = await run(['config', 'validate', '--json'])
  expect(valid).toMatchObject({ code: 0, stdout: `{"valid":true,"path":"${configPath}","warnings":[]}\n` })
  const { code, stdout } = await candidate('{ gateway: { port: "x" }, zzz: 1 }')
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    valid: false,
    issues: [
      { path: 'gateway.port', message: 'Invalid input: expected number, received string' },
      { path: '<root>', message: 'Unrecognized key: "zzz"' },
    ],
  })
  const broken = await candidate('{ gateway: ')
  expect(JSON.parse(broken.stdout).issues[0].message).toBe(
    'JSON5 parse failed: SyntaxError: JSON5: invalid end of input at 1:12',
  )
})

test('a file that is not there is told', async () => {
  const { run } = await withMoltbot()
  const { code, stdout } = await run(['config', 'validate', '--json'], {
    OPENCLAW_CONFIG_PATH: '/var/lib/moltbot/none',
  })
  expect([code, JSON.parse(stdout)]).toMatchObject([1, { error: { message: 'file not found' }, valid: false }])
})

test('the MoltBot that a scenario brings can be asked as well', async () => {
  const { effects, host } = openMachine('healthy')
  const [unit] = await host.services.list([robin])
  const [node = '', script = ''] = unit?.execStart.split(' ') ?? []
  const options = { owner: robin, env: {}, cwd: robin.home, timeoutMs: 1000 }
  expect(await effects.programs.run(node, [script, '--version'], options)).toMatchObject({
    stdout: 'OpenClaw 2026.9.6 (eb377ac)\n',
  })
})

test('the schema is printed whole', async () => {
  const { run } = await withMoltbot()
  const { stdout } = await run(['config', 'schema'])
  expect(JSON.parse(stdout)).toMatchObject({ type: 'object', properties: { gateway: {} }, additionalProperties: false })
})

test('what only looks leaves no record, and nothing else is on the machine', async () => {
  const { run, effects, node, owner } = await withMoltbot()
  const before = effects.record().length
  await run(['--version'])
  expect(effects.record()).toHaveLength(before)
  await expect(run(['doctor', '--fix'])).rejects.toMatchObject({
    reason: 'failed',
    message: expect.stringContaining('simulated'),
  })
  const options = { owner, env: {}, cwd: '/', timeoutMs: 1000 }
  await expect(effects.programs.run('/usr/bin/brew', ['list'], options)).rejects.toMatchObject({ reason: 'failed' })
  await expect(effects.programs.run(node, ['-e', '1'], options)).rejects.toMatchObject({ reason: 'failed' })
  expect(await effects.programs.find('npm')).toBeNull()
  expect(await effects.programs.find('brew')).toBeNull()
})
