import { join } from 'node:path'
import { Problem } from '../../../../core/problem.ts'
import { hashOf } from '../../../../moltbot/config/history/author.ts'
import { firstConfig } from '../first-config.ts'
import type { Context, LocalJobDeps } from './step-deps.ts'

/** The state of MoltBot, with a minimal safe configuration in it. What lies there already is neither replaced nor taken away. */
export function createWriteConfig({
  effects: { folders },
  files,
  ids,
  expectConfig,
}: Pick<LocalJobDeps, 'effects' | 'files' | 'ids' | 'expectConfig'>) {
  return {
    async run({ state, save, jobId }: Context, more: Record<string, unknown>): Promise<void> {
      const { owner, home, stateDir, configPath } = state.place
      const place = { owner, root: home }
      if ((await files.facts(configPath)) !== null) {
        throw new Problem('already_installed', `There is a configuration of a MoltBot by now: ${configPath}.`)
      }
      state.made.stateDir = (await files.facts(stateDir)) === null
      state.made.config = true
      await save()
      for (const folder of [stateDir, join(stateDir, 'logs'), join(stateDir, 'tmp')]) {
        await folders.makeDirectory(folder, { ...place, mode: 0o700 })
      }
      const config = firstConfig({
        port: state.port,
        token: ids.secret(24),
        stateDir,
        // Inside a container the port is published to loopback alone; bound to loopback there it could not be reached.
        bind: state.method === 'docker' ? 'lan' : 'loopback',
        more,
      })
      const text = `${JSON.stringify(config, null, 2)}\n`
      expectConfig({ configPath, hash: hashOf(text), jobId, ...state.approval })
      await folders.writeFile(configPath, Buffer.from(text), { ...place, mode: 0o600 })
    },

    async undo({ state }: Context): Promise<void> {
      const { owner, home, stateDir, configPath } = state.place
      if (state.made.stateDir) await folders.remove(stateDir, { owner, root: home })
      else if (state.made.config) await folders.remove(configPath, { owner, root: home })
    },
  }
}
