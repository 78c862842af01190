import { join } from 'node:path'
import { Problem } from '../../../../core/problem.ts'
import type { ServiceDefinition, ServiceManager } from '../../../../host/effects.ts'
import { managerOf } from '../../../../moltbot/managed/steering.ts'
import { type InstallState, serviceName } from '../install-state.ts'
import { moltbotEnvironment } from '../moltbot-environment.ts'
import { packageName } from '../registry.ts'
import { nodeBinary } from '../survey.ts'
import type { Context, LocalJobDeps } from './step-deps.ts'

const stopBudgetMs = 330_000

/** The service that keeps MoltBot running, its first start, and the proof that it answers. */
export function createRunService(
  deps: Pick<LocalJobDeps, 'effects' | 'network' | 'services' | 'waitFor' | 'lookNow' | 'instanceAt'>,
) {
  function managerFor({ manager: kind }: InstallState): ServiceManager {
    const manager = managerOf(deps, kind)
    if (!manager) throw new Problem('not_managed', `${kind} is not on this host any more.`)
    return manager
  }

  return {
    async install({ state, save }: Context): Promise<void> {
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
    },

    async remove({ state }: Context): Promise<void> {
      if (!state.made.service) return
      const manager = managerFor(state)
      const { installed } = await manager.state(serviceName, state.place.owner)
      if (installed) {
        await manager.stop(serviceName, state.place.owner)
        await manager.remove(serviceName, state.place.owner)
      }
      await deps.services.forget(state.place.stateDir)
      await deps.lookNow()
    },

    async start({ state }: Context): Promise<void> {
      const [taken] = await deps.network.listeners([state.port])
      if (taken) {
        const who = taken.pid === null ? 'a program of another user' : `process ${taken.pid}`
        throw new Problem('install_blocked', `Port ${state.port} was taken by ${who} meanwhile. Choose another one.`)
      }
      await managerFor(state).start(serviceName, state.place.owner)
      await deps.lookNow()
    },

    async verify({ state, save, signal, message }: Context): Promise<void> {
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
    },
  }
}

function definitionOf({ place, method, nodePackage, ...state }: InstallState): ServiceDefinition {
  const current = join(place.generations, 'current')
  const node = nodeBinary(current, { package: nodePackage?.split('@')[0] ?? '' })
  const entry = join(current, 'openclaw', 'node_modules', packageName, 'openclaw.mjs')
  return {
    name: serviceName,
    description: `MoltBot (OpenClaw ${state.version})`,
    owner: place.owner,
    command: method === 'npm' ? [node, entry, 'gateway', 'run'] : [],
    environment: moltbotEnvironment(place, method === 'npm' ? node : '/usr/local/bin/node'),
    workingDirectory: place.home,
    stateDir: place.stateDir,
    port: state.port,
    startBudgetMs: state.startBudgetMs,
    stopBudgetMs,
    ...(method === 'docker' && state.image !== null ? { image: state.image } : {}),
  }
}
