import type { Owner, ServiceDefinition, ServiceManagerKind } from '../../effects.ts'
import type { OpenMachine } from './open-machine.ts'

const home = '/var/lib/moltbot'
const port = 18_789

export interface InstalledMoltbot {
  owner: Owner
  definition: ServiceDefinition
  configPath: string
  token: string
}

export function configText(token: string, more: Record<string, unknown> = {}): string {
  const gateway = { mode: 'local', port, bind: 'loopback', auth: { mode: 'token', token } }
  const logging = { file: `${home}/state/logs/gateway.log` }
  return `${JSON.stringify({ gateway, logging, update: { checkOnStart: false }, ...more }, null, 2)}\n`
}

/** Installs and configures a MoltBot as a root agent does, and makes it a service that is not started yet. */
export async function installMoltbot(
  machine: OpenMachine,
  options: { version?: string; manager?: ServiceManagerKind } = {},
): Promise<InstalledMoltbot> {
  const { effects, settle } = machine
  const { version = '2026.9.6', manager = 'systemd' } = options
  const owner = await effects.accounts.createSystem('moltbot', home)
  const place = { owner, root: home }
  const runtime = { node: '/usr/bin/node', npm: '/usr/lib/npm-cli.js' }
  const put = async (name: string, wanted: string) => {
    const tree = await effects.packages.resolve(name, wanted, { owner, runtime, timeoutMs: 10_000 })
    const prefix = `${home}/generations/1/${name}`
    const installing = { ...place, prefix, runtime, runScripts: true, timeoutMs: 60_000 }
    await settle(effects.packages.install(tree, installing))
    return prefix
  }
  const node = effects.packages.runtimeFor('>=24.16.0')
  const runtimePrefix = await put(node?.package ?? '', node?.version ?? '')
  const prefix = await put('openclaw', version)
  for (const folder of ['state', 'tmp'])
    await effects.folders.makeDirectory(`${home}/${folder}`, { ...place, mode: 0o700 })
  const configPath = `${home}/state/openclaw.json`
  const token = 'first'
  await effects.folders.writeFile(configPath, Buffer.from(configText(token)), { ...place, mode: 0o600 })
  const definition: ServiceDefinition = {
    name: 'moltbot',
    description: 'MoltBot',
    owner,
    command: [
      `${runtimePrefix}/node_modules/${node?.package}/bin/node`,
      `${prefix}/node_modules/openclaw/openclaw.mjs`,
      'gateway',
      'run',
    ],
    environment: { HOME: home, OPENCLAW_STATE_DIR: `${home}/state`, OPENCLAW_CONFIG_PATH: configPath },
    workingDirectory: home,
    stateDir: `${home}/state`,
    port,
    startBudgetMs: 60_000,
    stopBudgetMs: 20_000,
  }
  await effects.serviceManagers.find(({ kind }) => kind === manager)?.install(definition)
  return { owner, definition, configPath, token }
}
