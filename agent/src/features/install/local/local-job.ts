import { join } from 'node:path'
import type { Ids } from '../../../core/ids.ts'
import type { JobKind, StepContext } from '../../../core/jobs.ts'
import { Problem } from '../../../core/problem.ts'
import type { Effects, Runtime, ServiceDefinition, ServiceManager } from '../../../host/effects.ts'
import type { ManagedServices } from '../../../moltbot/managed/managed-services.ts'
import { managerOf } from '../../../moltbot/managed/steering.ts'
import type { WaitForStatus } from '../../moltbot/wait-for-status.ts'
import { firstConfig } from './first-config.ts'
import { type InstallState, serviceName } from './install-state.ts'
import { moltbotEnvironment } from './moltbot-environment.ts'
import { accountName } from './place.ts'
import { packageName, type Registry } from './registry.ts'
import { nodeBinary } from './survey.ts'

export interface LocalJobDeps {
  effects: Effects
  ids: Ids
  registry: Registry
  services: Pick<ManagedServices, 'save' | 'forget'>
  waitFor: WaitForStatus
  runtime(): Promise<Runtime>
  /** Looks for installations at once. */
  lookNow(): Promise<void>
  /** The instance whose state lies there; null before it was seen. */
  instanceAt(identity: string): string | null
}

/** Settings that a person asked for; they may hold secrets, so they live in memory alone. */
export interface InstallSecrets extends Record<string, unknown> {
  config: Record<string, unknown>
}

type Context = StepContext<InstallState>

const installWithinMs = 15 * 60_000
const stopBudgetMs = 330_000

/** Installs MoltBot on this host: step by step, and back step by step. */
export function createLocalJob(deps: LocalJobDeps): JobKind<InstallState, InstallSecrets> {
  const { effects } = deps
  const { folders } = effects

  return {
    kind: 'install_local',
    steps: ({ method, place }, secrets) => [
      {
        id: 'account',
        title: place.makesAccount ? 'Make the account' : 'Prepare its folders',
        cancellable: true,
        run: prepare,
      },
      method === 'npm'
        ? {
            id: 'program',
            title: 'Install the program and its Node',
            cancellable: true,
            run: installPackages,
            undo: removePackages,
          }
        : { id: 'program', title: 'Get the image', cancellable: true, run: getImage },
      {
        id: 'config',
        title: 'Write a minimal safe configuration',
        cancellable: true,
        run: (context) => writeConfig(context, secrets),
        undo: removeConfig,
      },
      { id: 'service', title: 'Set up the service', cancellable: true, run: installService, undo: removeService },
      { id: 'start', title: 'Start it', cancellable: true, run: start },
      { id: 'verify', title: 'Check from outside that it answers', cancellable: true, run: verify },
    ],
    result: ({ version, port, place, instanceId, message }) => ({
      version,
      port,
      state_dir: place.stateDir,
      config_path: place.configPath,
      instance_id: instanceId,
      message,
      next_steps: [
        'Add a model provider: open Config and search for "providers".',
        'Connect a channel, such as Telegram: open Config and search for "channels".',
        'Restart the agent as a service, so that both survive a reboot: moltbot-ops service install',
      ],
    }),
    afterUndo: ({ place }) =>
      place.makesAccount
        ? `MoltBot is not installed. The account ${accountName} stays; it can do nothing, and the next try uses it.`
        : 'MoltBot is not installed.',
  }

  async function prepare({ state, save }: Context): Promise<void> {
    const { place } = state
    if (place.makesAccount) {
      const owner = await effects.accounts.createSystem(accountName, place.home)
      state.place = { ...place, owner }
      await save()
    }
    await makeFolder(state, place.generations, place.root)
  }

  async function makeFolder({ place: { owner } }: InstallState, path: string, root: string): Promise<void> {
    await folders.makeDirectory(path, { owner, root, mode: 0o755 })
  }

  async function installPackages(context: Context): Promise<void> {
    const { state, save, line, progress, message, signal } = context
    const { place, version, nodePackage } = state
    const { owner, root, prefix } = place
    if (nodePackage === null) throw new Error('A package installation knows its Node.')
    state.made.prefix = true
    await save()
    const [nodeName = '', nodeVersion = ''] = nodePackage.split('@')
    const [program, node, host] = await Promise.all([
      deps.registry.resolve(owner, packageName, version),
      deps.registry.resolve(owner, nodeName, nodeVersion),
      deps.runtime(),
    ])
    const shared = { owner, root, runScripts: false, timeoutMs: installWithinMs, signal, onLine: line }
    message(`Node ${nodeVersion}`)
    for (const folder of [prefix, join(prefix, 'node'), join(prefix, 'openclaw')]) await makeFolder(state, folder, root)
    await effects.packages.install(node, { ...shared, prefix: join(prefix, 'node'), runtime: host })
    progress(0.2)
    message(`OpenClaw ${version}`)
    const runtime = { ...host, node: nodeBinary(prefix, { package: nodeName }) }
    const { bytes, files } = await effects.packages.install(program, {
      ...shared,
      prefix: join(prefix, 'openclaw'),
      runtime,
    })
    line(`${files} files, ${Math.round(bytes / 1e6)} MB`)
    const manifest = { version, node: nodePackage, integrity: program.lockText.length, installed_files: files }
    await folders.writeFile(join(prefix, 'generation.json'), Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), {
      ...{ owner, root, mode: 0o644 },
    })
    await switchCurrent(context)
  }

  async function switchCurrent({ state, save }: Context): Promise<void> {
    const { owner, root, generations, generation } = state.place
    state.made.link = join(generations, 'current')
    await save()
    await folders.switchLink(state.made.link, String(generation), { owner, root })
  }

  async function removePackages({ state }: Context): Promise<void> {
    const { owner, root, prefix, generation } = state.place
    if (state.made.link !== null && generation === 1) await folders.remove(state.made.link, { owner, root })
    if (state.made.prefix) await folders.remove(prefix, { owner, root })
  }

  async function getImage({ state, line, signal }: Context): Promise<void> {
    const { image } = state
    if (image === null) throw new Error('A container installation knows its image.')
    const found = await effects.images.local(image)
    const ready = found ?? (await effects.images.pull(image, { timeoutMs: installWithinMs, onLine: line, signal }))
    line(`${ready.reference}, ${Math.round(ready.bytes / 1e6)} MB`)
  }

  async function writeConfig({ state, save }: Context, secrets: InstallSecrets | undefined): Promise<void> {
    const { owner, home, stateDir, configPath } = state.place
    const place = { owner, root: home }
    state.made.stateDir = true
    await save()
    for (const folder of [stateDir, join(stateDir, 'logs'), join(stateDir, 'tmp')]) {
      await folders.makeDirectory(folder, { ...place, mode: 0o700 })
    }
    const config = firstConfig({
      port: state.port,
      token: deps.ids.secret(24),
      stateDir,
      // Inside a container the port is published to loopback alone; bound to loopback there it could not be reached.
      bind: state.method === 'docker' ? 'lan' : 'loopback',
      more: secrets?.config ?? {},
    })
    await folders.writeFile(configPath, Buffer.from(`${JSON.stringify(config, null, 2)}\n`), { ...place, mode: 0o600 })
  }

  async function removeConfig({ state }: Context): Promise<void> {
    const { owner, home, stateDir } = state.place
    if (state.made.stateDir) await folders.remove(stateDir, { owner, root: home })
  }

  function definitionOf({
    place,
    method,
    nodePackage,
    image,
    port,
    startBudgetMs,
    version,
  }: InstallState): ServiceDefinition {
    const current = join(place.generations, 'current')
    const node = nodeBinary(current, { package: nodePackage?.split('@')[0] ?? '' })
    const entry = join(current, 'openclaw', 'node_modules', packageName, 'openclaw.mjs')
    return {
      name: serviceName,
      description: `MoltBot (OpenClaw ${version})`,
      owner: place.owner,
      command: method === 'npm' ? [node, entry, 'gateway', 'run'] : [],
      environment: moltbotEnvironment(place, method === 'npm' ? node : '/usr/local/bin/node'),
      workingDirectory: place.home,
      stateDir: place.stateDir,
      port,
      startBudgetMs,
      stopBudgetMs,
      ...(method === 'docker' && image !== null ? { image } : {}),
    }
  }

  function managerFor({ manager: kind }: InstallState): ServiceManager {
    const manager = managerOf({ effects }, kind)
    if (!manager) throw new Problem('not_managed', `${kind} is not on this host any more.`)
    return manager
  }

  async function installService({ state, save }: Context): Promise<void> {
    const definition = definitionOf(state)
    state.made.service = true
    await save()
    await managerFor(state).install(definition)
    await deps.services.save({
      identity: state.place.stateDir,
      stateDir: state.place.stateDir,
      configPath: state.place.configPath,
      manager: state.manager,
      definition,
      method: state.method,
      version: state.version,
      prefix: state.method === 'npm' ? state.place.prefix : null,
    })
  }

  async function removeService({ state }: Context): Promise<void> {
    if (!state.made.service) return
    const manager = managerFor(state)
    const { installed } = await manager.state(serviceName, state.place.owner)
    if (installed) {
      await manager.stop(serviceName, state.place.owner)
      await manager.remove(serviceName, state.place.owner)
    }
    await deps.services.forget(state.place.stateDir)
    await deps.lookNow()
  }

  async function start({ state }: Context): Promise<void> {
    await managerFor(state).start(serviceName, state.place.owner)
    await deps.lookNow()
  }

  async function verify({ state, save, signal, message }: Context): Promise<void> {
    const instanceId = deps.instanceAt(state.place.stateDir)
    if (instanceId === null) throw new Problem('internal', 'The new MoltBot was started and is not to be seen.')
    state.instanceId = instanceId
    await save()
    message('It is starting')
    const { reached, status } = await deps.waitFor(instanceId, {
      until: (now) => now.gateway?.ready === true && now.state === 'running',
      giveUp: (now) => now.state === 'stopped' && now.last_exit?.code === 78,
      timeoutMs: state.startBudgetMs,
      signal,
    })
    if (!reached) {
      const why = status?.last_exit?.message ?? status?.reasons?.[0]?.message ?? 'It did not answer in time.'
      throw new Problem('internal', `MoltBot was installed and does not answer. ${why}`)
    }
    const seen = status?.gateway?.version
    if (state.method === 'npm' && seen != null && seen !== state.version) {
      throw new Problem('internal', `Version ${seen} answers where ${state.version} was installed.`)
    }
    state.message = `OpenClaw ${seen ?? state.version} runs and answers on 127.0.0.1:${state.port}.`
  }
}
